"""A standing as its row keeps it, and what an undo brings back."""

from datetime import date
from typing import Any

from sqlalchemy import Row, Select, select

from bot.dates.obligation_rows import Standing, State
from storage import tables as rows
from storage.scopes.reach import Reach

_standings = rows.standings.c


def standing_from(row: Row[Any]) -> Standing:
    return Standing(
        state=State(row.state),
        revise=row.revise,
        by=row.by_id,
        at=row.at,
        reason=getattr(row, "reason", None) or None,
        revision=row.revision,
        snoozed_until=row.snoozed_until,
        stays_due_on=row.stays_due_on,
    )


def standing_rows(reach: Reach) -> Select[Any]:
    """Return what is recorded, without the reasons where those stay closed."""
    closed = {"before"} if reach.names else {"before", "reason"}
    return select(*(column for column in _standings if column.name not in closed))


def values_of(standing: Standing) -> dict[str, Any]:
    return {
        "state": standing.state,
        "revise": standing.revise,
        "by_id": standing.by,
        "at": standing.at,
        "reason": standing.reason,
        "revision": standing.revision,
        "snoozed_until": standing.snoozed_until,
        "stays_due_on": standing.stays_due_on,
    }


def remembered(standing: Standing) -> dict[str, Any]:
    return {
        "state": standing.state,
        "revise": standing.revise,
        "reason": standing.reason,
        "snoozed_until": _text(standing.snoozed_until),
        "stays_due_on": _text(standing.stays_due_on),
    }


def _text(day: date | None) -> str | None:
    return day.isoformat() if day else None


def brought_back(kept: dict[str, Any]) -> Standing:
    return Standing(
        state=State(kept["state"]),
        revise=kept["revise"],
        reason=kept["reason"],
        snoozed_until=_day(kept["snoozed_until"]),
        stays_due_on=_day(kept["stays_due_on"]),
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
