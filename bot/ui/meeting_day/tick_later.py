"""Ticking afterwards: which lines were done, and when in truth."""

from collections.abc import Sequence

from bot.content import Line
from bot.forms import tags
from bot.forms.meeting_day.tick_later import AT, LINES, ON, TICK_LATER
from bot.meetings.meetings import Meeting
from bot.ui.kit import blocks
from bot.ui.kit.blocks import View
from bot.ui.kit.drawing import Part, modal

_MOST_LINES = 180
"""The lists together are far shorter."""


def render(meeting: Meeting, left: Sequence[Line]) -> View:
    """Draw the lines that nobody has ticked, with the day and the time to give."""
    parts: list[Part] = [blocks.section("Every line is ticked already.")]
    if left:
        lines = {line.id: line.short for line in left[:_MOST_LINES]}
        parts = [
            blocks.section(
                "For what was done while nobody could tick. The card shows the true time, and the "
                "log keeps that it was noted afterwards, and by whom."
            ),
            LINES.offering(lines),
            ON.showing(meeting.on),
            AT.showing(meeting.at),
        ]
    return modal(
        TICK_LATER,
        parts,
        carries=[tags.MEETING.of(meeting.id)],
        submit=None if left else "",
    )
