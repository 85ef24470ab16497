"""Whoever sees what was written down about a meeting is logged before they do."""

from collections.abc import Iterable

from bot.meetings.meetings import Meeting
from bot.people.people import PersonId
from casework.records.disclosures import log_look
from storage import Scope


def log_view(scope: Scope, meeting: Meeting, what: str, *, why: str = "") -> None:
    """Log that something of a meeting is about to be shown."""
    log_look(
        scope,
        f"saw {what}",
        meeting.student,
        meeting=meeting.id,
        why=why,
        purpose=f"{what}, as a helper at the meeting",
    )


def names_of(scope: Scope, people: Iterable[PersonId | None]) -> dict[PersonId, str]:
    """Return the names of people, once each; None is nobody."""
    return {who: scope.people.get(who).name for who in {*people} if who is not None}
