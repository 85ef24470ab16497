"""Who saw and who changed what, when and why. Only ever added to, and chained."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from sqlalchemy import select

from bot.meetings.meetings import MeetingId
from bot.people.people import PersonId
from bot.records.changes import in_words
from bot.records.trails import AuditEntry
from bot.students import StudentId
from storage import tables as rows
from storage.audit_chains import Chains
from storage.scopes.reach import Reach
from storage.scopes.record_tables import RecordTable

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
        self._reach.logged.append(entry)

    def saw(self, what: str, students: Iterable[StudentId], *, anew: bool = False) -> None:
        """Log that each of these students is about to be shown.

        Drawn `anew`, or for each letter that somebody types, only those are logged whom this
        person was not shown in that way today.
        """
        shown = [*dict.fromkeys(students)]
        known = self.seen_today(what, shown) if anew and shown else frozenset()
        for student in shown:
            if student not in known:
                self.log(what, student=student)

    def write(self) -> None:
        """Write what was logged here; the door asks for it as the last thing in a transaction."""
        self.chains.add([_entries.values(entry) for entry in self._reach.logged])
        self._reach.logged.clear()

    @property
    def chains(self) -> Chains:
        reach = self._reach
        return Chains(reach.connection, reach.workspace_id, reach.seal)

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

    def done_today(self, act: str) -> list[AuditEntry]:
        """Return what this person did today in that way, about no student."""
        reach, c = self._reach, _entries.c
        day = datetime.combine(reach.today, time.min, tzinfo=reach.workspace.zone)
        theirs = (c.by_id == reach.by, c.act == act, c.at >= day, c.student_id.is_(None))
        now = [one for one in reach.logged if one.act == act and one.student is None]
        return now + _entries.here(reach, *theirs)

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
        now = {
            entry.student
            for entry in reach.logged
            if entry.student in students and entry.act == act
        }
        return {StudentId(one) for one in {*reach.connection.scalars(found), *now} if one}

    def trail(self, student: StudentId) -> list[AuditEntry]:
        """Return everything seen and done about one student, the latest first."""
        self._reach.case_manager_of(student)
        now = [entry for entry in reversed(self._reach.logged) if entry.student == student]
        return now + _entries.here(self._reach, _entries.c.student_id == student)

    def whole(self, student: StudentId | None = None) -> Iterator[AuditEntry]:
        """Yield the whole log in its order, or all of a student's; for the district's own machine.

        With a student it is everything seen and done about them, the oldest first.
        """
        reach = self._reach
        assert reach.whole, "a log of everybody is within nobody's reach"
        theirs = [_entries.c.student_id == student] if student else []
        entries = (
            _entries.select(reach)
            .where(_entries.c.workspace_id == reach.workspace_id, *theirs)
            .order_by(_entries.c.id)
        )
        for row in reach.connection.execution_options(yield_per=500).execute(entries):
            yield _entries.read(row, reach.words)


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
