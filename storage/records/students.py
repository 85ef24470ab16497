"""The students within reach."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, or_, select

from bot.errors import NotAllowedError, NotOnCaseloadError, NumberTakenError
from bot.messages import Record
from bot.people.confirmations import NOT_TO_ONESELF, Gift, comes_to
from bot.people.people import PersonId, Role
from bot.permissions import Act
from bot.students import Description, Student, StudentId, named
from storage import tables as rows
from storage.audit import Audit
from storage.scopes.reach import Reach
from storage.scopes.record_tables import RecordTable
from storage.scopes.sealed_rows import SealedRows

STUDENTS = RecordTable(Student, rows.students, closes_with_names=True, stays_open=("alias",))
_students = rows.students.c
_imports = SealedRows(rows.imports)


def present(today: date) -> ColumnElement[bool]:
    """Return the condition by which students have not left."""
    return or_(_students.exited_on.is_(None), _students.exited_on > today)


def aliases_of(reach: Reach, which: ColumnElement[bool]) -> dict[StudentId, str]:
    """Return the aliases of students, however far the reach; no name is opened."""
    found = reach.connection.execute(
        select(_students.id, _students.mark, _students.alias, _students.alias_hash).where(which)
    )
    return {StudentId(row.id): STUDENTS.open(reach, "alias", row) for row in found}


class AliasesTaken(set[str]):
    """Those given, and those of records that were destroyed, of which only a hash is left."""

    def __init__(
        self, given: Iterable[str], destroyed: set[str], hashed: Callable[[str], str]
    ) -> None:
        super().__init__(given)
        self._destroyed = destroyed
        self._hashed = hashed

    def __contains__(self, alias: object) -> bool:
        return super().__contains__(alias) or self._hashed(str(alias)) in self._destroyed


class Students:
    """Whose students these are, the scope decides; nobody else's can be asked for."""

    def __init__(self, reach: Reach) -> None:
        self._reach = reach

    def all(self) -> list[Student]:
        """Return those who have not left, by last name."""
        found = self._reach.connection.execute(
            self._select().where(present(self._reach.today)).order_by(_students.id)
        )
        students = [self._reach.met(STUDENTS.read(row, self._reach.words)) for row in found]
        return sorted(students, key=lambda student: student.by_last_name)

    def gone(self) -> list[Student]:
        """Return those who have left, the last one first."""
        left = _students.exited_on <= self._reach.today
        found = self._reach.connection.execute(
            self._select().where(left).order_by(_students.exited_on.desc(), _students.id)
        )
        return [self._reach.met(STUDENTS.read(row, self._reach.words)) for row in found]

    def aliases(self) -> dict[StudentId, str]:
        """Return the alias of each student, of those who have left too; no name is opened."""
        return aliases_of(self._reach, self._reach.within)

    def any(self) -> bool:
        """Say whether there is a student here at all; nothing is opened to say so."""
        here = select(_students.id).where(self._reach.within, present(self._reach.today))
        return self._reach.connection.scalar(here.limit(1)) is not None

    def get(self, student: StudentId) -> Student:
        found = self._first(_students.id == student)
        if found is None:
            raise NotOnCaseloadError
        return self._reach.met(found)

    def those(self, students: Iterable[StudentId]) -> dict[StudentId, Student]:
        """Return several at once, without those that are out of reach."""
        found = self._reach.connection.execute(
            self._select().where(_students.id.in_({*students})).order_by(_students.id)
        )
        return {row.id: self._reach.met(STUDENTS.read(row, self._reach.words)) for row in found}

    def named(self, words: str) -> list[Student]:
        """Find whom `words` can mean. Names are sealed, so only this scope's own are opened."""
        return named(words, self.all()) if words.strip() else []

    def by_number(self, number: str) -> Student | None:
        """Find the student with this id of the district's by its keyed hash.

        In somebody's own scope also one whose id another record has had longer, by its sealed id.
        """
        hashes = self._reach.seal.hashes(number.strip())
        found = self._first(_students.number_hash.in_(hashes))
        if found or self._reach.whole or not self._reach.names:
            return found
        newer = self._reach.connection.execute(
            self._select().where(_students.number_hash.is_(None))
        )
        students = (STUDENTS.read(row, self._reach.words) for row in newer)
        return next((one for one in students if one.number == number.strip() != ""), None)

    def had_longer(self, student: Student) -> Gift | None:
        """Return who out of this scope's reach has had this student's id longer, and whose it is.

        It is for the admins to decide, and for the log: nobody who asks is shown it.
        """
        held = self._holder(student)
        if held is None or self._first(_students.id == held.id):
            return None
        return Gift(student=StudentId(held.id), case_manager=PersonId(held.case_manager_id))

    def newer_of(self, student: Student) -> list[Student]:
        """Return further records of the same case manager with this student's id."""
        if not student.number:
            return []
        found = self._reach.connection.execute(
            self._select()
            .where(
                _students.case_manager_id == student.case_manager,
                _students.number_hash.is_(None),
                _students.id != student.id,
                present(self._reach.today),
            )
            .order_by(_students.id)
        )
        others = (self._reach.met(STUDENTS.read(row, self._reach.words)) for row in found)
        return [one for one in others if one.number == student.number]

    def elsewhere(self, numbers: Iterable[str]) -> set[StudentId]:
        """Return who has one of these ids and is out of reach, for the log alone."""
        hashes = [one for number in numbers for one in self._reach.seal.hashes(number.strip())]
        found = self._reach.connection.scalars(
            select(_students.id).where(
                _students.workspace_id == self._reach.workspace_id,
                _students.number_hash.in_(hashes),
                _students.id.not_in(select(_students.id).where(self._reach.within)),
            )
        )
        return {*map(StudentId, found)}

    def known_as(self, words: str) -> Student | None:
        """Find by alias or district's id, for whoever may not search by name."""
        hashes = self._reach.seal.hashes(words.strip().upper())
        return self._first(_students.alias_hash.in_(hashes)) or self.by_number(words)

    def aliases_taken(self) -> set[str]:
        """Return every alias ever given in the workspace: none is used again."""
        reach = self._reach
        given = aliases_of(reach, _students.workspace_id == reach.workspace_id).values()
        gone = rows.destructions.c
        hashes = reach.connection.scalars(
            select(gone.alias_hash).where(gone.workspace_id == reach.workspace_id)
        )
        if destroyed := {*hashes}:
            return AliasesTaken(given, destroyed, Audit(reach).chains.hasher())
        return {*given}

    def add(self, said: Description, *, alias: str, case_manager: PersonId) -> Student:
        """Keep a new student; raise NumberTakenError where another within reach has their id."""
        said = replace(said, number=said.number.strip())
        student = Student(id=StudentId(0), alias=alias, case_manager=case_manager, **vars(said))
        self._reach.require(Act.KEEP_STUDENT)
        self._reach.require_leader()
        self._refuse_to_oneself(student, leads=True)
        self._refuse_a_number_twice(student)
        values = self._values(student) | {"number_hash": self._hash(student)}
        new = STUDENTS.add(self._reach, made_at=self._reach.now, **values)
        added = self.get(StudentId(new))
        self._touched(added)
        Audit(self._reach).log("added a student", student=added.id)
        return added

    def keep(self, student: Student) -> None:
        """Keep what changed. The alias stays as it was made, whatever the new name."""
        before = self.get(student.id)
        self._reach.require(Act.KEEP_STUDENT, student.id)
        if student.case_manager != before.case_manager:
            self._reach.require(Act.HAND_OVER, student.id)
            self._refuse_to_oneself(student, leads=False)
        me, whose = self._reach.person, before.case_manager
        if me and me.id != whose and comes_to(me, student.school, before=before.school):
            raise NotAllowedError(NOT_TO_ONESELF)
        kept = self._values(replace(student, alias=before.alias))
        if student.number != before.number:
            self._refuse_a_number_twice(student)
            kept["number_hash"] = self._hash(student)
        STUDENTS.change(self._reach, _students.id == student.id, **kept)
        if before.number and student.number != before.number:
            self.hand_on_number(before)
        self._reach.forget(student.id)
        self._touched(before)
        self._touched(student)
        Audit(self._reach).changed("changed a student", before, student, student=student.id)

    def _touched(self, student: Student) -> None:
        """Note the student with their case manager, so that what either sees is drawn anew."""
        self._reach.touched(Record.STUDENT, student=student.id, person=student.case_manager)

    def imported(self, student: StudentId) -> Mapping[str, str]:
        """Return what a file said last about the student; empty where none did."""
        self._reach.case_manager_of(student)
        row = self._reach.connection.execute(
            select(rows.imports).where(
                _imports.c.workspace_id == self._reach.workspace_id,
                _imports.c.student_id == student,
            )
        ).first()
        return _imports.open(self._reach, "fields", row) if row else {}

    def keep_imported(self, student: StudentId, fields: Mapping[str, str]) -> None:
        self._reach.case_manager_of(student)
        values = {"fields": dict(fields), "at": self._reach.now}
        _imports.put(self._reach, {"student_id": student}, **values)

    def _select(self) -> Any:
        return STUDENTS.select(self._reach).where(self._reach.within)

    def _first(self, which: ColumnElement[bool]) -> Student | None:
        row = self._reach.connection.execute(self._select().where(which)).first()
        return STUDENTS.read(row, self._reach.words) if row else None

    def _refuse_to_oneself(self, student: Student, *, leads: bool) -> None:
        """Refuse a student whom somebody gives themself; whoever `leads` cases may add new ones."""
        reach = self._reach
        if reach.person is None or student.case_manager != reach.by:
            return
        if not (leads and Role.CASE_MANAGER in reach.person.roles):
            raise NotAllowedError(NOT_TO_ONESELF)

    def _refuse_a_number_twice(self, student: Student) -> None:
        """Refuse an id of whoever is within reach; a unique hash cannot: a rotation gives it two.

        One on another caseload is taken without a word, as an unknown one is: who has an IEP is
        nobody else's to know. The admins are asked, who has had it longer keeps the hash.
        """
        held = self.by_number(student.number) if student.number else None
        if held is not None and held.id != student.id:
            raise NumberTakenError

    def _holder(self, student: Student) -> Any:
        """Return the row of another student, within reach or not, whose hash has this id."""
        return self._reach.connection.execute(
            select(_students.id, _students.case_manager_id).where(
                _students.workspace_id == self._reach.workspace_id,
                _students.number_hash.in_(self._reach.seal.hashes(student.number)),
                _students.id != student.id,
            )
        ).first()

    def hand_on_number(self, before: Student) -> None:
        """Let whoever has the id next be found by it, or a file would add them once more."""
        if not before.number or self._holder(before):
            return
        newer = self._reach.connection.execute(
            select(rows.students)
            .where(
                _students.workspace_id == self._reach.workspace_id,
                _students.number_hash.is_(None),
                _students.id != before.id,
            )
            .order_by(_students.id)
        )
        for row in newer:
            if STUDENTS.open(self._reach, "private", row).get("number") == before.number:
                hashed = self._reach.seal.hashed(before.number)
                STUDENTS.change(self._reach, _students.id == row.id, number_hash=hashed)
                return

    def _values(self, student: Student) -> dict[str, Any]:
        assert self._reach.names, "what is private was not opened, so it cannot be kept"
        hashed = self._reach.seal.hashed(student.alias)
        return STUDENTS.values(student) | {"alias_hash": hashed}

    def _hash(self, student: Student) -> str | None:
        """Return by what the student is found; None where another has had the id longer."""
        if not student.number or self._holder(student):
            return None
        return self._reach.seal.hashed(student.number)
