"""What opens to a supervisor: their schools in counts, and one record for a stated reason."""

import contextlib
from collections.abc import Iterator
from contextlib import AbstractContextManager
from datetime import datetime

from bot.people.people import SlackUserId
from bot.permissions import Act, Relation, require
from bot.students import StudentId
from bot.workspaces import WorkspaceId
from storage import tables as rows
from storage.scopes.doors import Door
from storage.scopes.relations import at_schools_of, supervisor_known
from storage.scopes.scopes import Scope


class DistrictDoors:
    """The part of a workspace's storage that supervisors use; denied to everybody else."""

    _workspace_id: WorkspaceId

    def _door(self, *, now: datetime, reading: bool) -> AbstractContextManager[Door]:
        raise NotImplementedError

    @contextlib.contextmanager
    def district_of(
        self, supervisor: SlackUserId, *, now: datetime, reading: bool = True
    ) -> Iterator[Scope]:
        """The students of a supervisor's schools: obligations and counts, no names opened."""
        with self._door(now=now, reading=reading) as door:
            door.turns.share_workspace()
            person = supervisor_known(door.connection, self._workspace_id, supervisor)
            yield door.scope(
                person=person,
                students=at_schools_of(person),
                relations=frozenset({Relation.SUPERVISOR}),
                names=False,
            )

    @contextlib.contextmanager
    def record_of(
        self, supervisor: SlackUserId, student: StudentId, *, now: datetime, reason: str
    ) -> Iterator[Scope]:
        """One student of a supervisor's schools, opened with a reason, which is logged first."""
        relations = frozenset({Relation.SUPERVISOR})
        with self._door(now=now, reading=False) as door:
            door.turns.share_workspace()
            person = supervisor_known(door.connection, self._workspace_id, supervisor)
            require(Act.SEE_HISTORY, relations, reason=reason)
            scope = door.scope(
                person=person,
                students=at_schools_of(person) & (rows.students.c.id == student),
                relations=relations,
                reason=reason,
            )
            scope.students.get(student)
            scope.audit.log(f"opened with a reason: {Act.SEE_HISTORY}", student=student, why=reason)
            yield scope
