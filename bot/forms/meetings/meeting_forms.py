"""What is asked before a meeting is moved, adjourned, cancelled, or marked as held or not held."""

from dataclasses import dataclass, replace
from datetime import date, time
from enum import StrEnum

from bot.forms.answers import Answers
from bot.forms.fields import clock, day, radio, text
from bot.forms.meetings.meetings import MODE
from bot.forms.modals import Modal
from bot.meetings.meetings import Meeting, Mode

NEW_DATE = day("on", "New date", missing="Please choose the new date.", prefilled="on")
NEW_TIME = clock("at", "New time", prefilled="at")
WHY = text("why", "Why, and who asked", hint="Kept with the meeting's dates.", prefilled="why")
WHY_CANCELLED = replace(
    WHY,
    required=True,
    missing="Please say in a few words why it is cancelled, and who asked.",
)
HELD_ON = day(
    "on",
    "On which day?",
    hint="Where it was held on another day than planned, choose that day. What follows the meeting "
    "counts from it.",
    missing="Please choose the day on which it was held.",
    not_ahead="That day is still to come. Please choose the day on which it was held.",
)

MOVE_MEETING = Modal(
    name="meeting_move_save", title="Move the meeting", fields=(NEW_DATE, NEW_TIME, MODE, WHY)
)
ADJOURN_MEETING = replace(MOVE_MEETING, name="meeting_adjourn_save", title="Adjourn the meeting")
CANCEL_MEETING = Modal(
    name="meeting_cancel_save", title="Cancel the meeting", fields=(WHY_CANCELLED,)
)
MARK_HELD = Modal(name="meeting_held_save", title="The meeting was held", fields=(HELD_ON,))


class Became(StrEnum):
    """What became of a meeting that was not held on its day."""

    MOVED = "moved"
    CANCELLED = "cancelled"


BECAME = radio(
    "what",
    "What became of it?",
    {
        Became.MOVED: "It is moved to another date",
        Became.CANCELLED: ("It is cancelled", "What was open for it is closed."),
    },
    required=True,
)
MOVED_TO = day(
    "to",
    "New date",
    required=False,
    missing="Please choose the date to which it is moved.",
    prefilled="on",
)
NOT_HELD = Modal(name="not_held_save", title="Not held", fields=(BECAME, MOVED_TO, NEW_TIME, WHY))


@dataclass(frozen=True, kw_only=True)
class NewDate:
    """When and how a meeting is to be, or to go on, instead."""

    on: date | None = None
    at: time | None = None
    mode: Mode
    why: str = ""
    warned_of: date | None = None
    """The date of which they were told what it would cost."""


def new_date_from(
    answers: Answers, meeting: Meeting, *, on: date, warned_of: date | None
) -> NewDate:
    """Read when and how a meeting is to be instead; what is not asked stays as it is."""
    return NewDate(
        on=on,
        at=answers.get(NEW_TIME),
        mode=answers.get(MODE) or meeting.mode,
        why=answers.get(WHY) or "",
        warned_of=warned_of,
    )


def day_held(answers: Answers, *, today: date) -> date:
    """Read the day on which it was held; raise FormError for one on which no meeting was."""
    MARK_HELD.check(answers, today=today)
    if answers[HELD_ON].weekday() >= 5:
        raise HELD_ON.refused("That day is on a weekend. Please look at the date again.")
    return answers[HELD_ON]


def reason_if_cancelled(answers: Answers) -> str | None:
    """Read why it is cancelled instead; None where it is moved."""
    if answers[BECAME] is not Became.CANCELLED:
        return None
    if not answers.get(WHY):
        raise WHY.refused("Please say in a few words why it is cancelled.")
    return answers.get(WHY)
