"""The meetings that parents asked for."""

from dataclasses import replace
from datetime import date

from bot.meetings.meetings import MeetingId
from bot.meetings.parent_requests import ParentRequest, ParentRequestId
from bot.messages import Record
from bot.permissions import Act
from bot.students import StudentId
from storage import tables as rows
from storage.audit import Audit
from storage.scopes.reach import Reach
from storage.scopes.record_tables import RecordTable

PARENT_REQUESTS = RecordTable(
    ParentRequest,
    rows.parent_requests,
    rows.parent_requests.c.received_on,
    rows.parent_requests.c.id,
    closes_with_names=True,
)
_requests = rows.parent_requests.c


class ParentRequests:
    def __init__(self, reach: Reach) -> None:
        self._reach = reach

    def get(self, request: ParentRequestId) -> ParentRequest:
        return PARENT_REQUESTS.get(self._reach, request)

    def of(self, student: StudentId) -> list[ParentRequest]:
        """List everything that the student's parents asked for, the earliest first."""
        self._reach.case_manager_of(student)
        return PARENT_REQUESTS.within(self._reach, _requests.student_id == student)

    def add(
        self, *, student: StudentId, received_on: date, written: bool, whose: str
    ) -> ParentRequest:
        self._reach.require(Act.HOLD_MEETING, student)
        new = PARENT_REQUESTS.add(
            self._reach,
            student_id=student,
            received_on=received_on,
            written=written,
            whose=whose,
            withdrawn=False,
            **self._reach.signed(),
        )
        how = "in writing" if written else "by word"
        Audit(self._reach).log(
            f"recorded that a parent asked for a meeting {how}",
            student=student,
            detail=f"received {received_on}",
        )
        self._reach.touched(Record.PARENT_REQUEST, student=student)
        return self.get(ParentRequestId(new))

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
        changed = PARENT_REQUESTS.values(request, "meeting", "withdrawn")
        PARENT_REQUESTS.change(self._reach, _requests.id == request.id, **changed)
        self._reach.touched(Record.PARENT_REQUEST, student=before.student)
        Audit(self._reach).changed(
            act, before, request, student=before.student, meeting=request.meeting
        )
