"""Talks agreed with parents for a time to come; a student has one at a time."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, Select, insert, select, update

from bot.conversations.booked_calls import BookedCall, CallId, CallState, call_subject
from bot.conversations.conversations import Conversation
from bot.errors import NotOnCaseloadError
from bot.meetings.meetings import MeetingId
from bot.messages import Record
from bot.people.people import PersonId
from bot.permissions import Act
from bot.students import StudentId
from storage import tables as rows
from storage.audit import Audit
from storage.scopes.reach import Reach

_calls = rows.calls.c

_A_DAY_ANYWHERE = timedelta(days=1)
"""The day of whoever reads began at most so long ago."""


def call_from(row: Row[Any]) -> BookedCall:
    return BookedCall(
        id=CallId(row.id),
        student=StudentId(row.student_id),
        meeting=MeetingId(row.meeting_id) if row.meeting_id is not None else None,
        at=row.at,
        state=CallState(row.state),
        by=PersonId(row.by_id),
    )


def call_rows(reach: Reach) -> Select[Any]:
    """Select the calls agreed for today, in whatever zone, and later."""
    since = reach.now - _A_DAY_ANYWHERE
    return (
        select(rows.calls)
        .where(_calls.state == CallState.BOOKED, _calls.at > since)
        .order_by(_calls.at, _calls.id)
    )


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
            new = self._reach.connection.execute(
                insert(rows.calls).values(
                    workspace_id=self._reach.workspace_id,
                    student_id=student,
                    by_id=self._reach.acting().id,
                    changed_at=self._reach.now,
                    **values,
                )
            )
            assert new.inserted_primary_key is not None
            call = CallId(new.inserted_primary_key[0])
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
        found = self._list(_calls.id == call)
        if not found:
            raise NotOnCaseloadError
        return found[0]

    def ahead_of(self, student: StudentId) -> BookedCall | None:
        """Return the call agreed for a student that has not begun; None where there is none."""
        found = self._list((_calls.student_id == student) & self._ahead)
        return found[0] if found else None

    def until(self, moment: datetime) -> list[BookedCall]:
        """List the calls within reach that have not begun, and begin by then."""
        return self._list(self._ahead & (_calls.at <= moment))

    @property
    def _ahead(self) -> Any:
        return (_calls.state == CallState.BOOKED) & (_calls.at > self._reach.now)

    def _list(self, which: Any) -> list[BookedCall]:
        found = self._reach.connection.execute(
            select(rows.calls)
            .where(self._reach.can_get_at(rows.calls), which)
            .order_by(_calls.at, _calls.id)
        )
        return [call_from(row) for row in found]

    def _change(self, call: BookedCall, **values: Any) -> None:
        self._touched(call.id, call.student)
        self._reach.connection.execute(
            update(rows.calls)
            .where(_calls.workspace_id == self._reach.workspace_id, _calls.id == call.id)
            .values(by_id=self._reach.acting().id, changed_at=self._reach.now, **values)
        )

    def _touched(self, call: CallId, student: StudentId) -> None:
        self._reach.touched(Record.CALL, student=student, subject=call_subject(call))
