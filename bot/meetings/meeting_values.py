"""What a notice or an invitation is made of: everything that is typed elsewhere about a meeting."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import blake2s

from bot.calendar import SchoolYear
from bot.dates.cases import Case
from bot.dates.obligation_rules import ObligationId
from bot.digest.digest_lines import Entry
from bot.meetings.meetings import Meeting, MeetingId
from bot.people.parents import Parent
from bot.people.people import TeamMember, TeamRole
from bot.students import Student

_ASK_FOR_VALUES = frozenset({ObligationId.MEETING_NOTICE, ObligationId.INVITATION_FORM})
"""The rows for which something is copied from Preiep."""

MOST_SHOWN = 24
"""Meetings whose values one modal shows; the others come once these are settled."""


@dataclass(frozen=True, kw_only=True)
class MeetingValues:
    student: Student
    meeting: Meeting
    leader: str
    """The case manager's name."""
    team: tuple[TeamMember, ...]
    """Who of the team comes to it; a substitute stands in for the case manager."""
    rights_holders: tuple[Parent, ...]
    """To whom the notice goes."""
    year: SchoolYear
    """The one in which they are read: its dates go without their year."""

    @property
    def stamp(self) -> str:
        """Return what tells whether they are as they were when somebody copied them."""
        meeting, student = self.meeting, self.student
        shown = (
            (meeting.on, meeting.at, meeting.kind, meeting.mode, meeting.state),
            (student.name, student.number, student.school, student.home_language, self.leader),
            [(one.role, one.name) for one in self.team],
            [
                (one.called, one.language, one.interpreting, one.no_contact)
                for one in self.rights_holders
            ],
        )
        return blake2s(repr(shown).encode(), digest_size=4).hexdigest()


Values = Mapping[MeetingId, MeetingValues]
NO_VALUES: Values = {}


def wants_values(entry: Entry) -> bool:
    """Tell whether something is still to be copied from Preiep to settle a row."""
    return entry.row.id in _ASK_FOR_VALUES and not entry.row.settled


def values_of(
    case: Case, meeting: Meeting, *, parents: Iterable[Parent], leader: str, year: SchoolYear
) -> MeetingValues:
    return MeetingValues(
        year=year,
        student=case.student,
        meeting=meeting,
        leader=leader,
        team=tuple(
            member
            for member in case.team
            if member.role is not TeamRole.SUBSTITUTE and member.serves_on(meeting.on)
        ),
        rights_holders=tuple(one for one in parents if one.rights and not one.taken_off),
    )
