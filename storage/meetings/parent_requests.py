"""The meetings that parents asked for."""

from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import Row, Select, insert, select, update

from bot.errors import NotOnCaseloadError
from bot.meetings.meetings import MeetingId
from bot.meetings.parent_requests import ParentRequest, ParentRequestId
from bot.messages import Record
from bot.people.people import PersonId
from bot.permissions import Act
from bot.students import StudentId
from storage import tables as rows
from storage.audit import Audit
from storage.scopes.reach import Reach

_requests = rows.parent_requests.c


def parent_request_from(row: Row[Any]) -> ParentRequest:
    return ParentRequest(
        id=ParentRequestId(row.id),
        student=StudentId(row.student_id),
        received_on=row.received_on,
        written=row.written,
        whose=getattr(row, "whose", ""),
        meeting=MeetingId(row.meeting_id) if row.meeting_id is not None else None,
        withdrawn=row.withdrawn,
        by=PersonId(row.by_id),
        at=row.at,
    )


def parent_request_rows(reach: Reach) -> Select[Any]:
    """List the requests, without who asked where that stays closed."""
    closed = set() if reach.names else {"whose"}
    return select(*(column for column in _requests if column.name not in closed))


class ParentRequests:
    def __init__(self, reach: Reach) -> None:
        self._reach = reach

    def get(self, request: ParentRequestId) -> ParentRequest:
        found = self._list(_requests.id == request)
        if not found:
            raise NotOnCaseloadError
        return found[0]

    def of(self, student: StudentId) -> list[ParentRequest]:
        """List everything that the student's parents asked for, the earliest first."""
        self._reach.case_manager_of(student)
        return self._list(_requests.student_id == student)

    def add(
        self, *, student: StudentId, received_on: date, written: bool, whose: str
    ) -> ParentRequest:
        self._reach.require(Act.HOLD_MEETING, student)
        new = self._reach.connection.execute(
            insert(rows.parent_requests).values(
                workspace_id=self._reach.workspace_id,
                student_id=student,
                received_on=received_on,
                written=written,
                whose=whose,
                withdrawn=False,
                by_id=self._reach.acting().id,
                at=self._reach.now,
            )
        )
        assert new.inserted_primary_key is not None
        how = "in writing" if written else "by word"
        Audit(self._reach).log(
            f"recorded that a parent asked for a meeting {how}",
            student=student,
            detail=f"received {received_on}",
        )
        self._reach.touched(Record.PARENT_REQUEST, student=student)
        return self.get(ParentRequestId(new.inserted_primary_key[0]))

    def set_meeting(self, request: ParentRequest, meeting: MeetingId | None) -> None:
        """Say which meeting is set for it."""
        assert meeting is None or self._reach.student_of(meeting) == request.student
        self._keep(replace(request, meeting=meeting), "set a meeting for a parent's request")

    def withdraw(self, request: ParentRequest, *, withdrawn: bool) -> None:
        """Say that it was recorded by mistake, or that it was none; both stay on record."""
        self._keep(replace(request, withdrawn=withdrawn), "changed a parent's request")

    def _keep(self, request: ParentRequest, act: str) -> None:
        before = self.get(request.id)
        self._reach.require(Act.HOLD_MEETING, before.student)
        self._reach.connection.execute(
            update(rows.parent_requests)
            .where(_requests.workspace_id == self._reach.workspace_id, _requests.id == request.id)
            .values(meeting_id=request.meeting, withdrawn=request.withdrawn)
        )
        self._reach.touched(Record.PARENT_REQUEST, student=before.student)
        Audit(self._reach).changed(
            act, before, request, student=before.student, meeting=request.meeting
        )

    def _list(self, which: Any) -> list[ParentRequest]:
        found = self._reach.connection.execute(
            parent_request_rows(self._reach)
            .where(self._reach.can_get_at(rows.parent_requests), which)
            .order_by(_requests.received_on, _requests.id)
        )
        return [parent_request_from(row) for row in found]
