"""A student's trail: who saw or changed what, when and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.meetings.meetings import MeetingId
from bot.people.people import PersonId
from bot.students import StudentId


@dataclass(frozen=True, kw_only=True)
class AuditEntry:
    """One view or change of a record, as it is kept in the log."""

    at: datetime
    by: PersonId | None
    """None where the clock did it, or a command of the district's own machine."""
    act: str
    student: StudentId | None
    meeting: MeetingId | None
    why: str
    detail: str
    """What stood there before and what after, where something changed."""


@dataclass(frozen=True, kw_only=True)
class TrailEntry:
    """One line of the trail, as somebody may read it."""

    at: datetime
    who: str
    """A name; empty where the clock did it, or a command on the district's own machine."""
    act: str
    why: str = ""
    detail: str = ""
    """What stood there before and after; empty for whoever may see that something changed, and
    not what."""
    disclosed: bool = False
    """Whether this is a look by a contracted provider, from the disclosure log."""


@dataclass(frozen=True, kw_only=True)
class Trail:
    """A student's trail, as one reader may see it."""

    student: StudentId
    whose: str
    """By what the reader knows the student: name and alias, or the alias alone."""
    entries: tuple[TrailEntry, ...]
    by_admin: bool = False
    """Whether an admin reads, who sees no contents."""


def in_one(*logs: Sequence[TrailEntry]) -> list[TrailEntry]:
    """Join the logs, the latest first; what came at one moment keeps its order."""
    return sorted(
        (entry for log in logs for entry in log), key=lambda entry: entry.at, reverse=True
    )
