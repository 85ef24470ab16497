"""A form that somebody is filling in: kept while they type, and harmless to send twice."""

from dataclasses import dataclass
from datetime import datetime
from typing import NewType

from bot.forms.answers import Texts
from bot.people.people import PersonId
from bot.students import StudentId

DraftKey = NewType("DraftKey", str)
"""A random name for one filling-in of a modal; it makes a second press of Save harmless."""


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A modal that somebody is filling in, or left half-way."""

    key: DraftKey
    owner: PersonId
    kind: str
    student: StudentId | None
    answers: Texts
    page: int = 0
    turn: int = 0
    """Counts page turns; it stands in every block id, so that Slack takes the draft's values."""
    updated_at: datetime
    submitted: bool = False


def request_in(kind: str) -> int | None:
    """Return of which request a draft is, whose kind says so; None for one of anything else."""
    _, _, rest = kind.partition(":")
    number, _, form = rest.partition(":")
    return int(number) if form and number.isdigit() else None
