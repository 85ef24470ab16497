"""A form as its respondent sees it, wherever they are told of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from bot import date_words
from bot.calendar import SchoolYear
from bot.meetings.meetings import Meeting, MeetingState
from bot.requests.requests import Form, RequestId, RequestState, is_taken
from bot.students import Student


@dataclass(frozen=True, kw_only=True)
class Owed:
    """One form as its respondent sees it: by alias, and never with a service."""

    request: RequestId
    form: Form
    alias: str
    asked_by: str
    """The case manager's name."""
    wanted_by: date
    year: SchoolYear
    """The school year of the day on which it is read, in which dates go without their year."""
    asked_late: bool = False
    """True where that day had passed before it was asked for: it is wanted as soon as can be."""
    state: RequestState
    closed: str = ""
    """Why it is not taken any more, where that is so."""

    @property
    def is_open(self) -> bool:
        return self.state is RequestState.OPEN and not self.closed


def still_open(owed: Iterable[Owed]) -> list[Owed]:
    """Return what still waits for its respondent, the earliest first."""
    left = [one for one in owed if one.is_open]
    return sorted(left, key=lambda one: (one.wanted_by, one.request))


def why_closed(student: Student, meeting: Meeting, *, today: date, year: SchoolYear) -> str:
    """Return why a form is not taken any more; empty where it is."""
    if student.has_left(today):
        return "the student has left"
    if is_taken(meeting, today=today):
        return ""
    if meeting.state is MeetingState.CANCELLED:
        return "no longer needed, the meeting was cancelled"
    return f"the meeting of {date_words.in_short(meeting.on, year)} is over"


def closed_for_respondent(owed: Owed, *, in_slack: bool) -> str:
    """Answer whoever presses an old button for a form of theirs that is not taken any more."""
    what = f"the {owed.form.words} for {owed.alias}"
    if owed.state is RequestState.IN:
        said = f"You sent {what}, and it stays as it came in: {owed.closed}."
    else:
        said = f"T{what[1:]} can no longer be sent: {owed.closed}."
    more = " `/iep due` lists what else is yours." if in_slack else ""
    return (
        f"{said} Nothing was sent now; anything you typed is kept as a draft. If something is "
        f"still to be said, please speak with {owed.asked_by or 'the case manager'}.{more}"
    )


def closed_for_case_manager(owed: Owed) -> str:
    """Answer the same to whoever asked for it, or who writes it down for somebody."""
    return (
        f"The {owed.form.words} for {owed.alias} can no longer be sent: {owed.closed}. Nothing was "
        "sent or changed; anything you typed is kept as a draft. What came in stands on the "
        f"student's screen: `/iep {owed.alias}`."
    )
