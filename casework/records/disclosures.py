"""Whoever sees something of a student's record is logged before they do."""

from bot.meetings.meetings import MeetingId
from bot.permissions import Relation
from bot.students import StudentId
from storage import Scope

_THEIR_OWN = frozenset({Relation.CASE_MANAGER, Relation.SUBSTITUTE})


def log_look(
    scope: Scope,
    act: str,
    student: StudentId,
    *,
    meeting: MeetingId | None = None,
    why: str = "",
    purpose: str,
) -> None:
    """Log that something is about to be shown; to a contracted provider it is disclosed, too.

    That is for their `purpose`, also where they are contracted for another student, but not where
    the student is led by them. `why` is the reason that a supervisor gave.
    """
    scope.audit.log(act, student=student, meeting=meeting, why=why)
    me = scope.person.id
    if not scope.relations & _THEIR_OWN and scope.people.is_contracted(me):
        scope.disclosures.log(me, student, purpose)
