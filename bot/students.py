"""A student on a caseload."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import NewType

from bot.people.people import PersonId
from bot.spelling import nearest

StudentId = NewType("StudentId", int)


@dataclass(frozen=True, kw_only=True)
class Description:
    """What people type about a student; what is empty is unknown."""

    first_name: str = ""
    last_name: str = ""
    number: str = ""
    """The district's student id."""
    grade: str = ""
    school: str = ""
    home_language: str = ""
    interpreter: bool = False
    annual_due: date | None = None
    triennial_due: date | None = None
    """None means unknown, and is shown as unknown, never as fine."""


@dataclass(frozen=True, kw_only=True)
class Student(Description):
    """A student as their case manager knows them. Only `alias` may stand in a message."""

    id: StudentId
    alias: str
    case_manager: PersonId
    exited_on: date | None = None

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def whole_names(self) -> tuple[str, ...]:
        """The name in either order; in a script without blanks, written together as well."""
        first, last = self.first_name, self.last_name
        orders = (f"{first} {last}".strip(), f"{last} {first}".strip())
        together = (f"{last}{first}", f"{first}{last}") if _has_no_blanks(first + last) else ()
        return (*orders, *together)

    @property
    def described(self) -> Description:
        names = (field.name for field in fields(Description))
        return Description(**{name: getattr(self, name) for name in names})

    def described_as(self, description: Description) -> "Student":
        """Return the student as now described; whose they are and their alias stay."""
        return replace(self, **vars(description))

    def has_left(self, today: date) -> bool:
        """Tell whether nothing is asked about them any more, the day of leaving included."""
        return self.exited_on is not None and self.exited_on <= today

    @property
    def by_last_name(self) -> tuple[str, str]:
        return (self.last_name.casefold(), self.first_name.casefold())


def named(words: str, students: Iterable[Student]) -> list[Student]:
    """Return the students whom `words` can mean: by alias, by whole name, else by its beginning.

    An exact match wins over beginnings, so that "Ann" finds Ann and not Anna as well. Accents
    and case make no difference: what is typed on a phone has neither.
    """
    wanted = folded(words)
    if not wanted:
        return []
    students = sorted(students, key=lambda student: student.by_last_name)
    exact = [student for student in students if wanted in _whole_names(student)]
    return exact or [student for student in students if _begins(wanted, student)]


def nearly_named(words: str, students: Iterable[Student]) -> list[Student]:
    """Return the students whose alias or name `words` is with a slip or two, the nearest alone."""
    names = {student: _whole_names(student) for student in students}
    near = nearest(folded(words), set().union(*names.values()))
    found = [student for student, theirs in names.items() if theirs & near]
    return sorted(found, key=lambda student: student.by_last_name)


def _whole_names(student: Student) -> set[str]:
    first, last = folded(student.first_name), folded(student.last_name)
    return {
        folded(student.alias),
        *map(folded, student.whole_names),
        f"{last}, {first}",
        first,
        last,
    }


def _has_no_blanks(name: str) -> bool:
    """Tell whether a name is of a script whose words stand without blanks, as Chinese is."""
    return any(unicodedata.east_asian_width(character) in "WF" for character in name)


def folded(words: str) -> str:
    """Return words as they are compared: one blank between them, no case, no accents."""
    if not words.isascii():
        apart = unicodedata.normalize("NFKD", words)
        words = "".join(char for char in apart if unicodedata.category(char) not in ("Mn", "Cf"))
    return " ".join(words.split()).casefold()


def _begins(wanted: str, student: Student) -> bool:
    return any(name.startswith(wanted) for name in _whole_names(student))
