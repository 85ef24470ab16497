"""A meeting that a parent asks for: in writing, which starts the law's clock, or by word."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import NewType

from bot.meetings.meetings import MeetingId
from bot.people.people import PersonId
from bot.students import StudentId

ParentRequestId = NewType("ParentRequestId", int)


@dataclass(frozen=True, kw_only=True)
class ParentRequest:
    """What a parent asked for, as somebody of the school wrote it down."""

    id: ParentRequestId
    student: StudentId
    received_on: date
    """The day on which it reached the school: day 0 of the thirty, where it was written."""
    written: bool
    whose: str = ""
    """Who asked. It names a family, and stays in modals."""
    meeting: MeetingId | None = None
    withdrawn: bool = False
    """Recorded by mistake; it stays on record and asks for nothing."""
    by: PersonId
    at: datetime
