"""Who cannot be reached in Slack, as the admins are told of it: once, and anew after a recovery."""

from dataclasses import dataclass
from typing import NamedTuple

from bot.people.people import PersonId

THE_APP = "app"
"""The subject where nobody can be written to."""

_PERSON, _OFFICE = "person:", "office:"


@dataclass(frozen=True, kw_only=True)
class Unreached:
    """Somebody who cannot be reached now: a person, the office in its channel, or everybody."""

    person: str = ""
    """Their name."""
    office_channel: str = ""
    reason: str
    """Slack's own code."""


class LostSince(NamedTuple):
    """Why somebody cannot be reached, and the last message that did reach them."""

    reason: str
    last_reached: int
    """0 where none did. With another one they were reached in between, and are lost anew."""

    @classmethod
    def from_text(cls, text: str) -> "LostSince":
        """Read it; an older version kept the reason alone."""
        reason, _, last = text.partition("|")
        return cls(reason, int(last or 0))

    def as_text(self) -> str:
        return f"{self.reason}|{self.last_reached}"


def person_subject(person: PersonId) -> str:
    return f"{_PERSON}{person}"


def office_subject(channel: str) -> str:
    """Return the subject where a channel of the office takes nothing; another one is told anew."""
    return f"{_OFFICE}{channel}"


def person_in(subject: str) -> PersonId | None:
    """Return the person that a subject names; None where it names none."""
    if not subject.startswith(_PERSON):
        return None
    return PersonId(int(subject.removeprefix(_PERSON)))


def channel_in(subject: str) -> str:
    """Return the channel of the office that a subject names; empty where it names none."""
    return subject.removeprefix(_OFFICE) if subject.startswith(_OFFICE) else ""
