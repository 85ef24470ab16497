"""What a changed team brings with it: requests, the rows that hang on them, and the messages."""

from collections.abc import Sequence

from bot.people.people import TeamMember
from bot.students import StudentId
from storage import Scope


def change_team(scope: Scope, student: StudentId, members: Sequence[TeamMember]) -> None:
    """Put exactly these people on the team, with all that follows from it."""
    scope.people.set_team(student, members)
    scope.follow_team(student)
