"""Whoever sees what was written down about a meeting is logged before they do."""

from collections.abc import Iterable

from bot.meetings.meetings import Meeting
from bot.people.people import PersonId
from bot.permissions import Relation
from storage import Scope


def log_view(scope: Scope, meeting: Meeting, what: str, *, why: str = "") -> None:
    """Log that something is about to be shown, and disclose it where a contracted provider looks.

    `why` is the reason that a supervisor gave.
    """
    scope.audit.log(f"saw {what}", student=meeting.student, meeting=meeting.id, why=why)
    me = scope.person.id
    own = scope.relations & {Relation.CASE_MANAGER, Relation.SUBSTITUTE}
    if not own and scope.people.is_contracted(me):
        scope.disclosures.log(me, meeting.student, f"{what}, as a helper at the meeting")


def names_of(scope: Scope, people: Iterable[PersonId | None]) -> dict[PersonId, str]:
    """Return the names of people, once each; None is nobody."""
    return {who: scope.people.get(who).name for who in {*people} if who is not None}
