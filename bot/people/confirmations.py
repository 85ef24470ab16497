"""What somebody may not give themselves: an admin asks, and another admin confirms or refuses."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NewType

from bot.people.people import Level, Person, PersonId, Role
from bot.students import StudentId

ConfirmationId = NewType("ConfirmationId", int)

LASTS = timedelta(days=7)
"""So long another admin can confirm it; whoever wants it later asks anew."""

NOT_TO_ONESELF = (
    "Nobody gives themself a role, a student, or a part on the team of somebody else's student. "
    "Nothing was saved."
)
"""What a record refuses on every way; the screens ask another admin instead."""

CASE_MANAGER = "case manager"
"""How a row gives a student, where it gives no part on the team."""


class Wish(StrEnum):
    """What is asked for."""

    ROLES = "roles"
    STUDENTS = "students"
    """Rows of a paste that give the one who pasted them a student, or a part on a team."""
    TWIN = "twin"
    """A student on another caseload, whose id somebody gave to one of their own."""


class Ruling(StrEnum):
    WAITS = "waits"
    CONFIRMED = "confirmed"
    REFUSED = "refused"
    LATE = "late"
    """Nobody decided in time."""
    STALE = "stale"
    """The records have changed since it was asked."""


@dataclass(frozen=True, kw_only=True)
class Gift:
    """One student, and as what somebody is to have them."""

    student: StudentId | None
    """None for one who is not on record yet."""
    case_manager: PersonId | None
    """Whose student it was when it was asked."""
    part: str = CASE_MANAGER

    def __str__(self) -> str:
        return f"{self.student or ''}|{self.case_manager or ''}|{self.part}"

    @classmethod
    def from_text(cls, text: str) -> "Gift":
        student, case_manager, part = text.split("|", 2)
        return cls(
            student=StudentId(int(student)) if student else None,
            case_manager=PersonId(int(case_manager)) if case_manager else None,
            part=part,
        )


@dataclass(frozen=True, kw_only=True)
class Confirmation:
    """What one person asks for, and what became of it."""

    id: ConfirmationId
    wish: Wish
    by: PersonId
    at: datetime
    decision: Ruling = Ruling.WAITS
    decided_by: PersonId | None = None
    decided_at: datetime | None = None
    gives: tuple[str, ...] = ()
    """Each a `Gift`, as text; of roles, what they were when it was asked."""
    rows: str = ""
    """The rows of the paste, as a file."""
    roles: frozenset[Role] = frozenset()
    schools: frozenset[str] = frozenset()
    level: Level | None = None

    @property
    def waits(self) -> bool:
        return self.decision is Ruling.WAITS

    @property
    def gifts(self) -> list[Gift]:
        return [*map(Gift.from_text, self.gives)]

    def is_late(self, now: datetime) -> bool:
        return now >= self.at + LASTS

    def asks_the_same_as(self, other: "Confirmation") -> bool:
        """Tell whether this was asked before, word for word."""
        return _asked(self) == _asked(other)


def gains(before: Person, roles: AbstractSet[Role], schools: AbstractSet[str]) -> bool:
    """Tell whether somebody would get at more than before: a new role, or further schools."""
    if roles - before.roles:
        return True
    bound = roles & {Role.SUPERVISOR, Role.OFFICE}
    widened = before.schools and (not schools or schools - before.schools)
    return bool(bound and widened)


def comes_to(person: Person, school: str, *, before: str) -> Role | None:
    """Return as what somebody would get at a student who is moved to a school of theirs."""
    if not person.schools or school not in person.schools or before in person.schools:
        return None
    return next((one for one in (Role.SUPERVISOR, Role.OFFICE) if one in person.roles), None)


def as_they_were(person: Person) -> tuple[str, ...]:
    """Return what somebody's roles were when they asked for others, to be compared later."""
    return (",".join(sorted(person.roles)), ",".join(sorted(person.schools)), person.level or "")


def others(admins: Sequence[Person], *, than: PersonId | None) -> list[Person]:
    """Return the admins in Slack who can be asked or told by one of them."""
    return [one for one in admins if one.slack_id and one.id != than]


def _asked(one: Confirmation) -> tuple[object, ...]:
    return (one.wish, one.by, one.gives, one.rows, one.roles, one.schools, one.level)
