"""A standing as its row keeps it, and what an undo brings back."""

from datetime import date
from typing import Any

from bot.obligation_rows import Standing, State


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
