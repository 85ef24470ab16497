"""How long the database is waited for: as long as whoever opens it says, in all."""

import contextlib
import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextvars import ContextVar

from bot.errors import StorageAwayError

LONG = 10.0
"""Seconds that the clockwork and the command line wait, each time."""

A_MOMENT = 0.5
"""Seconds that are waited even when all are used up: a free database sends nobody away."""

_left: ContextVar[Callable[[], float] | None] = ContextVar("left", default=None)
"""Counts down the seconds of whoever waits; None where nobody does."""


@contextlib.contextmanager
def waiting_at_most(seconds: float, *, by: Callable[[], float]) -> Iterator[None]:
    """Wait so long in all for the database, however often it is opened meanwhile.

    `by` counts the seconds, from wherever.
    """
    until = by() + seconds
    before = _left.set(lambda: until - by())
    try:
        yield
    finally:
        _left.reset(before)


def is_waited_for() -> bool:
    """Tell whether somebody waits for what is done here, so that their seconds count."""
    return _left.get() is not None


def seconds_left() -> float:
    left = _left.get()
    return LONG if left is None else max(left(), A_MOMENT)


class Places:
    """So many may be in at once; who waits comes in in the order of coming."""

    def __init__(self, number: int) -> None:
        self._free = number
        self._waiting: deque[threading.Event] = deque()
        self._lock = threading.Lock()

    @contextlib.contextmanager
    def taken(self) -> Iterator[None]:
        self._come_in()
        try:
            yield
        finally:
            self._go()

    def _come_in(self) -> None:
        with self._lock:
            if self._free:
                self._free -= 1
                return
            called = threading.Event()
            self._waiting.append(called)
        if called.wait(seconds_left()):
            return
        with self._lock:
            if called.is_set():
                return
            self._waiting.remove(called)
        raise StorageAwayError

    def _go(self) -> None:
        with self._lock:
            if self._waiting:
                self._waiting.popleft().set()
            else:
                self._free += 1
