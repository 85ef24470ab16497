"""*Not held …*: a meeting whose day has passed was cancelled, or moved to another date."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from typing import Any

from bot.calendar import SchoolCalendar
from bot.digest_lines import MeetingOf
from bot.errors import DateError, FormError
from bot.meetings import MeetingId, check_date
from bot.ui import blocks
from bot.ui.blocks import Element, View
from bot.ui.hub import UNCONFIRMED

SAVE = "not_held_save"

_WHAT = "what"
_TO = "to"
_AT = "at"
_WHY = "why"


class Outcome(StrEnum):
    MOVED = "moved"
    CANCELLED = "cancelled"


@dataclass(frozen=True, kw_only=True)
class NotHeld:
    """What became of the meeting instead."""

    to: date | None
    """The new date; None where it was cancelled."""
    at: time | None
    why: str


def render(one: MeetingOf, *, confirmed: bool) -> View:
    """`confirmed` says whether the district has confirmed its calendar."""
    meeting = one.meeting
    return blocks.modal(
        "Not held",
        [
            blocks.section(
                f"The meeting of *{one.alias}* on {blocks.in_words(meeting.on)} was not held."
            ),
            *([] if confirmed else [blocks.context(UNCONFIRMED)]),
            blocks.field(
                "What became of it?",
                blocks.radio(
                    _WHAT,
                    [
                        blocks.option(Outcome.MOVED, "It is moved to another date"),
                        blocks.option(
                            Outcome.CANCELLED,
                            "It is cancelled",
                            description="What was open for it is closed.",
                        ),
                    ],
                ),
                block_id=_WHAT,
                required=True,
            ),
            blocks.field("New date", blocks.date_picker(_TO), block_id=_TO),
            blocks.field("New time", _time_picker(meeting.at), block_id=_AT),
            blocks.field(
                "Why, and who asked",
                blocks.text_field(_WHY),
                block_id=_WHY,
                hint="Kept with the meeting's dates.",
            ),
        ],
        callback_id=SAVE,
        submit="Save",
        private_metadata=json.dumps({"meeting": meeting.id, "on": meeting.on.isoformat()}),
    )


def meeting_in(view: Mapping[str, Any]) -> tuple[MeetingId, date]:
    """The meeting, and the day on which it was to be when the modal was opened."""
    place = json.loads(view["private_metadata"])
    return MeetingId(int(place["meeting"])), date.fromisoformat(place["on"])


def read(view: Mapping[str, Any], *, today: date, calendar: SchoolCalendar) -> NotHeld:
    """What became of it; raise FormError where a date is missing or cannot be."""
    values = view["state"]["values"]
    why = str(values[_WHY][_WHY].get("value") or "").strip()
    if values[_WHAT][_WHAT]["selected_option"]["value"] == Outcome.CANCELLED:
        return NotHeld(to=None, at=None, why=why)
    picked = values[_TO][_TO].get("selected_date")
    if not picked:
        raise FormError({_TO: "Please choose the date to which it is moved."})
    to = date.fromisoformat(picked)
    if to < today:
        raise FormError({_TO: "That day has passed. Please choose today or a later day."})
    try:
        check_date(to, calendar)
    except DateError as error:
        raise FormError({_TO: str(error)}) from error
    at = values[_AT][_AT].get("selected_time")
    return NotHeld(to=to, at=time.fromisoformat(at) if at else None, why=why)


def _time_picker(at: time | None) -> Element:
    picker: Element = {"type": "timepicker", "action_id": _AT}
    return picker if at is None else {**picker, "initial_time": f"{at:%H:%M}"}
