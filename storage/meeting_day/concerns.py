"""What parents raised, and what became of it."""

from dataclasses import replace
from typing import Any

from sqlalchemy import Row, insert, select, update

from bot.conversations.conversations import ConversationId
from bot.errors import NotOnCaseloadError
from bot.meeting_day.concerns import Concern, ConcernId, ConcernState, concerns_at
from bot.meetings.meetings import Meeting, MeetingId, MeetingState
from bot.messages import Record
from bot.people.people import PersonId
from bot.permissions import Act
from bot.students import StudentId
from storage import tables as rows
from storage.audit import Audit
from storage.scopes.reach import Reach

_concerns = rows.concerns.c


class Concerns:
    def __init__(self, reach: Reach) -> None:
        reach.require(Act.READ_MEETING_NOTES)
        self._reach = reach

    def add(
        self,
        student: StudentId,
        meeting: MeetingId | None,
        text: str,
        *,
        conversation: ConversationId | None = None,
    ) -> Concern:
        """Write a concern down; `conversation` is the one from which it was proposed."""
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
                conversation_id=conversation,
                by_id=self._reach.acting().id,
                at=self._reach.now,
            )
        )
        assert new.inserted_primary_key is not None
        concern = self.get(ConcernId(new.inserted_primary_key[0]))
        self._reach.touched(Record.CONCERN, student=student)
        Audit(self._reach).log("added a concern", student=student, meeting=meeting)
        return concern

    def get(self, concern: ConcernId) -> Concern:
        found = self._list(_concerns.id == concern)
        if not found:
            raise NotOnCaseloadError
        return found[0]

    def of_meeting(self, meeting: MeetingId) -> list[Concern]:
        """List the concerns raised for or in a meeting, in the order they came."""
        self._reach.student_of(meeting)
        return self._list(_concerns.meeting_id == meeting)

    def at(self, meeting: Meeting) -> list[Concern]:
        """List what belongs in a meeting's thread: its own concerns, and what is carried to it."""
        days = self._reach.connection.execute(
            select(rows.meetings.c.id, rows.meetings.c.on).where(
                rows.meetings.c.workspace_id == self._reach.workspace_id,
                rows.meetings.c.student_id == meeting.student,
                # What was raised for a meeting that was cancelled waits for no day.
                rows.meetings.c.state != MeetingState.CANCELLED,
            )
        )
        return concerns_at(
            meeting,
            self.of(meeting.student),
            days={MeetingId(row.id): row.on for row in days},
            zone=self._reach.workspace.zone,
        )

    def of(self, student: StudentId) -> list[Concern]:
        """List everything raised about a student, in the order it came."""
        self._reach.case_manager_of(student)
        return self._list(_concerns.student_id == student)

    def keep(self, concern: Concern, *, in_meeting: MeetingId | None = None) -> Concern:
        """Keep the words, the state and the note; what it said before is logged.

        Where the state changes, so does who said so, when, and in the thread of which meeting.
        """
        before = self.get(concern.id)
        self._reach.require(Act.WRITE_MEETING_NOTES, before.student)
        after = replace(
            before,
            text=concern.text,
            state=concern.state,
            note=concern.note,
            **self._settled(in_meeting) if concern.state is not before.state else {},
        )
        self._reach.connection.execute(
            update(rows.concerns)
            .where(_concerns.workspace_id == self._reach.workspace_id, _concerns.id == concern.id)
            .values(
                text=after.text,
                state=after.state,
                note=after.note,
                settled_by_id=after.settled_by,
                settled_at=after.settled_at,
                settled_in_id=after.settled_in,
            )
        )
        self._reach.touched(Record.CONCERN, student=before.student)
        Audit(self._reach).changed(
            "changed a concern",
            before,
            after,
            student=before.student,
            meeting=in_meeting or before.meeting,
        )
        return after

    def _settled(self, in_meeting: MeetingId | None) -> dict[str, Any]:
        return {
            "settled_by": self._reach.acting().id,
            "settled_at": self._reach.now,
            "settled_in": in_meeting,
        }

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
        settled_by=row.settled_by_id,
        settled_at=row.settled_at,
        settled_in=row.settled_in_id,
        conversation=(
            ConversationId(row.conversation_id) if row.conversation_id is not None else None
        ),
    )
