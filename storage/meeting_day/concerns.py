"""What parents raised, and what became of it."""

from dataclasses import replace
from typing import Any

from sqlalchemy import select

from bot.conversations.conversations import ConversationId
from bot.meeting_day.concerns import Concern, ConcernId, ConcernState, concerns_at
from bot.meetings.meetings import Meeting, MeetingId, MeetingState
from bot.messages import Record
from bot.permissions import Act
from bot.students import StudentId
from storage import tables as rows
from storage.audit import Audit
from storage.scopes.reach import Reach
from storage.scopes.record_tables import RecordTable

_concerns = RecordTable(Concern, rows.concerns)


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
        concern = _concerns.add(
            self._reach,
            student_id=student,
            meeting_id=meeting,
            text=text,
            state=ConcernState.OPEN,
            note="",
            conversation_id=conversation,
            **self._reach.signed(),
        )
        self._reach.touched(Record.CONCERN, student=student)
        Audit(self._reach).log("added a concern", student=student, meeting=meeting)
        return self.get(ConcernId(concern))

    def get(self, concern: ConcernId) -> Concern:
        return _concerns.get(self._reach, concern)

    def of_meeting(self, meeting: MeetingId) -> list[Concern]:
        """List the concerns raised for or in a meeting, in the order they came."""
        self._reach.student_of(meeting)
        return _concerns.within(self._reach, _concerns.c.meeting_id == meeting)

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
        return _concerns.within(self._reach, _concerns.c.student_id == student)

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
        changed = ("text", "state", "note", "settled_by", "settled_at", "settled_in")
        kept = _concerns.values(after, *changed)
        _concerns.change(self._reach, _concerns.c.id == concern.id, **kept)
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
