"""A talk with parents that is agreed for a time to come, and when somebody is reminded of it."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import NewType
from zoneinfo import ZoneInfo

from bot import date_words
from bot.meetings.meetings import Meeting, MeetingId, MeetingState
from bot.people.people import PersonId
from bot.students import Student, StudentId
from bot.workspaces import DAYTIME, Hours

CallId = NewType("CallId", int)


def call_subject(call: CallId) -> str:
    return f"call:{call}"


SHORTLY = timedelta(minutes=15)
"""How long before the call its reminder comes."""

BEFORE_THE_END = timedelta(minutes=15)
"""How long before the last hour somebody is reminded of what comes after it."""


class CallState(StrEnum):
    BOOKED = "booked"
    CANCELLED = "cancelled"
    HELD = "held"
    """The parents were talked with that day, before the hour that was agreed."""


@dataclass(frozen=True, kw_only=True)
class BookedCall:
    """One talk agreed with the parents of a student."""

    id: CallId
    student: StudentId
    meeting: MeetingId | None
    """The meeting it comes before, where one was set when it was agreed."""
    at: datetime
    """UTC."""
    state: CallState = CallState.BOOKED
    by: PersonId

    @property
    def is_booked(self) -> bool:
        return self.state is CallState.BOOKED

    def lies_ahead(self, now: datetime) -> bool:
        return self.is_booked and self.at > now


def reminded_at(call: datetime, zone: ZoneInfo, hours: Hours = DAYTIME) -> datetime:
    """Return when a person in `zone` is reminded of a call at that moment (aware), in UTC.

    Shortly before it; where they may not be written to then, at the end of the last day on which
    they may. A clock change in between makes the time between longer or shorter, never the hour.
    """
    local = (call - SHORTLY).astimezone(zone)
    if local.time() in hours:
        return call - SHORTLY
    day = local.date() if local.time() >= hours.first else local.date() - timedelta(days=1)
    at_the_end = datetime.combine(day, hours.until) - BEFORE_THE_END
    return at_the_end.replace(tzinfo=zone).astimezone(UTC)


def is_reminded_now(
    call: BookedCall, zone: ZoneInfo, *, now: datetime, hours: Hours = DAYTIME
) -> bool:
    """Say whether the reminder is due: not once the call has begun, nor outside the hours."""
    may_write = now.astimezone(zone).time() in hours
    return may_write and call.lies_ahead(now) and reminded_at(call.at, zone, hours) <= now


def plans_conversation(call: BookedCall, meeting: Meeting, zone: ZoneInfo) -> bool:
    """Say whether a call plans the conversation before `meeting`; `zone` is the workspace's."""
    own = call.student == meeting.student
    return own and call.is_booked and call.at.astimezone(zone).date() < meeting.on


def why_over(student: Student, meeting: Meeting | None, *, today: date) -> str:
    """Say why a call agreed before `meeting` settles nothing any more; empty where it does.

    A meeting that was cancelled is set anew, and then a talk held meanwhile counts for it.
    """
    if student.has_left(today):
        return "The student has left."
    if meeting is None or meeting.state is MeetingState.CANCELLED:
        return ""
    if meeting.waits and today <= meeting.on:
        return ""
    return f"The meeting of {date_words.in_full(meeting.on)} is over."
