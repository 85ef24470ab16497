"""What an admin does to a caseload or a role, as a message carries it: ids alone."""

from dataclasses import dataclass

from bot.people.people import PersonId
from bot.students import StudentId

MOST_NEW = 300
"""Rows a day that are not on somebody's caseload: a large one, looked over five times."""


@dataclass(frozen=True, kw_only=True)
class CaseloadChange:
    """Students who changed hands, came, or whose team changed."""

    by: PersonId | None
    """None where a file of the district did it."""
    whose: PersonId | None
    """Whose they were; None where they are new."""
    to: PersonId
    """Whose they are: the same as before, where it is their team that changed."""
    students: tuple[StudentId, ...]

    @property
    def is_of_teams(self) -> bool:
        return self.whose == self.to

    def __str__(self) -> str:
        ids = ",".join(map(str, self.students))
        return f"{self.by or ''}:{self.whose or ''}:{self.to}:{ids}"

    @classmethod
    def from_text(cls, text: str) -> "CaseloadChange":
        by, whose, to, ids = text.split(":")
        return cls(
            by=PersonId(int(by)) if by else None,
            whose=PersonId(int(whose)) if whose else None,
            to=PersonId(int(to)),
            students=tuple(StudentId(int(one)) for one in ids.split(",")),
        )


def roles_subject(by: PersonId, person: PersonId) -> str:
    """Return the subject of what the other admins are told of somebody's roles."""
    return f"{by}:{person}"


def roles_changed_by(subject: str) -> tuple[PersonId, PersonId]:
    """Read such a subject: who changed whose."""
    by, person = subject.split(":")
    return PersonId(int(by)), PersonId(int(person))
