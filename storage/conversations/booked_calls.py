"""Talks agreed with parents for a time to come; a student has one at a time."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement

from bot.conversations.booked_calls import BookedCall, CallId, CallState, call_subject
from bot.conversations.conversations import Conversation
from bot.meetings.meetings import MeetingId
from bot.messages import Record
from bot.permissions import Act
from bot.students import StudentId
from storage import tables as rows
from storage.audit import Audit
from storage.scopes.reach import Reach
from storage.scopes.record_tables import RecordTable

CALLS = RecordTable(BookedCall, rows.calls, rows.calls.c.at, rows.calls.c.id)

_A_DAY_ANYWHERE = timedelta(days=1)
"""The day of whoever reads began at most so long ago."""


def agreed(reach: Reach) -> ColumnElement[bool]:
    """Return the condition for calls agreed for today, in whatever zone, and later."""
    return (CALLS.c.state == CallState.BOOKED) & (CALLS.c.at > reach.now - _A_DAY_ANYWHERE)


class BookedCalls:
    """Talks agreed for a time to come; a student has one at a time."""

    def __init__(self, reach: Reach) -> None:
        self._reach = reach

    def book(
        self, student: StudentId, at: datetime, *, meeting: MeetingId | None = None
    ) -> BookedCall:
        """Agree on a call at a moment (UTC); one that lies ahead already is moved there."""
        self._reach.require(Act.TALK_WITH_PARENTS, student)
        before = self.ahead_of(student)
        values = {"at": at, "meeting_id": meeting, "state": CallState.BOOKED}
        if before is None:
            call = CallId(CALLS.add(self._reach, student_id=student, **self._changed(), **values))
            self._touched(call, student)
            act = "agreed on a call"
        else:
            call, act = before.id, "agreed on another time for a call"
            self._change(before, **values)
        Audit(self._reach).log(act, student=student, meeting=meeting, detail=at.isoformat())
        return self.get(call)

    def cancel(self, call: CallId) -> BookedCall:
        before = self.get(call)
        self._reach.require(Act.TALK_WITH_PARENTS, before.student)
        if before.state is CallState.BOOKED:
            self._change(before, state=CallState.CANCELLED)
            Audit(self._reach).log(
                "cancelled a call", student=before.student, meeting=before.meeting
            )
        return self.get(call)

    def held(self, conversation: Conversation) -> None:
        """Mark the call agreed for the day of a talk as held, so that nobody is reminded of it."""
        call = self.ahead_of(conversation.student)
        zone = self._reach.workspace.zone
        if call is not None and call.at.astimezone(zone).date() == conversation.held_on:
            self._change(call, state=CallState.HELD)

    def get(self, call: CallId) -> BookedCall:
        return CALLS.get(self._reach, call)

    def ahead_of(self, student: StudentId) -> BookedCall | None:
        """Return the call agreed for a student that has not begun; None where there is none."""
        found = CALLS.within(self._reach, (CALLS.c.student_id == student) & self._ahead)
        return found[0] if found else None

    def until(self, moment: datetime) -> list[BookedCall]:
        """List the calls within reach that have not begun, and begin by then."""
        return CALLS.within(self._reach, self._ahead & (CALLS.c.at <= moment))

    @property
    def _ahead(self) -> Any:
        return (CALLS.c.state == CallState.BOOKED) & (CALLS.c.at > self._reach.now)

    def _change(self, call: BookedCall, **values: Any) -> None:
        self._touched(call.id, call.student)
        CALLS.change(self._reach, CALLS.c.id == call.id, **self._changed(), **values)

    def _changed(self) -> dict[str, Any]:
        return {"by_id": self._reach.acting().id, "changed_at": self._reach.now}

    def _touched(self, call: CallId, student: StudentId) -> None:
        self._reach.touched(Record.CALL, student=student, subject=call_subject(call))
