"""What there is to see about one meeting: what it is, every date it had, the student's others."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time

from bot.dates.cases import MissedReview
from bot.meetings.meetings import Meeting, MeetingState, goes_on_with
from bot.office.office_told import OfficeTold
from bot.people.people import PersonId
from bot.students import Student


@dataclass(frozen=True, kw_only=True)
class DateChange:
    """One date or state a meeting was given. The first has no old date."""

    at: datetime
    by: PersonId | None
    old_on: date | None
    new_on: date
    why: str
    old_at: time | None = None
    new_at: time | None = None
    state: MeetingState | None = None
    """What the meeting was since then; None where that was not kept yet."""
    held_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class SeenMeeting:
    """Everything that the screen shows."""

    student: Student
    meeting: Meeting
    changes: Sequence[DateChange]
    """The first one first."""
    others: Sequence[Meeting]
    """The student's other meetings, the latest first."""
    today: date
    begun: bool = True
    """Whether its hour has come; before that it can be neither held nor adjourned."""
    names: Mapping[PersonId, str] = field(default_factory=dict)
    """Of whoever gave it a date or a state."""
    office: OfficeTold | None = None
    comes_late: MissedReview | None = None
    """The review that it is for and misses."""
    brief: bool = False
    """Whether a staff brief can still be asked for."""
    confirmed: bool = True
    """Whether the district has confirmed its calendar; until then every view says so."""

    @property
    def before(self) -> Meeting | None:
        """The adjourned meeting that goes on with this one."""
        return next((one for one in self.others if one.id == self.meeting.continues), None)

    @property
    def later(self) -> Meeting | None:
        """The meeting that goes on with this one, or was to."""
        return goes_on_with(self.meeting, self.others)
