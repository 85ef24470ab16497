"""A standing as its row keeps it, and what an undo brings back."""

from datetime import date, datetime
from typing import Any

from bot.dates.obligation_rows import Standing, State
from storage import tables as rows
from storage.scopes.record_tables import RecordTable

STANDINGS = RecordTable(Standing, rows.standings, closes_with_names=True)


def remembered(standing: Standing) -> dict[str, Any]:
    return {
        "state": standing.state,
        "by": standing.by,
        "at": standing.at.isoformat() if standing.at else None,
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
        by=kept.get("by"),
        at=datetime.fromisoformat(kept["at"]) if kept.get("at") else None,
        revise=kept["revise"],
        reason=kept["reason"],
        snoozed_until=_day(kept["snoozed_until"]),
        stays_due_on=_day(kept["stays_due_on"]),
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
