"""A connection to PostgreSQL that waits no longer than whoever waits for it.

The server's own limits count each lock, and a server that does not answer at all has none.
"""

import time
from collections.abc import Generator, Mapping, Sequence
from typing import Any, TypeVar

import psycopg
from sqlalchemy import Dialect

from storage.engine.patience import LONG, is_waited_for, seconds_left, waiting_at_most

T = TypeVar("T")

_LOOKS_EVERY = 0.1
"""Seconds of silence after which the driver looks up, as it does by itself."""

_NO_LONGER = "waited for as long as somebody waits"


class PromptConnection(psycopg.Connection[Any]):
    """The stock connection, which is given up where it keeps somebody waiting."""

    @classmethod
    def _connect_gen(cls, conninfo: str = "", **how: Any) -> Any:
        return _at_most(super()._connect_gen(conninfo, **how), seconds_left())

    def wait(
        self, gen: Generator[Any, Any, T], interval: float = _LOOKS_EVERY, timeout: Any = None
    ) -> T:
        if not is_waited_for():
            return super().wait(gen, interval, timeout)
        try:
            return super().wait(_at_most(gen, seconds_left()), interval, timeout)
        except psycopg.errors.ConnectionTimeout:
            # The answer may still come, and nobody would know to what.
            self.close()
            raise

    def commit(self) -> None:
        """Wait for the end of it: given up half-way, nobody would know what was kept."""
        with waiting_at_most(LONG, by=time.monotonic):
            super().commit()


def connect(
    _: Dialect, __: object, where: Sequence[Any], how: Mapping[str, Any]
) -> PromptConnection:
    """Connect in place of the driver, as SQLAlchemy asks for it."""
    return PromptConnection.connect(*where, **how)


def _at_most(waits: Generator[Any, Any, T], seconds: float) -> Generator[Any, Any, T]:
    """Go on with what waits for the server; raise where the server is silent for too long."""
    left = seconds
    try:
        wanted = next(waits)
        while True:
            ready = yield wanted
            left -= 0 if ready else _LOOKS_EVERY
            if left <= 0:
                raise psycopg.errors.ConnectionTimeout(_NO_LONGER)
            wanted = waits.send(ready)
    except StopIteration as end:
        done: T = end.value
        return done
