"""*A parent asked for a meeting*: in writing or by word, when and who, and what came before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.errors import FormError
from bot.meetings import Meeting, MeetingId
from bot.obligation_rows import Obligation
from bot.parent_requests import ParentRequest, ParentRequestId
from bot.students import Student, StudentId
from bot.ui import blocks, set_meeting
from bot.ui.blocks import Block, View
from bot.ui.hub import UNCONFIRMED

OPEN = "parent_request_open"
SAVE = "parent_request_save"
TAKE_BACK = "parent_request_take_back"
PUT_BACK = "parent_request_put_back"

HOW, RECEIVED, WHOSE, MEETING = "how", "received", "whose", "meeting"
WRITTEN, SPOKEN, NONE_YET = "written", "spoken", "none"
MOST_SHOWN = 8
LONGEST_NAME = 120


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What was filled in."""

    student: StudentId
    written: bool
    received_on: date
    whose: str
    meeting: MeetingId | None
    """A planned meeting that is for it."""
    so_far: int = 0
    """How many requests were on record when the form was drawn."""


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
    """`planned` are the meetings that can be for the request, the next one first."""
    back = blocks.button("Back to the student", set_meeting.BACK, value=str(student.id))
    new = blocks.button("Set a meeting", set_meeting.OPEN, value=str(student.id))
    return blocks.modal(
        "A parent asked",
        [
            *([blocks.section(f":white_check_mark: {notice}")] if notice else []),
            blocks.section(f"*{blocks.escaped(student.name)}* ({student.alias})"),
            *([] if confirmed else [blocks.context(UNCONFIRMED)]),
            *_on_record(so_far),
            blocks.actions([new, back], block_id=f"back:{student.id}:{len(so_far)}"),
            blocks.divider(),
            *_fields(so_far, planned, today=today),
        ],
        callback_id=SAVE,
        submit="Save",
        private_metadata=str(student.id),
    )


def saved(row: Obligation, *, written: bool) -> str:
    """What the person is told once a request is kept."""
    assert row.due_on is not None, "both rows have a date from the first day on"
    day = f"{blocks.in_words(row.due_on)} {row.due_on.year}"
    if written:
        return f"Saved. The meeting has to be held by *{day}* at the latest.\n{row.why.text}"
    return (
        f"Saved. Please tell them by *{day}* how to ask in writing: only a written request starts "
        f"the thirty days.\n{row.why.text}"
    )


def student_in(view: Mapping[str, Any]) -> StudentId:
    return StudentId(int(view["private_metadata"]))


def clicked(value: str) -> ParentRequestId:
    return ParentRequestId(int(value))


def read(view: Mapping[str, Any], *, today: date) -> Asked:
    """What was filled in; raise FormError where the day is missing or lies ahead."""
    # The number of requests on record stands in the ids, so that a saved form is drawn empty.
    values = {key.partition(":")[0]: one for key, one in view["state"]["values"].items()}
    keys = {key.partition(":")[0]: key for key in view["state"]["values"]}
    picked = values[RECEIVED][RECEIVED].get("selected_date")
    received_on = date.fromisoformat(picked) if picked else None
    if received_on is None:
        raise FormError({keys[RECEIVED]: "Please choose the day on which it reached the school."})
    if received_on > today:
        raise FormError({keys[RECEIVED]: "That day lies ahead. Please look at the date again."})
    chosen = (values.get(MEETING, {}).get(MEETING, {}).get("selected_option") or {}).get("value")
    return Asked(
        student=student_in(view),
        written=values[HOW][HOW]["selected_option"]["value"] == WRITTEN,
        received_on=received_on,
        whose=str(values[WHOSE][WHOSE].get("value") or "").strip(),
        meeting=MeetingId(int(chosen)) if chosen and chosen != NONE_YET else None,
        so_far=int(keys[HOW].partition(":")[2]),
    )


def _fields(so_far: Sequence[SoFar], planned: Sequence[Meeting], *, today: date) -> list[Block]:
    mark = f":{len(so_far)}"
    how = [
        blocks.option(WRITTEN, "In writing", description="The meeting is held within 30 days."),
        blocks.option(SPOKEN, "By word", description="The school says how to ask in writing."),
    ]
    none_yet = blocks.option(NONE_YET, "None of these: a meeting is still to be set")
    meetings = [none_yet, *(blocks.option(str(one.id), _called(one)) for one in planned[:50])]
    return [
        blocks.section("*A request to write down*"),
        blocks.field(
            "How did they ask?", blocks.radio(HOW, how), block_id=HOW + mark, required=True
        ),
        blocks.field(
            "When did it reach the school?",
            blocks.date_picker(RECEIVED, chosen=today.isoformat()),
            block_id=RECEIVED + mark,
            hint="The day on which anybody at the school received it. The thirty days count from "
            "the day after.",
            required=True,
        ),
        blocks.field(
            "Who asked?", blocks.text_field(WHOSE, multiline=False), block_id=WHOSE + mark
        ),
        *(
            [
                blocks.field(
                    "Which meeting is for it?",
                    blocks.select(MEETING, meetings, chosen=NONE_YET),
                    block_id=MEETING + mark,
                    hint="Only for a written request.",
                )
            ]
            if planned
            else []
        ),
    ]


def _on_record(so_far: Sequence[SoFar]) -> list[Block]:
    """What was asked for so far, the latest first."""
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
    whose = blocks.escaped(blocks.shortened(request.whose, LONGEST_NAME))
    said = f"{how}, received {blocks.in_short(request.received_on)} {request.received_on.year}"
    said += f", {whose}" if whose else ""
    if row is None or row.due_on is None:
        return f"~{said}~\nRecorded by mistake."
    due = f"{blocks.in_words(row.due_on)} {row.due_on.year}"
    what = "Hold the meeting by" if request.written else "Say how to ask in writing by"
    state = row.state.replace("_", " ")
    planned = f", set for {blocks.in_short(row.meeting_on)}" if row.meeting_on else ""
    return f"{said}\n{what} {due}: {state}{planned}."


def _button(one: SoFar) -> blocks.Element:
    value = str(one.request.id)
    day = blocks.in_short(one.request.received_on)
    if one.request.withdrawn:
        return blocks.button("Put back", PUT_BACK, value=value, label=f"Put back the one of {day}")
    sure = blocks.confirm(
        "Recorded by mistake?",
        "It asks for nothing any more. It stays on record, and can be put back.",
        yes="By mistake",
        no="Leave it",
    )
    return blocks.button(
        "By mistake …",
        TAKE_BACK,
        value=value,
        confirm=sure,
        label=f"Recorded by mistake: the one of {day}",
    )


def _called(meeting: Meeting) -> str:
    return f"{blocks.in_short(meeting.on)} {meeting.on.year}, {meeting.kind}"
