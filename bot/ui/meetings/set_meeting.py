"""Setting a meeting by hand: day, hour, kind and mode, with what is said of the day first."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from bot import date_words
from bot.dates.date_checks import DateCheck
from bot.dates.obligation_rules import Rules
from bot.forms import tags
from bot.forms.fields import Field
from bot.forms.meetings.meetings import ASKED_FOR, SET_MEETING, Wanted
from bot.forms.tags import Tag
from bot.meetings.meetings import MeetingId
from bot.meetings.parent_requests import ParentRequest
from bot.students import Student
from bot.ui.dates import date_warnings
from bot.ui.digest.hub import UNCONFIRMED
from bot.ui.kit import blocks, elements, markup
from bot.ui.kit.blocks import View
from bot.ui.kit.drawing import modal

OPEN = "meeting_set"
TAKE = "meeting_set_take"
SEE = "meeting_see"
"""A button anywhere that carries a meeting's id and opens its screen."""
BACK = "student_back"
"""Leads from a screen that stands in a student's place back to the student."""

WARNED_OF = Tag("warned_of", date.fromisoformat)
NEWEST = Tag("newest", lambda text: MeetingId(int(text)))


def render(
    student: Student,
    wanted: Wanted,
    *,
    rules: Rules,
    confirmed: bool,
    check: DateCheck | None = None,
    notice: str = "",
    latest: MeetingId | None = None,
    requests: Sequence[ParentRequest] = (),
) -> View:
    """Draw the form; `check` is what is to be said of the day, `notice` what else comes first.

    `requests` are the parents' written requests for which no meeting is set yet.
    """
    ways = [elements.button("Back to the student", BACK, value=student.id)]
    if latest is not None:
        ways.append(elements.button("Other meetings", SEE, value=latest))
    return modal(
        SET_MEETING,
        [
            blocks.section(f"*{markup.escaped(student.name)}* ({student.alias})"),
            *([] if confirmed else [blocks.context(UNCONFIRMED)]),
            *([blocks.section(f":warning: {notice}")] if notice else []),
            *(date_warnings.warnings(check, rules, take=TAKE) if check else []),
            *SET_MEETING.filled_from(wanted),
            *_asked_for(requests, wanted),
            blocks.actions(ways, block_id=f"back:{student.id}"),
        ],
        carries=[
            tags.STUDENT.of(student.id),
            WARNED_OF.of(check.on if check else None),
            NEWEST.of(wanted.newest),
        ],
        submit=date_warnings.SAVE_ANYWAY if check or notice else None,
    )


def _asked_for(requests: Sequence[ParentRequest], wanted: Wanted) -> list[Field[Any]]:
    if not requests:
        return []
    offered = {
        one.id: f"The written request of {date_words.in_full(one.received_on)}"
        for one in requests[: elements.MOST_BOXES]
    }
    return [ASKED_FOR.offering(offered).ticking(wanted.asked)]
