"""A student's trail: who saw or changed what, when and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime


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


def in_one(*logs: Sequence[TrailEntry]) -> list[TrailEntry]:
    """The logs as one trail, the latest first; what came at one moment keeps its order."""
    return sorted(
        (entry for log in logs for entry in log), key=lambda entry: entry.at, reverse=True
    )
