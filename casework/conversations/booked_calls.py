"""What people do about a talk agreed with parents; the row before the meeting follows."""

from datetime import datetime

from bot.conversations.booked_calls import BookedCall, CallId
from bot.dates.obligation_rows import Standing, State, meeting_subject
from bot.dates.obligation_rules import ObligationId
from bot.meetings.meetings import Meeting
from bot.students import StudentId
from casework.meetings.meeting_changes import record
from storage import Scope

ROW = ObligationId.PARENT_CONVERSATION


def book_call(scope: Scope, student: StudentId, at: datetime) -> BookedCall:
    """Agree on a call, or on another time for the one agreed; its conversation is planned then."""
    before = scope.calls.ahead_of(student)
    day = at.astimezone(scope.workspace.zone).date()
    meeting = scope.meetings.next_of(student, after=day)
    call = scope.calls.book(student, at, meeting=meeting.id if meeting else None)
    if before and before.meeting is not None and before.meeting != call.meeting:
        _plan(scope, scope.meetings.get(before.meeting))
    if meeting is not None:
        _plan(scope, meeting)
    return call


def cancel_call(scope: Scope, wanted: CallId) -> BookedCall:
    """Cancel a call; the conversation that it planned is open again."""
    call = scope.calls.cancel(wanted)
    # A meeting that was adjourned since has handed the conversation on to another one.
    for meeting in scope.meetings.of(call.student):
        if meeting.waits or meeting.id == call.meeting:
            _plan(scope, meeting)
    return call


def _plan(scope: Scope, meeting: Meeting) -> None:
    """Record that the conversation is planned, or open again; what is settled stays so."""
    stands = scope.obligations.standing(meeting_subject(meeting.id), ROW)
    state = State.PLANNED if scope.is_booked(meeting) else State.OPEN
    if not stands.state.settled and stands.state is not state:
        planned = Standing(
            state=state,
            revise=stands.revise,
            snoozed_until=stands.snoozed_until,
            stays_due_on=stands.stays_due_on,
        )
        record(scope, meeting, ROW, planned)
