"""What somebody asks for in a meeting, whoever it is, with what became of it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType

from bot.forms.drafts import DraftKey
from bot.meetings.meetings import MeetingId
from bot.people.people import PersonId
from bot.students import StudentId

ProposalId = NewType("ProposalId", int)


class ProposalOutcome(StrEnum):
    UNDECIDED = "undecided"
    AGREED = "agreed"
    NOT_AGREED = "not agreed"
    TO_CONSIDER = "to consider"
    TAKEN_BACK = "taken back"

    @property
    def is_open(self) -> bool:
        return self in (ProposalOutcome.UNDECIDED, ProposalOutcome.TO_CONSIDER)


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """One proposal, in the words of whoever logged it."""

    id: ProposalId
    draft: DraftKey
    """The form it was logged with; the same one twice is one proposal."""
    student: StudentId
    meeting: MeetingId
    text: str
    by_whom: str
    """Who made it, such as the mother or the speech provider."""
    data: str = ""
    """What it rests on, and how it would help the student."""
    outcome: ProposalOutcome = ProposalOutcome.UNDECIDED
    by: PersonId
    at: datetime
    settled_by: PersonId | None = None
    """Who last recorded the outcome, and when; None while it is as it was logged."""
    settled_at: datetime | None = None


def in_order(proposals: Iterable[Proposal]) -> list[Proposal]:
    """List what still waits for an outcome first, else as it came."""
    return sorted(proposals, key=lambda proposal: not proposal.outcome.is_open)


_TITLED = re.compile(r"\b(?:Mr|Mrs|Ms|Mx|Dr|Miss)\b\.?\s+([^\W\d_])[^\W\d_]+")
_WORD = re.compile(r"[^\W\d_]{3,}")


def names_staff(text: str, staff: Iterable[str]) -> bool:
    """Tell whether words seem to say who is to serve the student: the school decides that.

    A title with a name, or a name of somebody of `staff`. It is a guess, for a gentle hint only.
    """
    said = {word.casefold() for word in _WORD.findall(text)}
    names = {word.casefold() for name in staff for word in _WORD.findall(name)}
    titled = any(initial.isupper() for initial in _TITLED.findall(text))
    return titled or bool(said & names)
