"""What was to be said in Slack and is not said: it waits, or it was given up."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum, auto


class UnsentState(StrEnum):
    WAITING = auto()
    GIVEN_UP = auto()
    """Slack would not have it, or we could not put it together, again and again."""
    SENT = auto()
    """It has been sent again by now."""
    NO_LONGER_TRUE = auto()
    """It was sent again, and by then there was nothing left to say."""


@dataclass(frozen=True, kw_only=True)
class Unsent:
    """One message, as an admin is told of it: no text, no name of a student."""

    id: int
    state: UnsentState
    kind: str
    addressee: str
    """A Slack user or channel id; for a mail, whom it is about."""
    person: str = ""
    """The name of whom it is for; empty for a channel, and for whoever is not on record."""
    alias: str = ""
    """Of the student whose meeting it is about."""
    since: datetime | None
    """From when on it was to be said; None of what an older version put."""
    why: str
    """Slack's code, or a class of error; empty of what waits for its time."""


TOLD_FOR = timedelta(days=1)
"""How long an admin reads what became of what they sent again."""
