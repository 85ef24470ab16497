"""One student as somebody on the team sees them: who it is, when the team meets, own forms."""

from collections.abc import Sequence
from datetime import date

from bot import date_words
from bot.meetings.meetings import Meeting, MeetingState
from bot.requests.requests import Request, RequestState
from bot.students import Student
from bot.ui.kit import blocks, elements, markup
from bot.ui.kit.blocks import Block, View
from bot.ui.requests import requests

OPEN = "team_student_open"
"""A button anywhere that carries a student's id and opens this screen."""

LONGEST_NAME = 120


def render(
    student: Student,
    meeting: Meeting | None,
    case_manager: str,
    forms: Sequence[Request],
    *,
    today: date,
) -> View:
    """Draw what stands in the records for the whole team, and the forms of whoever looks."""
    grade = f", grade {markup.escaped(student.grade)}" if student.grade else ""
    led_by = f"Case manager: {markup.short(case_manager, LONGEST_NAME)}"
    return blocks.modal(
        "Student",
        [
            blocks.section(f"{markup.named(student, LONGEST_NAME)}{grade}\n{led_by}"),
            blocks.section(f"*Meeting*\n{meeting_line(meeting, today=today)}"),
            *([blocks.section("*Your forms*")] if forms else []),
            *map(_form, forms),
        ],
        callback_id=OPEN,
    )


def meeting_line(meeting: Meeting | None, *, today: date) -> str:
    """Say when the team meets next, or when it met last."""
    if meeting is None:
        return "No meeting is set."
    if meeting.state is MeetingState.HELD:
        return f"Held {date_words.in_full(meeting.held_on or meeting.on)}; the next is not set yet."
    when = f"{date_words.day_and_hour(meeting.on, meeting.at)}, {meeting.mode}"
    unmarked = ". Nobody has said yet if it was held." if meeting.unmarked(today=today) else ""
    return f"{when}{unmarked}"


def _form(request: Request) -> Block:
    form = request.form.words
    match request.state:
        case RequestState.OPEN:
            words, press = f"by {date_words.in_full(request.wanted_by)}", "Fill in"
        case RequestState.IN:
            words, press = "it is in; you can change it until the meeting", "Change it"
        case _:
            return blocks.section(f"{form.capitalize()}: you gave it back as not yours.")
    button = elements.button(press, requests.FILL_IN, value=request.id, label=f"{press}: {form}")
    return blocks.section(
        f"{form.capitalize()}: {words}.", accessory=button, block_id=f"form:{request.id}"
    )
