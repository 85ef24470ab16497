"""Marks messages as behind, which in the product only the table of what shows what does."""

from collections.abc import Sequence

from sqlalchemy import update

from storage import Scope, Storage
from storage import tables as rows
from storage.outbox.redraw_marks import mark
from tests.conftest import NOW


def unseen(scope: Scope) -> Scope:
    """Let what is written here be seen nowhere, as if delivery had not come by yet."""
    scope.mark_what_shows = lambda: None  # type: ignore[method-assign]
    return scope


def mark_behind(scope: Scope, kind: str, subject: str, addressee: str | None = None) -> int:
    """Mark the messages about something, as if nobody knew any more what they show."""
    ids = [posted.id for posted in scope.messages.of(kind, subject, addressee)]
    reach = scope._reach
    forgotten = update(rows.messages).where(rows.messages.c.id.in_(ids)).values(shown=None)
    reach.connection.execute(forgotten)
    return mark_posted(scope, ids)


def mark_posted(scope: Scope, ids: Sequence[int]) -> int:
    """Mark messages of which it is known what they show."""
    reach = scope._reach
    marked = mark(reach.connection, ids)
    if marked:
        scope._deliver()
    return marked


def want_redraw(storage: Storage, kind: str, subject: str, addressee: str | None = None) -> int:
    with storage.jobs(now=NOW) as scope:
        return mark_behind(scope, kind, subject, addressee)
