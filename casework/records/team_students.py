"""What somebody on a student's team may see of the student: who, when the team meets, own forms."""

from dataclasses import dataclass

from bot.meetings.meetings import Meeting, MeetingState
from bot.permissions import Act
from bot.requests.requests import Request, RequestState, is_taken
from bot.students import Student, StudentId
from casework.records.disclosures import log_look
from storage import Scope


@dataclass(frozen=True, kw_only=True)
class TeamStudent:
    """One student as one person on the team sees them."""

    student: Student
    meeting: Meeting | None
    """The next one; where none is planned, the last that was."""
    case_manager: str
    forms: tuple[Request, ...]
    """What this person was asked for, and can still send or change."""


def open_team_student(team: Scope, student: StudentId) -> TeamStudent:
    """Return one student of the caller's teams; the look is logged."""
    found = see_team_student(team, student)
    log_team_view(team, student, "opened a student, as one of the team")
    return found


def log_team_view(team: Scope, student: StudentId, what: str) -> None:
    """Log that one of the team is about to see a student named."""
    log_look(team, what, student, purpose=what)


def see_team_student(team: Scope, student: StudentId) -> TeamStudent:
    """Return the same for an answer by alias, which shows no name."""
    team.require(Act.SEE_DETAILS, student)
    found, today = team.students.get(student), team.today
    all_of_them = team.meetings.of(student)
    ahead = [one for one in all_of_them if is_taken(one, today=today)]
    unmarked = [one for one in all_of_them if one.unmarked(today=today)]
    held = [one for one in all_of_them if one.state is MeetingState.HELD]
    taken = {one.id for one in ahead}
    return TeamStudent(
        student=found,
        meeting=next(iter(ahead), max([*unmarked, *held], key=lambda one: one.on, default=None)),
        case_manager=team.people.get(found.case_manager).name,
        forms=tuple(
            one
            for one in team.requests.to(team.person.id)
            if one.meeting in taken and one.state is not RequestState.WITHDRAWN
        ),
    )
