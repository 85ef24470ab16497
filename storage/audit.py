"""Who saw and who changed what, when and why. Only ever added to."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from sqlalchemy import select

from bot.meetings.meetings import MeetingId
from bot.people.people import PersonId
from bot.records.changes import in_words
from bot.students import StudentId
from storage import tables as rows
from storage.scopes.reach import Reach
from storage.scopes.record_tables import RecordTable


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


_entries = RecordTable(AuditEntry, rows.audit, rows.audit.c.id.desc())


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
        entry = AuditEntry(
            at=self._reach.now,
            by=self._reach.by,
            act=act,
            student=student,
            meeting=meeting,
            why=why,
            detail=detail,
        )
        _entries.add(self._reach, **_entries.values(entry))

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
        if before != after:
            detail = in_words(before, after, self._reach.workspace.zone)
            self.log(act, student=student, meeting=meeting, why=why, detail=detail)

    def seen_today(self, act: str, students: Collection[StudentId]) -> set[StudentId]:
        """Return under which of these students this person's `act` was logged today."""
        reach, c = self._reach, _entries.c
        day = datetime.combine(reach.today, time.min, tzinfo=reach.workspace.zone)
        found = select(c.student_id).where(
            c.workspace_id == reach.workspace_id,
            c.student_id.in_(sorted(students)),
            c.by_id == reach.by,
            c.act == act,
            c.at >= day,
        )
        return {StudentId(student) for student in reach.connection.scalars(found)}

    def trail(self, student: StudentId) -> list[AuditEntry]:
        """Return everything seen and done about one student, the latest first."""
        self._reach.case_manager_of(student)
        return _entries.here(self._reach, _entries.c.student_id == student)


@dataclass(frozen=True, kw_only=True)
class Disclosure:
    """A contracted provider was shown something of a student's record."""

    at: datetime
    person: PersonId
    student: StudentId
    purpose: str


_disclosures = RecordTable(Disclosure, rows.disclosures, rows.disclosures.c.id.desc())


class Disclosures:
    def __init__(self, reach: Reach) -> None:
        self._reach = reach

    def log(self, person: PersonId, student: StudentId, purpose: str) -> None:
        self._reach.case_manager_of(student)
        shown = Disclosure(at=self._reach.now, person=person, student=student, purpose=purpose)
        _disclosures.add(self._reach, **_disclosures.values(shown))

    def of(self, student: StudentId) -> list[Disclosure]:
        """Return everything disclosed about one student, the latest first."""
        self._reach.case_manager_of(student)
        return _disclosures.here(self._reach, _disclosures.c.student_id == student)
