"""Who saw and who changed what, when and why. Only ever added to."""

from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select

from bot.meetings.meetings import MeetingId
from bot.people.people import PersonId
from bot.students import StudentId
from storage import tables as rows
from storage.scopes.reach import Reach


@dataclass(frozen=True, kw_only=True)
class AuditEntry:
    """One view or change of a record."""

    at: datetime
    by: PersonId | None
    """None where the clock did it, or a command of the district's own machine."""
    act: str
    student: StudentId | None
    meeting: MeetingId | None
    why: str
    detail: str
    """What stood there before and what after, where something changed."""


class Audit:
    """The log, written in the same transaction as what it tells of."""

    def __init__(self, reach: Reach) -> None:
        self._reach = reach

    def log(
        self,
        act: str,
        *,
        student: StudentId | None = None,
        meeting: MeetingId | None = None,
        why: str = "",
        detail: str = "",
    ) -> None:
        self._reach.connection.execute(
            insert(rows.audit).values(
                workspace_id=self._reach.workspace_id,
                at=self._reach.now,
                by_id=self._reach.by,
                act=act,
                student_id=student,
                meeting_id=meeting,
                why=why,
                detail=detail,
            )
        )

    def changed(
        self,
        act: str,
        before: Any,
        after: Any,
        *,
        student: StudentId | None = None,
        meeting: MeetingId | None = None,
        why: str = "",
    ) -> None:
        """Log which fields of a record differ; nothing where none does."""
        differences = [
            f"{field.name}: {old} -> {new}"
            for field in fields(before)
            if (old := getattr(before, field.name)) != (new := getattr(after, field.name))
        ]
        if differences:
            detail = "; ".join(differences)
            self.log(act, student=student, meeting=meeting, why=why, detail=detail)

    def trail(self, student: StudentId) -> list[AuditEntry]:
        """Return everything seen and done about one student, the latest first."""
        self._reach.case_manager_of(student)
        entries = self._reach.connection.execute(
            select(rows.audit)
            .where(
                rows.audit.c.workspace_id == self._reach.workspace_id,
                rows.audit.c.student_id == student,
            )
            .order_by(rows.audit.c.id.desc())
        )
        return [
            AuditEntry(
                at=row.at,
                by=row.by_id,
                act=row.act,
                student=row.student_id,
                meeting=row.meeting_id,
                why=row.why,
                detail=row.detail,
            )
            for row in entries
        ]


@dataclass(frozen=True, kw_only=True)
class Disclosure:
    """A contracted provider was shown something of a student's record."""

    at: datetime
    person: PersonId
    student: StudentId
    purpose: str


class Disclosures:
    def __init__(self, reach: Reach) -> None:
        self._reach = reach

    def log(self, person: PersonId, student: StudentId, purpose: str) -> None:
        self._reach.case_manager_of(student)
        self._reach.connection.execute(
            insert(rows.disclosures).values(
                workspace_id=self._reach.workspace_id,
                at=self._reach.now,
                person_id=person,
                student_id=student,
                purpose=purpose,
            )
        )

    def of(self, student: StudentId) -> list[Disclosure]:
        """Return everything disclosed about one student, the latest first."""
        self._reach.case_manager_of(student)
        disclosures = self._reach.connection.execute(
            select(rows.disclosures)
            .where(
                rows.disclosures.c.workspace_id == self._reach.workspace_id,
                rows.disclosures.c.student_id == student,
            )
            .order_by(rows.disclosures.c.id.desc())
        )
        return [
            Disclosure(at=row.at, person=row.person_id, student=row.student_id, purpose=row.purpose)
            for row in disclosures
        ]
