"""What a new case manager and a substitute are told when students come to them."""

from collections.abc import Sequence

from bot.people.people import Person, PersonId, TeamMember, TeamRole
from bot.students import Student, StudentId
from bot.ui.kit.blocks import Message
from bot.ui.records import hand_overs as hand_over
from bot.ui.records import students as screen
from storage import Errand, Scope

OFFICE = "The district office"
"""Who hands over where a file does."""


def handed_over(scope: Scope, to: Person, errand: Errand) -> Message | None:
    """Tell of the students that came to somebody, and of the days on which they stand in.

    The subject names who handed over, and the students, by their ids. None where nothing of it is
    true any more.
    """
    by, _, ids = errand.subject.partition(":")
    if not to.on_staff:
        return None
    students = [scope.students.get(StudentId(int(one))) for one in ids.split(",")]
    name = scope.people.get(PersonId(int(by))).name if by else OFFICE
    return _received(students, to, by=name) or _stands_in(scope, students, to, by=name)


def _received(students: Sequence[Student], to: Person, *, by: str) -> Message | None:
    theirs = [student for student in students if to.leads and student.case_manager == to.id]
    if not theirs:
        return None
    return hand_over.received(
        [student.alias for student in theirs],
        by=by,
        opens=screen.OPEN,
        ids=[student.id for student in theirs],
    )


def _stands_in(scope: Scope, students: Sequence[Student], to: Person, *, by: str) -> Message | None:
    stints = [stint for student in students for stint in _stints(scope, student, to)]
    if not stints:
        return None
    return hand_over.stands_in(
        by=by, students=len(stints), from_on=stints[0].from_on, until_on=stints[0].until_on
    )


def _stints(scope: Scope, student: Student, to: Person) -> list[TeamMember]:
    """List where they stand in, as far as that is not over yet."""
    return [
        member
        for member in scope.people.team_of(student.id)
        if (member.person, member.role) == (to.id, TeamRole.SUBSTITUTE)
        and (member.until_on or scope.today) >= scope.today
    ]
