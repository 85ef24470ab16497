"""How far one scope reaches: whose students, on whose behalf, at what moment."""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property, lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, exists, select, true
from sqlalchemy.schema import Table

from bot.errors import NotOnCaseloadError
from bot.meetings.meetings import MeetingId
from bot.messages import Record
from bot.people.people import Person, PersonId
from bot.permissions import Act, Relation, WorkspaceAct, require, require_in_workspace
from bot.records.trails import AuditEntry
from bot.redraws import Touched
from bot.students import Student, StudentId
from bot.workspaces import Workspace, WorkspaceId
from storage import tables as rows
from storage.engine.database import away_where_the_driver_fails
from storage.engine.seals import Seal
from storage.scopes.words import Schools, Words


@dataclass(frozen=True, kw_only=True)
class Reach:
    """One transaction and the students it can get at. Repositories ask it before every id."""

    words: Words
    workspace: Workspace
    person: Person | None
    """None where the clock acts, or a command of the district's own machine."""
    now: datetime
    today: date
    students: ColumnElement[bool]
    """Which rows of `students` can be reached at all."""
    relations: frozenset[Relation] = frozenset()
    """What the person is to those students, where it is the same for all."""
    whole: bool = False
    """Whether this is the district's own machine, which reaches every caseload."""
    names: bool = True
    """Whether what is private is opened. Where it is not, its fields read as empty."""
    reason: str = ""
    noted: set[Touched] = field(default_factory=set)
    """What was written so far and is shown somewhere, as it was before and as it is after."""
    told: set[tuple[str, str]] = field(default_factory=set)
    """The kinds of messages that were put here, each with its addressee."""
    logged: list[AuditEntry] = field(default_factory=list)
    """What was seen and changed here, in that order; not yet in the log."""
    _owners: dict[StudentId, PersonId] = field(default_factory=dict)
    _meetings: dict[MeetingId, StudentId] = field(default_factory=dict)

    @property
    def connection(self) -> Connection:
        return self.words.connection

    @property
    def seal(self) -> Seal:
        return self.words.seal

    @property
    def schools(self) -> Schools:
        return self.words.schools

    @property
    def workspace_id(self) -> WorkspaceId:
        return self.workspace.id

    @property
    def by(self) -> PersonId | None:
        return self.person.id if self.person else None

    def acting(self) -> Person:
        """Return the person on whose behalf this is; only a person fills in forms or ticks."""
        if self.person is None:
            raise AssertionError("this needs a person, and the clock is none")
        return self.person

    def signed(self) -> dict[str, Any]:
        """Return the columns that say who wrote a row, and when."""
        return {"by_id": self.acting().id, "at": self.now}

    def touched(
        self,
        record: Record,
        *,
        student: StudentId | None = None,
        meeting: MeetingId | None = None,
        person: PersonId | None = None,
        subject: str = "",
    ) -> None:
        """Note that a record was written, so that whatever shows it is drawn anew."""
        self.noted.add(
            Touched(record=record, student=student, meeting=meeting, person=person, subject=subject)
        )

    @contextlib.contextmanager
    def apart(self) -> Iterator[None]:
        """Open a part of the transaction that an error undoes, and nothing else of it."""
        told, logged = {*self.told}, len(self.logged)
        try:
            with away_where_the_driver_fails(), self.connection.begin_nested():
                yield
        except BaseException:
            # Its ids are free again: the next row's may be the same, of somebody else.
            self._owners.clear()
            self._meetings.clear()
            self.schools.forget()
            self.told.intersection_update(told)
            del self.logged[logged:]
            raise

    @cached_property
    def highest_gone(self) -> dict[str, int]:
        """By table, the highest number of what was destroyed, where a new row might get it again.

        PostgreSQL never counts back. What is pressed on an old message must mean nobody else.
        """
        if self.connection.dialect.name != "sqlite":
            return {}
        highest: dict[str, int] = {}
        gone_here = rows.destructions.c.workspace_id == self.workspace_id
        for gone in self.connection.scalars(select(rows.destructions.c.highest).where(gone_here)):
            highest |= {name: max(one, highest.get(name, 0)) for name, one in gone.items()}
        return highest

    @cached_property
    def within(self) -> ColumnElement[bool]:
        """The students that can be reached, as a condition."""
        if self.students is true():
            return _everybody(self.workspace_id)
        return (rows.students.c.workspace_id == self.workspace_id) & self.students

    def can_get_at(self, table: Table) -> ColumnElement[bool]:
        """Return the rows of a table about students within reach, for when few are asked for."""
        if self.students is true():
            return _about_anybody(self.workspace_id, table)
        return _about(self.workspace_id, table, self.within)

    def about_students(self, table: Table, *which: ColumnElement[bool]) -> ColumnElement[bool]:
        """Return the rows of a table about many students: all within reach, or `which` of them.

        As a list of students and not as a join: without statistics, SQLite begins a join at the
        wrong end and reads the whole workspace.
        """
        students = select(rows.students.c.id).where(self.within, *which)
        return (table.c.workspace_id == self.workspace_id) & table.c.student_id.in_(students)

    def case_manager_of(self, student: StudentId) -> PersonId:
        """Return whose student it is; raise NotOnCaseloadError where it is out of reach."""
        if student not in self._owners:
            case_manager = self.connection.scalar(
                select(rows.students.c.case_manager_id).where(
                    self.within, rows.students.c.id == student
                )
            )
            if case_manager is None:
                raise NotOnCaseloadError
            self._owners[student] = PersonId(case_manager)
        return self._owners[student]

    def met(self, student: Student) -> Student:
        """Remember a student who was read within this reach, so as not to ask for them again."""
        self._owners[student.id] = student.case_manager
        return student

    def forget(self, student: StudentId) -> None:
        """Ask again next time: the student may have changed hands."""
        self._owners.pop(student, None)

    def student_of(self, meeting: MeetingId) -> StudentId:
        """Return whose meeting it is; raise NotOnCaseloadError where it is out of reach."""
        if meeting not in self._meetings:
            student = self.connection.scalar(
                select(rows.meetings.c.student_id).where(
                    self.can_get_at(rows.meetings), rows.meetings.c.id == meeting
                )
            )
            if student is None:
                raise NotOnCaseloadError
            self._meetings[meeting] = StudentId(student)
        return self._meetings[meeting]

    def require(self, act: Act, student: StudentId | None = None) -> None:
        """Raise an error that says whom to ask, where `act` is not allowed here.

        A scope may hold a person's own students and those for whom they stand in: what is the
        case manager's alone is asked of the one student.
        """
        relations = self.relations
        if student is not None and self.case_manager_of(student) != self.by:
            relations -= {Relation.CASE_MANAGER}
        if not self.whole:
            require(act, relations, reason=self.reason)

    def require_leader(self) -> None:
        """Raise an error where somebody may have no caseload."""
        if not self.whole:
            require_in_workspace(WorkspaceAct.ADD_STUDENTS, self.acting().roles)

    def require_admin(self) -> None:
        if not self.whole:
            require_in_workspace(WorkspaceAct.CHANGE_SETTINGS, self.acting().roles)


def _about(
    workspace: WorkspaceId, table: Table, students: ColumnElement[bool]
) -> ColumnElement[bool]:
    student = exists().where(students, rows.students.c.id == table.c.student_id)
    return (table.c.workspace_id == workspace) & student


@lru_cache(maxsize=64)
def _everybody(workspace: WorkspaceId) -> ColumnElement[bool]:
    """Return what the clock reaches at each of its turns, thought of once."""
    return (rows.students.c.workspace_id == workspace) & true()


@lru_cache(maxsize=1024)
def _about_anybody(workspace: WorkspaceId, table: Table) -> ColumnElement[bool]:
    return _about(workspace, table, _everybody(workspace))
