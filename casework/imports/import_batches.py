"""Rows taken in a few at a time, so that a live assistant never waits for a whole file."""

import contextlib
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack
from typing import Self

from storage import Scope

ROWS_AT_A_TIME, LONGEST = 30, 0.1
"""Rows of a batch, and real seconds after which it takes no further row.

People wait two seconds for the database, and on a busy machine a row takes long.
"""

Opens = Callable[[], AbstractContextManager[Scope]]
"""Opens a transaction that reaches the caseloads of an import."""


class Batches:
    """The transactions of an import: each row for itself within one, good ones beside bad ones.

    Where rows are only tried, each batch is undone at its end.
    """

    def __init__(
        self,
        opens: Opens,
        *,
        keeps: bool,
        at_end: Callable[[Scope], None],
        seconds: Callable[[], float] = time.monotonic,
    ) -> None:
        """Let `at_end` do in the same transaction what follows from a batch's rows."""
        self._opens = opens
        self._keeps = keeps
        self._at_end = at_end
        self._seconds = seconds
        self._scope: Scope | None = None
        self._open = ExitStack()
        self._rows, self._began = 0, 0.0

    @contextlib.contextmanager
    def row(self) -> Iterator[Scope]:
        """Open the part of a transaction in which one row is taken; an error undoes that part."""
        if self._scope is None:
            self._scope = self._open.enter_context(self._opens())
            self._began = self._seconds()
        self._rows += 1
        with self._scope.apart():
            yield self._scope

    @property
    def is_full(self) -> bool:
        """Tell whether it is time to end the batch, so that others can write."""
        if self._scope is None:
            return False
        return self._rows >= ROWS_AT_A_TIME or self._seconds() - self._began >= LONGEST

    def end(self) -> None:
        """Keep what the rows of the batch changed, or undo it where they are only tried."""
        scope, self._scope, self._rows = self._scope, None, 0
        if scope is None:
            return
        with contextlib.suppress(_OnlyTried), self._open:
            self._at_end(scope)
            if not self._keeps:
                raise _OnlyTried

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *error: object) -> None:
        if kind is None:
            self.end()
        else:
            self._open.__exit__(kind, *error)  # type: ignore[arg-type]  # handed on as it came


class _OnlyTried(Exception):  # noqa: N818 - no error, but how a scope is left without keeping
    pass
