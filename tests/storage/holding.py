"""Sees that nobody holds two connections to the database at once, or one while Slack is called.

There are few of them, and many who wait: two that each hold one and wait for a second would wait
for each other, and whoever waits for Slack keeps others waiting. Watched over the whole suite.
"""

import threading
import traceback
from collections import defaultdict
from pathlib import Path
from typing import Any
from urllib.request import OpenerDirector

import pytest
from sqlalchemy import event
from sqlalchemy.pool import Pool

ROOT = Path(__file__).parent.parent.parent


class Holding:
    """Counts what each thread holds, from `begin` on."""

    def __init__(self) -> None:
        self.wrong: list[str] = []
        self._held = threading.local()
        self._patch = pytest.MonkeyPatch()

    def begin(self) -> None:
        event.listen(Pool, "checkout", self._taken)
        event.listen(Pool, "checkin", self._given_back)
        opens = OpenerDirector.open

        def open_with_empty_hands(opener: OpenerDirector, *what: Any, **how: Any) -> Any:
            if any(self._of_mine().values()):
                self.wrong.append(f"Slack is called with a connection in hand: {_where()}")
            return opens(opener, *what, **how)

        self._patch.setattr(OpenerDirector, "open", open_with_empty_hands)

    def end(self) -> None:
        self._patch.undo()
        event.remove(Pool, "checkout", self._taken)
        event.remove(Pool, "checkin", self._given_back)

    def forget(self) -> None:
        self.wrong.clear()
        self._held = threading.local()

    def _taken(self, _: Any, record: Any, __: Any) -> None:
        mine = self._of_mine()
        mine[id(record._ConnectionRecord__pool)] += 1
        if mine[id(record._ConnectionRecord__pool)] > 1 and not _taken_by_a_test():
            self.wrong.append(f"two connections in one hand: {_where()}")

    def _given_back(self, _: Any, record: Any) -> None:
        # One that answers no more is given back without having been handed out.
        mine, pool = self._of_mine(), id(record._ConnectionRecord__pool)
        mine[pool] = max(0, mine[pool] - 1)

    def _of_mine(self) -> defaultdict[int, int]:
        if not hasattr(self._held, "mine"):
            self._held.mine = defaultdict(int)
        mine: defaultdict[int, int] = self._held.mine
        return mine


def _taken_by_a_test() -> bool:
    """Say whether a test opens one more by itself, to hold something against somebody."""
    outside = [
        file for file, _ in _frames() if not file.startswith(("storage/", "tests/storage/holding"))
    ]
    return bool(outside) and outside[-1].startswith("tests/")


def _where() -> str:
    return " > ".join(f"{file}:{line}" for file, line in _frames()[-8:-2])


def _frames() -> list[tuple[str, int]]:
    return [
        (str(Path(frame.filename).relative_to(ROOT)), frame.lineno or 0)
        for frame in traceback.extract_stack()
        if frame.filename.startswith(str(ROOT)) and ".venv" not in frame.filename
    ]
