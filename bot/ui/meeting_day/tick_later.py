"""Ticking afterwards: which lines were done, and when in truth."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from bot.content import Line
from bot.errors import FormError
from bot.meetings.meetings import Meeting, MeetingId
from bot.ui.kit import blocks, elements
from bot.ui.kit.blocks import Block, View
from bot.ui.meeting_day import thread_controls as ids

SAVE = "tick_later_save"

_LINES = "lines"
_ON = "on"
_AT = "at"
_MOST_LINES = 90
"""As many boxes as leave room for date and time; a list is far shorter."""


@dataclass(frozen=True, kw_only=True)
class TickedLater:
    """Lines that were done at one time, of which somebody tells afterwards."""

    meeting: MeetingId
    lines: tuple[str, ...]
    at: datetime


def render(meeting: Meeting, left: Sequence[Line]) -> View:
    """`left` are the lines of the list that nobody has ticked."""
    if not left:
        return blocks.modal(
            "Tick with its time",
            [blocks.section("Every line of this list is ticked already.")],
            callback_id=SAVE,
            private_metadata=ids.metadata(meeting.id),
        )
    return blocks.modal(
        "Tick with its time",
        [
            blocks.section(
                "For what was done while nobody could tick. The list shows the true time, and the "
                "log keeps that it was noted afterwards, and by whom."
            ),
            *_boxes(left[:_MOST_LINES]),
            blocks.field(
                "On which day",
                elements.date_picker(_ON, chosen=meeting.on.isoformat()),
                block_id=_ON,
                required=True,
            ),
            blocks.field(
                "At what time",
                elements.time_picker(_AT, chosen=meeting.at),
                block_id=_AT,
                hint="About right is good enough.",
                required=True,
            ),
        ],
        callback_id=SAVE,
        submit="Tick",
        private_metadata=ids.metadata(meeting.id),
    )


def _boxes(lines: Sequence[Line]) -> list[Block]:
    size = elements.MOST_BOXES
    return [
        blocks.field(
            "What was done" if start == 0 else "What was done, continued",
            elements.checkboxes(
                _LINES,
                [elements.option(line.id, line.short) for line in lines[start : start + size]],
                ticked=(),
            ),
            block_id=f"{_LINES}:{start}",
        )
        for start in range(0, len(lines), size)
    ]


def read(view: Mapping[str, Any], *, now: datetime, zone: ZoneInfo) -> TickedLater:
    """What was done and when (UTC is up to the clock); raise FormError for what cannot be."""
    values = view["state"]["values"]
    chosen = [
        option["value"]
        for block_id, block in values.items()
        if block_id.startswith(f"{_LINES}:")
        for option in block[_LINES].get("selected_options") or []
    ]
    at = datetime.combine(_day(values), _time(values), zone)
    problems = {}
    if not chosen:
        problems[f"{_LINES}:0"] = "Please choose what was done."
    if at > now:
        late = at.date() > now.astimezone(zone).date()
        problems[_ON if late else _AT] = "That lies ahead. Please give the time when it was done."
    if problems:
        raise FormError(problems)
    return TickedLater(meeting=ids.meeting_in(view), lines=tuple(chosen), at=at)


def _day(values: Mapping[str, Any]) -> date:
    picked = values[_ON][_ON].get("selected_date")
    if not picked:
        raise FormError({_ON: "Please give the day."})
    return date.fromisoformat(str(picked))


def _time(values: Mapping[str, Any]) -> time:
    picked = values[_AT][_AT].get("selected_time")
    if not picked:
        raise FormError({_AT: "Please give the time."})
    return time.fromisoformat(str(picked))
