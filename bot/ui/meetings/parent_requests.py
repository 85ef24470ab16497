"""*A parent asked for a meeting*: in writing or by word, when and who, and what came before."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from bot import date_words
from bot.dates.hold_by import request_subject
from bot.dates.obligation_rows import Obligation, Subject
from bot.forms import tags
from bot.forms.fields import Field
from bot.forms.meetings.parent_requests import MEETING, RECEIVED, RECORD_REQUEST, WHOSE, WRITTEN
from bot.forms.tags import Tag
from bot.meetings.meetings import Meeting, MeetingId
from bot.meetings.parent_requests import ParentRequest, ParentRequestId
from bot.students import Student
from bot.ui.digest.hub import UNCONFIRMED
from bot.ui.kit import blocks, elements, markup
from bot.ui.kit.blocks import Block, View
from bot.ui.kit.drawing import modal
from bot.ui.meetings import set_meeting

OPEN = "parent_request_open"
TAKE_BACK = "parent_request_take_back"
PUT_BACK = "parent_request_put_back"

REQUEST = Tag("request", lambda text: ParentRequestId(int(text)))
SEEN = Tag("seen", int)
"""How many requests were on record when the form was drawn."""

MOST_SHOWN = 8
LONGEST_NAME = 120


def render(
    student: Student,
    so_far: Sequence[ParentRequest],
    rows: Mapping[Subject, Obligation],
    planned: Sequence[Meeting],
    *,
    today: date,
    confirmed: bool = True,
    notice: str = "",
) -> View:
    """Draw the form; `planned` are the meetings that can be for the request, the next first.

    `rows` are what is due for the requests `so_far`; one that was recorded by mistake has none.
    """
    back = elements.button("Back to the student", set_meeting.BACK, value=student.id)
    new = elements.button("Set a meeting", set_meeting.OPEN, value=student.id)
    return modal(
        RECORD_REQUEST,
        [
            *blocks.done(notice),
            blocks.section(f"*{markup.escaped(student.name)}* ({student.alias})"),
            *([] if confirmed else [blocks.context(UNCONFIRMED)]),
            *_on_record(so_far, rows),
            blocks.actions([new, back], block_id=f"back:{student.id}:{len(so_far)}"),
            blocks.divider(),
            *_fields(planned, today=today),
        ],
        carries=[tags.STUDENT.of(student.id), SEEN.of(len(so_far))],
        # Once one is saved the form is drawn empty for the next.
        mark=len(so_far),
    )


def saved(row: Obligation | None, *, written: bool) -> str:
    """Say by when what has to be done, once a request is kept; nothing is, once they have left."""
    if row is None:
        return "Saved. They have left the school, so nothing is due here."
    assert row.due_on is not None, "both rows have a date from the first day on"
    day = date_words.in_full(row.due_on)
    if written:
        return f"Saved. The meeting has to be held by *{day}* at the latest.\n{row.why.text}"
    return (
        f"Saved. Please tell them by *{day}* how to ask in writing: only a written request starts "
        f"the thirty days.\n{row.why.text}"
    )


def _fields(planned: Sequence[Meeting], *, today: date) -> list[Block | Field[Any]]:
    offered: dict[MeetingId | None, str] = {None: "None of these: a meeting is still to be set"}
    offered |= {
        one.id: f"{date_words.in_short_with_year(one.on)}, {one.kind}" for one in planned[:50]
    }
    return [
        blocks.section("*A request to write down*"),
        WRITTEN,
        RECEIVED.showing(today),
        WHOSE,
        *([MEETING.offering(offered).showing(None)] if planned else []),
    ]


def _on_record(so_far: Sequence[ParentRequest], rows: Mapping[Subject, Obligation]) -> list[Block]:
    """Draw what was asked for so far, the latest first."""
    return [
        blocks.section(
            _words(one, rows.get(request_subject(one))),
            accessory=_button(one),
            block_id=f"request:{one.id}:{one.withdrawn}",
        )
        for one in list(so_far)[::-1][:MOST_SHOWN]
    ]


def _words(request: ParentRequest, row: Obligation | None) -> str:
    how = "In writing" if request.written else "Spoken"
    whose = markup.short(request.whose, LONGEST_NAME)
    said = f"{how}, received {date_words.in_short_with_year(request.received_on)}"
    said += f", {whose}" if whose else ""
    if row is None or row.due_on is None:
        return f"~{said}~\nRecorded by mistake."
    due = date_words.in_full(row.due_on)
    what = "Hold the meeting by" if request.written else "Say how to ask in writing by"
    state = row.state.replace("_", " ")
    planned = f", set for {date_words.in_short_with_year(row.meeting_on)}" if row.meeting_on else ""
    return f"{said}\n{what} {due}: {state}{planned}."


def _button(request: ParentRequest) -> elements.Element:
    value, day = str(request.id), date_words.in_short_with_year(request.received_on)
    if request.withdrawn:
        label = f"Put back the one of {day}"
        return elements.button("Put back", PUT_BACK, value=value, label=label)
    sure = elements.confirm(
        "Recorded by mistake?",
        "Nothing is due for it any more. It stays on record, and can be put back.",
        yes="By mistake",
        no="Leave it",
    )
    label = f"Recorded by mistake: the one of {day}"
    return elements.button("By mistake …", TAKE_BACK, value=value, confirm=sure, label=label)
