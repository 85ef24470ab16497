"""*A parent asked for a meeting*: in writing or by word, when and who, and what came before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot import date_words
from bot.dates.obligation_rows import Obligation
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


@dataclass(frozen=True, kw_only=True)
class SoFar:
    """One request on record, with its row; None where it was recorded by mistake."""

    request: ParentRequest
    row: Obligation | None


def render(
    student: Student,
    so_far: Sequence[SoFar],
    planned: Sequence[Meeting],
    *,
    today: date,
    confirmed: bool = True,
    notice: str = "",
) -> View:
    """Draw the form; `planned` are the meetings that can be for the request, the next first."""
    back = elements.button("Back to the student", set_meeting.BACK, value=str(student.id))
    new = elements.button("Set a meeting", set_meeting.OPEN, value=str(student.id))
    return modal(
        RECORD_REQUEST,
        [
            *([blocks.section(f":white_check_mark: {notice}")] if notice else []),
            blocks.section(f"*{markup.escaped(student.name)}* ({student.alias})"),
            *([] if confirmed else [blocks.context(UNCONFIRMED)]),
            *_on_record(so_far),
            blocks.actions([new, back], block_id=f"back:{student.id}:{len(so_far)}"),
            blocks.divider(),
            *_fields(planned, today=today),
        ],
        carries=[tags.STUDENT.of(student.id), SEEN.of(len(so_far))],
        # Once one is saved the form is drawn empty for the next.
        mark=len(so_far),
    )


def saved(row: Obligation, *, written: bool) -> str:
    """Say by when what has to be done, once a request is kept."""
    assert row.due_on is not None, "both rows have a date from the first day on"
    day = f"{date_words.in_words(row.due_on)} {row.due_on.year}"
    if written:
        return f"Saved. The meeting has to be held by *{day}* at the latest.\n{row.why.text}"
    return (
        f"Saved. Please tell them by *{day}* how to ask in writing: only a written request starts "
        f"the thirty days.\n{row.why.text}"
    )


def _fields(planned: Sequence[Meeting], *, today: date) -> list[Block | Field[Any]]:
    offered: dict[MeetingId | None, str] = {None: "None of these: a meeting is still to be set"}
    offered |= {one.id: _called(one) for one in planned[:50]}
    return [
        blocks.section("*A request to write down*"),
        WRITTEN,
        RECEIVED.showing(today),
        WHOSE,
        *([MEETING.offering(offered).showing(None)] if planned else []),
    ]


def _on_record(so_far: Sequence[SoFar]) -> list[Block]:
    """Draw what was asked for so far, the latest first."""
    return [
        blocks.section(
            _words(one),
            accessory=_button(one),
            block_id=f"request:{one.request.id}:{one.request.withdrawn}",
        )
        for one in list(so_far)[::-1][:MOST_SHOWN]
    ]


def _words(one: SoFar) -> str:
    request, row = one.request, one.row
    how = "In writing" if request.written else "By word"
    whose = markup.escaped(markup.shortened(request.whose, LONGEST_NAME))
    said = f"{how}, received {date_words.in_short(request.received_on)} {request.received_on.year}"
    said += f", {whose}" if whose else ""
    if row is None or row.due_on is None:
        return f"~{said}~\nRecorded by mistake."
    due = f"{date_words.in_words(row.due_on)} {row.due_on.year}"
    what = "Hold the meeting by" if request.written else "Say how to ask in writing by"
    state = row.state.replace("_", " ")
    planned = f", set for {date_words.in_short(row.meeting_on)}" if row.meeting_on else ""
    return f"{said}\n{what} {due}: {state}{planned}."


def _button(one: SoFar) -> elements.Element:
    value = str(one.request.id)
    day = date_words.in_short(one.request.received_on)
    if one.request.withdrawn:
        return elements.button(
            "Put back", PUT_BACK, value=value, label=f"Put back the one of {day}"
        )
    sure = elements.confirm(
        "Recorded by mistake?",
        "It asks for nothing any more. It stays on record, and can be put back.",
        yes="By mistake",
        no="Leave it",
    )
    return elements.button(
        "By mistake …",
        TAKE_BACK,
        value=value,
        confirm=sure,
        label=f"Recorded by mistake: the one of {day}",
    )


def _called(meeting: Meeting) -> str:
    return f"{date_words.in_short(meeting.on)} {meeting.on.year}, {meeting.kind}"
