"""What a parent raised and must not be lost."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NewType
from zoneinfo import ZoneInfo

from bot.conversations.conversations import ConversationId
from bot.meetings.meetings import Meeting, MeetingId, MeetingState
from bot.people.people import PersonId
from bot.students import StudentId

ConcernId = NewType("ConcernId", int)


class ConcernState(StrEnum):
    OPEN = "open"
    ADDRESSED = "addressed"
    ANSWERED = "answered"
    DEFERRED = "deferred"
    UNRESOLVED = "unresolved"

    @property
    def comes_up_again(self) -> bool:
        """Tell whether the next meeting takes it up: put off is not done."""
        return self in (ConcernState.OPEN, ConcernState.DEFERRED)


@dataclass(frozen=True, kw_only=True)
class Concern:
    """One concern, in the words of whoever wrote it down."""

    id: ConcernId
    student: StudentId
    meeting: MeetingId | None
    """For or in which meeting it was raised; None where none was set."""
    text: str
    state: ConcernState = ConcernState.OPEN
    note: str = ""
    """To when it was deferred, or what was recorded."""
    by: PersonId
    at: datetime
    conversation: ConversationId | None = None
    """The parent conversation from which it was proposed; None where it was written down."""
    settled_by: PersonId | None = None
    """Who last said what became of it, opening it again included; None where nobody has yet."""
    settled_at: datetime | None = None
    settled_in: MeetingId | None = None
    """In the thread of which meeting that was."""

    @property
    def reopened(self) -> bool:
        return self.state is ConcernState.OPEN and self.settled_by is not None

    def deferred_before(self, meeting: MeetingId) -> bool:
        """Tell whether it was put off elsewhere, so that `meeting` is to take it up."""
        return self.state is ConcernState.DEFERRED and self.settled_in != meeting


def in_order(concerns: Iterable[Concern]) -> list[Concern]:
    """List concerns that are open first, else as they came."""
    return sorted(concerns, key=lambda concern: concern.state is not ConcernState.OPEN)


def concerns_at(
    meeting: Meeting,
    concerns: Iterable[Concern],
    *,
    days: Mapping[MeetingId, date],
    zone: ZoneInfo,
) -> list[Concern]:
    """List the concerns that belong in the meeting's thread, in the order they were raised.

    These are its own, whatever became of them; what was settled in it; and what is open or deferred
    from an earlier meeting, a parent conversation or a time between, so that nothing is lost.
    `days` are those of the student's meetings. A meeting that is over takes up what had been
    raised by its day, in the workspace's `zone`; one that is cancelled takes up nothing.
    """
    return [
        concern
        for concern in concerns
        if meeting.id in (concern.meeting, concern.settled_in)
        or (concern.state.comes_up_again and _is_carried(concern, meeting, days, zone))
    ]


def _is_carried(
    concern: Concern, meeting: Meeting, days: Mapping[MeetingId, date], zone: ZoneInfo
) -> bool:
    if meeting.state is MeetingState.CANCELLED:
        return False
    day = meeting.held_on or meeting.on
    if concern.meeting is not None and days.get(concern.meeting, day) > day:
        return False
    return meeting.waits or concern.at.astimezone(zone).date() <= day
