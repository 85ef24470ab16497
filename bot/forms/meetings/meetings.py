"""What is asked of a meeting that is set by hand, and on which days one can be."""

from dataclasses import dataclass, replace
from datetime import date, time

from bot.calendar import SchoolCalendar
from bot.errors import DateError
from bot.forms.answers import Answers
from bot.forms.fields import Field, boxes, choice, clock, day, radio
from bot.forms.modals import Modal
from bot.meetings.meetings import Kind, MeetingId, Mode, check_date
from bot.meetings.parent_requests import ParentRequestId
from bot.students import StudentId

ON = day("on", "Date", missing="Please choose the date of the meeting.", prefilled="on")
AT = clock("at", "Time", hint="Can be left out until it is known.", prefilled="at")
KIND = choice(
    "kind", "Kind", {one: one.capitalize() for one in Kind}, required=True, prefilled="kind"
)
MODE = radio(
    "mode", "How", {one: one.capitalize() for one in Mode}, required=True, prefilled="mode"
)
ASKED_FOR = boxes(
    "asked",
    "The parents asked for this meeting",
    lambda text: ParentRequestId(int(text)),
)

SET_MEETING = Modal(name="meeting_set_save", title="Set a meeting", fields=(ON, AT, KIND, MODE))


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """A meeting as somebody would set it."""

    student: StudentId
    on: date | None = None
    at: time | None = None
    kind: Kind = Kind.ANNUAL
    mode: Mode = Mode.IN_PERSON
    warned_of: date | None = None
    """The day of which they were told what it would cost."""
    asked: tuple[ParentRequestId, ...] = ()
    """The parents' written requests that it is set for."""
    newest: MeetingId | None = None
    """The student's newest meeting when this was drawn: what came since is told first."""


def wanted_from(answers: Answers, drawn: Wanted, *, on: date | None = None) -> Wanted:
    """Read the meeting that is wanted; `drawn` says for whom. `on` is a date in place of theirs."""
    return replace(
        drawn,
        on=on or answers.get(ON),
        at=answers.get(AT),
        kind=answers[KIND],
        mode=answers[MODE],
        asked=answers.get(ASKED_FOR) or (),
    )


def date_of_meeting(
    answers: Answers, asked: Field[date], *, today: date, calendar: SchoolCalendar
) -> date:
    """Read a date to come; raise FormError at its field where no meeting can be then."""
    on = answers[asked]
    if on < today:
        raise asked.refused("That day has passed. Please choose today or a later day.")
    try:
        check_date(on, calendar)
    except DateError as error:
        raise asked.refused(str(error)) from error
    return on
