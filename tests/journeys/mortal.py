"""An assistant that is killed at chosen points of its journal, and started again each time.

A point is a write to the database, before and after it is kept, or a call to Slack, before it is
made and after Slack did it and nobody has read the answer. Run as a process of its own: it reads
the code once, and each life is a process forked from there, which the kernel ends with SIGKILL.
"""

import fcntl
import json
import os
import signal
import sys
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO, cast

from slack_sdk.web.base_client import BaseClient

from app import Assistant, RealWire, main
from jobs.delivery.slack_calls import SlackCalls
from storage import Database

JOURNAL, KILLS, RATE = "WALK_JOURNAL", "WALK_KILLS", "WALK_RATE"
KILLED = "KILLED "
ROOT = str(Path(__file__).parents[2])
TOO_DEEP = ("/storage/engine/", "/storage/scopes/", "/tests/")
"""Where every write comes through, so that it would tell nothing of what is written."""


class Points:
    """The journal that all lives of all assistants share, and the points at which they end."""

    def __init__(self, file: TextIO, kills: set[tuple[str, int]]) -> None:
        self._file = file
        self._kills = kills
        self._seen: Counter[str] = Counter()
        self._among_threads = threading.Lock()  # the file's own lock is between processes only

    def reach(self, name: str) -> None:
        with self._among_threads:
            self._reach(name)

    def _reach(self, name: str) -> None:
        fcntl.lockf(self._file, fcntl.LOCK_EX)
        try:
            self._seen.update(line.rstrip("\n") for line in self._file)
            self._seen[name] += 1
            self._file.write(f"{name}\n")
            self._file.flush()
            if (name, self._seen[name]) in self._kills:
                self._file.write(f"{KILLED}{name} #{self._seen[name]}\n")
                self._file.flush()
                os.kill(os.getpid(), signal.SIGKILL)
        finally:
            fcntl.lockf(self._file, fcntl.LOCK_UN)


def who() -> str:
    """Name the function of ours for which something is written."""
    frame = sys._getframe(2)
    while frame.f_back is not None:
        file = frame.f_code.co_filename
        if file.startswith(ROOT) and not any(deep in file for deep in TOO_DEEP):
            return f"{file.removeprefix(ROOT)[1:]}:{frame.f_code.co_name}"
        frame = frame.f_back
    return "elsewhere"


def let_it_die(points: Points) -> None:
    """Put a point before and after every write and every call."""
    writing, called, sent = (
        Database.writing,
        BaseClient._perform_urllib_http_request_internal,
        SlackCalls._send,
    )

    @contextmanager
    def written(database: Database) -> Iterator[Any]:
        name = who()
        with writing(database) as connection:
            yield connection
            points.reach(f"write unkept: {name}")
        points.reach(f"write kept: {name}")

    def around(real: Callable[..., Any], name: Callable[..., str]) -> Callable[..., Any]:
        def call(*given: Any) -> Any:
            points.reach(f"call unmade: {name(*given)}")
            answer = real(*given)
            points.reach(f"call unread: {name(*given)}")
            return answer

        return call

    changed = cast("Any", (Database, BaseClient, SlackCalls))
    changed[0].writing = written
    changed[1]._perform_urllib_http_request_internal = around(
        called, lambda _, url, __: url.rsplit("/", 1)[-1]
    )
    changed[2]._send = around(sent, lambda *_: "upload")


def live() -> int:
    """Run until killed; the assistant's wire goes at the walk's rate, leases and pauses with it."""
    kills = {(name, number) for name, number in json.loads(os.environ[KILLS])}
    with Path(os.environ[JOURNAL]).open("a+") as file:
        file.seek(0)
        let_it_die(Points(file, kills))
        real = Assistant.__init__

        def quick(assistant: Assistant, *chosen: Any, **more: Any) -> None:
            real(assistant, *chosen, wire=RealWire(float(os.environ[RATE])), **more)

        cast("Any", Assistant).__init__ = quick
        return main([])


def live_again_and_again() -> None:
    """Fork a life after each that was killed, until asked to end."""
    while True:
        life = os.fork()
        if life == 0:
            os._exit(live())
        signal.signal(signal.SIGTERM, lambda *_, life=life: os.kill(life, signal.SIGTERM))
        _, status = os.waitpid(life, 0)
        if not (os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL):
            return
        signal.signal(signal.SIGTERM, signal.SIG_DFL)


if __name__ == "__main__":
    live_again_and_again()
