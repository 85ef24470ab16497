"""What is asked where a parent asks for a meeting: in writing or by word, when, and who."""

from dataclasses import dataclass
from datetime import date

from bot.forms.answers import Answers
from bot.forms.fields import choice, day, line, radio
from bot.forms.modals import Modal
from bot.meetings.meetings import MeetingId

WRITTEN = radio(
    "how",
    "How did they ask?",
    {
        True: ("In writing", "The meeting is held within 30 days."),
        False: ("Spoken", "The school says how to ask in writing."),
    },
    required=True,
)
RECEIVED = day(
    "received",
    "When did it reach the school?",
    hint="The day on which anybody at the school received it. The thirty days count from "
    "the day after.",
    missing="Please choose the day on which it reached the school.",
    not_ahead="That day is still to come. Please look at the date again.",
)
WHOSE = line("whose", "Who asked?")
MEETING = choice(
    "meeting",
    "Which meeting is for it?",
    lambda text: MeetingId(int(text)) if text.isdecimal() else None,
    hint="Only for a written request.",
)

RECORD_REQUEST = Modal(
    name="parent_request_save",
    title="A parent asked",
    fields=(WRITTEN, RECEIVED, WHOSE, MEETING),
)


@dataclass(frozen=True, kw_only=True)
class NewRequest:
    """A request as somebody writes it down."""

    written: bool
    received_on: date
    whose: str
    meeting: MeetingId | None
    """A planned meeting that is for it."""


def request_from(answers: Answers, *, today: date) -> NewRequest:
    """Read a request; raise FormError where the day is missing or lies ahead."""
    RECORD_REQUEST.check(answers, today=today)
    return NewRequest(
        written=answers[WRITTEN],
        received_on=answers[RECEIVED],
        whose=answers[WHOSE],
        meeting=answers.get(MEETING),
    )
