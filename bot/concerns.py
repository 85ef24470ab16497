"""What a parent raised and must not be lost."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType

from bot.meetings import MeetingId
from bot.people import PersonId
from bot.students import StudentId

ConcernId = NewType("ConcernId", int)


class ConcernState(StrEnum):
    OPEN = "open"
    ADDRESSED = "addressed"
    ANSWERED = "answered"
    DEFERRED = "deferred"
    UNRESOLVED = "unresolved"


@dataclass(frozen=True, kw_only=True)
class Concern:
    """One concern, in the words of whoever wrote it down."""

    id: ConcernId
    student: StudentId
    meeting: MeetingId | None
    text: str
    state: ConcernState = ConcernState.OPEN
    note: str = ""
    """To when it was deferred, or what was recorded."""
    by: PersonId
    at: datetime
