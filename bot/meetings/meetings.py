"""One IEP meeting, and what may happen to it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from enum import StrEnum
from typing import NewType

from bot.calendar import SchoolCalendar
from bot.date_words import in_full
from bot.errors import DateError
from bot.students import StudentId

MeetingId = NewType("MeetingId", int)


class Kind(StrEnum):
    ANNUAL = "annual"
    TRIENNIAL = "triennial"
    INITIAL = "initial"
    AMENDMENT = "amendment"
    TRANSITION = "transition"
    INTERIM = "interim"
    PARENT_REQUEST = "parent request"
    OTHER = "other"


class Mode(StrEnum):
    PHONE = "phone conference"
    VIDEO = "video"
    IN_PERSON = "in person"


class MeetingState(StrEnum):
    PLANNED = "planned"
    HELD = "held"
    ADJOURNED = "adjourned"
    CANCELLED = "cancelled"


@dataclass(frozen=True, kw_only=True)
class Meeting:
    """A meeting of one student's IEP team. Dates and times are the workspace's own."""

    id: MeetingId
    student: StudentId
    on: date
    at: time | None
    """None where the time is not known yet."""
    kind: Kind
    mode: Mode
    state: MeetingState = MeetingState.PLANNED
    arose_on: date
    """The day on which the meeting was created, or last moved."""
    held_on: date | None = None
    """The day it was in fact held; the after-rows count from the day after it."""
    consent_on: date | None = None
    """The day of the signature; until then the IEP shows as draft."""
    continues: MeetingId | None = None
    """The adjourned meeting that goes on with this one."""

    @property
    def waits(self) -> bool:
        return self.state is MeetingState.PLANNED

    @property
    def took_place(self) -> bool:
        """Tell whether people sat together: to its end, or until it was adjourned."""
        return self.state in (MeetingState.HELD, MeetingState.ADJOURNED)

    def begun(self, moment: datetime) -> bool:
        """Tell whether its day has come, and its hour where that is known.

        `moment` is in the workspace's own zone.
        """
        return (self.on, self.at or time.min) <= (moment.date(), moment.time())

    def unmarked(self, *, today: date) -> bool:
        """Tell whether its day has passed and nobody has said if it was held."""
        return self.waits and self.on < today


def check_date(on: date, calendar: SchoolCalendar) -> None:
    """Refuse a day on which no meeting can be: a weekend, or between two school years."""
    if on.weekday() >= 5:
        raise DateError(
            f"{in_full(on)} is on a weekend. Please choose a weekday; nothing was saved."
        )
    if calendar.year_of(on) is None:
        raise DateError(
            f"{in_full(on)} falls between two school years. "
            "Please choose a date inside one; nothing was saved."
        )


def held(meeting: Meeting, *, on: date) -> Meeting:
    """Mark the meeting as held on `on`, from which the after-rows count."""
    return replace(meeting, state=MeetingState.HELD, held_on=on)


def moved(
    meeting: Meeting, *, to: date, at: time | None, today: date, calendar: SchoolCalendar
) -> Meeting:
    """Move the meeting to another day or hour; what that asks for arises on `today`.

    An hour that becomes known where there was none moves nothing.
    """
    check_date(to, calendar)
    stays = meeting.waits and to == meeting.on and meeting.at in (None, at)
    return replace(
        meeting,
        on=to,
        at=at,
        arose_on=meeting.arose_on if stays else today,
        state=MeetingState.PLANNED,
        held_on=None,
        consent_on=None,
    )


def cancelled(meeting: Meeting) -> Meeting:
    return replace(meeting, state=MeetingState.CANCELLED)


def adjourned(meeting: Meeting) -> Meeting:
    """Break the meeting off; another one, which `continues` it, goes on with it."""
    return replace(meeting, state=MeetingState.ADJOURNED)


def planned_again(meeting: Meeting) -> Meeting:
    """Take back that the meeting was held, cancelled or adjourned; its date stays what it was."""
    return replace(meeting, state=MeetingState.PLANNED, held_on=None)


def goes_on_with(meeting: Meeting, meetings: Iterable[Meeting]) -> Meeting | None:
    """Find the meeting that continues an adjourned one: the latest that is not cancelled."""
    linked = [one for one in meetings if one.continues == meeting.id]
    return max(
        linked, key=lambda one: (one.state is not MeetingState.CANCELLED, one.id), default=None
    )


def last_session(meeting: Meeting, meetings: Iterable[Meeting]) -> Meeting:
    """Find the end of the chain to which the meeting belongs: itself, unless it goes on."""
    meetings = list(meetings)
    while meeting.state is MeetingState.ADJOURNED:
        later = goes_on_with(meeting, meetings)
        if later is None or later.state is MeetingState.CANCELLED:
            break
        meeting = later
    return meeting
