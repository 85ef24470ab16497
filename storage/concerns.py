"""What parents raised, and what became of it."""

from typing import Any

from sqlalchemy import Row, insert, select, update

from bot.concerns import Concern, ConcernId, ConcernState
from bot.errors import NotOnCaseloadError
from bot.meetings import MeetingId
from bot.people import PersonId
from bot.permissions import Act
from bot.students import StudentId
from storage import rows
from storage.audit import Audit
from storage.reach import Reach

_concerns = rows.concerns.c


class Concerns:
    def __init__(self, reach: Reach) -> None:
        reach.require(Act.READ_MEETING_NOTES)
        self._reach = reach

    def add(self, student: StudentId, meeting: MeetingId | None, text: str) -> Concern:
        self._reach.require(Act.WRITE_MEETING_NOTES, student)
        if meeting is not None and self._reach.student_of(meeting) != student:
            raise AssertionError("the meeting is another student's")
        new = self._reach.connection.execute(
            insert(rows.concerns).values(
                workspace_id=self._reach.workspace_id,
                student_id=student,
                meeting_id=meeting,
                text=text,
                state=ConcernState.OPEN,
                note="",
                by_id=self._reach.acting().id,
                at=self._reach.now,
            )
        )
        assert new.inserted_primary_key is not None
        concern = self.get(ConcernId(new.inserted_primary_key[0]))
        Audit(self._reach).log("added a concern", student=student, meeting=meeting)
        return concern

    def get(self, concern: ConcernId) -> Concern:
        found = self._list(_concerns.id == concern)
        if not found:
            raise NotOnCaseloadError
        return found[0]

    def of_meeting(self, meeting: MeetingId) -> list[Concern]:
        """The concerns raised for or in a meeting, in the order they came."""
        self._reach.student_of(meeting)
        return self._list(_concerns.meeting_id == meeting)

    def of(self, student: StudentId) -> list[Concern]:
        """Everything raised about a student, in the order it came."""
        self._reach.case_manager_of(student)
        return self._list(_concerns.student_id == student)

    def keep(self, concern: Concern) -> None:
        """Keep the words, the state and the note of a concern; what it said before is logged."""
        before = self.get(concern.id)
        self._reach.require(Act.WRITE_MEETING_NOTES, before.student)
        self._reach.connection.execute(
            update(rows.concerns)
            .where(_concerns.workspace_id == self._reach.workspace_id, _concerns.id == concern.id)
            .values(text=concern.text, state=concern.state, note=concern.note)
        )
        Audit(self._reach).changed(
            "changed a concern",
            before,
            concern,
            student=before.student,
            meeting=before.meeting,
        )

    def _list(self, which: Any) -> list[Concern]:
        found = self._reach.connection.execute(
            select(rows.concerns)
            .where(self._reach.can_get_at(rows.concerns), which)
            .order_by(_concerns.id)
        )
        return [_concern_from(row) for row in found]


def _concern_from(row: Row[Any]) -> Concern:
    return Concern(
        id=ConcernId(row.id),
        student=StudentId(row.student_id),
        meeting=MeetingId(row.meeting_id) if row.meeting_id is not None else None,
        text=row.text,
        state=ConcernState(row.state),
        note=row.note,
        by=PersonId(row.by_id),
        at=row.at,
    )
