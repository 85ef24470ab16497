"""Counting what the database is asked."""

import contextlib
from collections.abc import Iterator

from sqlalchemy import event

from storage import Database


@contextlib.contextmanager
def statements(database: Database) -> Iterator[list[str]]:
    """Every statement that goes to the database meanwhile, the beginnings of transactions apart."""
    seen: list[str] = []

    def note(_connection, _cursor, statement, _parameters, _context, _many) -> None:
        if not statement.startswith(("BEGIN", "PRAGMA")):
            seen.append(statement)

    event.listen(database._engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(database._engine, "before_cursor_execute", note)
