"""How long something is one assistant's alone, or waits: by the database's clock, and capped."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import Column, ColumnElement, Float, bindparam, or_

from storage.engine.database import Database
from storage.engine.moments import FromNow

LONGEST = timedelta(hours=1)
"""No lease lasts longer, and nothing waits longer for its next try.

What says otherwise was written by a clock that ran ahead, and is free.
"""

_NOW, _UNTIL, _LATEST = "by_now", "free_in", "latest"


def judged(database: Database, lasts: timedelta) -> Mapping[str, float]:
    """Return what the conditions below are given, in seconds from now."""
    return {
        _NOW: database.ahead,
        _UNTIL: database.ahead + min(lasts, LONGEST).total_seconds(),
        _LATEST: database.ahead + 2 * LONGEST.total_seconds(),
    }


def is_free(free_at: Column[datetime]) -> ColumnElement[bool]:
    """Tell whether nobody holds it, and its next try has come."""
    return or_(free_at.is_(None), free_at <= _in(_NOW), free_at > _in(_LATEST))


def free_again() -> ColumnElement[datetime]:
    """Return when it is free again."""
    return _in(_UNTIL)


def _in(seconds: str) -> FromNow:
    return FromNow(bindparam(seconds, type_=Float))
