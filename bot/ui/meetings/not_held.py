"""*Not held …*: a meeting whose day has passed was cancelled, or moved to another date."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, time
from enum import StrEnum
from typing import Any

from bot import date_words
from bot.calendar import SchoolCalendar
from bot.dates.date_checks import DateCheck
from bot.dates.obligation_rules import Rules
from bot.digest.digest_lines import MeetingOf
from bot.errors import FormError
from bot.meetings.meetings import MeetingId
from bot.ui.dates import date_warnings
from bot.ui.digest.hub import UNCONFIRMED
from bot.ui.kit import blocks, elements
from bot.ui.kit.blocks import View

SAVE = "not_held_save"
TAKE = "not_held_take"

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
    warned_of: date | None = None
    """The date of which they were told what it would cost."""


def render(
    one: MeetingOf,
    *,
    rules: Rules,
    confirmed: bool,
    answer: NotHeld | None = None,
    check: DateCheck | None = None,
) -> View:
    """`confirmed` says whether the district has confirmed its calendar.

    With `check`, which speaks against the new date, `answer` is drawn as it was given.
    """
    meeting = one.meeting
    at = answer.at if answer else meeting.at
    to = answer.to.isoformat() if answer and answer.to else ""
    return blocks.modal(
        "Not held",
        [
            blocks.section(
                f"The meeting of *{one.alias}* on {date_words.in_words(meeting.on)} was not held."
            ),
            *([] if confirmed else [blocks.context(UNCONFIRMED)]),
            *(date_warnings.warnings(check, rules, take=TAKE) if check else []),
            blocks.field(
                "What became of it?",
                elements.radio(
                    _WHAT,
                    [
                        elements.option(Outcome.MOVED, "It is moved to another date"),
                        elements.option(
                            Outcome.CANCELLED,
                            "It is cancelled",
                            description="What was open for it is closed.",
                        ),
                    ],
                    chosen=Outcome.MOVED if to else "",
                ),
                block_id=_WHAT,
                required=True,
            ),
            blocks.field("New date", elements.date_picker(_TO, chosen=to), block_id=_TO),
            blocks.field("New time", elements.time_picker(_AT, chosen=at), block_id=_AT),
            blocks.field(
                "Why, and who asked",
                elements.text_field(_WHY, text=answer.why if answer else ""),
                block_id=_WHY,
                hint="Kept with the meeting's dates.",
            ),
        ],
        callback_id=SAVE,
        submit=date_warnings.SAVE_ANYWAY if check else "Save",
        private_metadata=json.dumps(
            {
                "meeting": meeting.id,
                "on": meeting.on.isoformat(),
                "warned_of": check.on.isoformat() if check else None,
            }
        ),
    )


def meeting_in(view: Mapping[str, Any]) -> tuple[MeetingId, date]:
    """The meeting, and the day on which it was to be when the modal was opened."""
    place = json.loads(view["private_metadata"])
    return MeetingId(int(place["meeting"])), date.fromisoformat(place["on"])


def render_moved(to: date) -> View:
    """What stands in place of the modal once one tap has taken the date that was offered."""
    words = f"The meeting is now on {date_words.in_words(to)} {to.year}."
    return blocks.modal("Moved", [blocks.section(words)], callback_id="not_held_moved")


def read(view: Mapping[str, Any], *, today: date, calendar: SchoolCalendar) -> NotHeld:
    """What became of it; raise FormError where a date is missing or cannot be."""
    values = view["state"]["values"]
    answer = typed(view)
    if values[_WHAT][_WHAT]["selected_option"]["value"] == Outcome.CANCELLED:
        if not answer.why:
            raise FormError({_WHY: "Please say in a few words why it is cancelled."})
        return replace(answer, at=None)
    to = date_warnings.read_date(
        view,
        _TO,
        today=today,
        calendar=calendar,
        missing="Please choose the date to which it is moved.",
    )
    return replace(answer, to=to)


def typed(view: Mapping[str, Any]) -> NotHeld:
    """Everything in the modal but what became of it, and the date."""
    warned_of = json.loads(view["private_metadata"]).get("warned_of")
    return NotHeld(
        to=None,
        at=date_warnings.read_time(view, _AT),
        why=str(view["state"]["values"][_WHY][_WHY].get("value") or "").strip(),
        warned_of=date.fromisoformat(warned_of) if warned_of else None,
    )
