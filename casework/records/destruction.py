"""Destroying a student's whole record, once parents were told and nothing stands against it."""

from datetime import date

from bot.errors import NotAllowedError
from bot.meetings.meetings import MeetingState
from bot.records.record_acts import RecordAct
from bot.students import Student
from casework.records.record_acts import tell_of_record_act
from storage import Certificate, Scope

HELD = (
    "This record is under a legal hold, so that nothing of it is destroyed. `python app.py hold` "
    "lists the holds, with the reason of each."
)
OPEN_WORK = (
    "This student has not left, or a meeting is planned. Where the record is to be destroyed all "
    "the same, say so with --open-work."
)
NOT_YET = "The day on which the parents were told is still to come. Nothing was destroyed."


def refuse_to_destroy(scope: Scope, student: Student, *, told_on: date, open_work: bool) -> None:
    """Raise NotAllowedError where the record is held, or work is open that nobody has named."""
    if scope.holds.of(student.id) is not None:
        raise NotAllowedError(HELD)
    if told_on > scope.today:
        raise NotAllowedError(NOT_YET)
    planned = any(one.state is MeetingState.PLANNED for one in scope.meetings.of(student.id))
    if (planned or not student.has_left(scope.today)) and not open_work:
        raise NotAllowedError(OPEN_WORK)


def destroy(
    scope: Scope, student: Student, *, told_on: date, told_by: str, open_work: bool
) -> Certificate:
    """Destroy the record, tell the admins that it was done, and return what certifies it."""
    refuse_to_destroy(scope, student, told_on=told_on, open_work=open_work)
    certificate = scope.destroy(student, told_on=told_on, told_by=told_by)
    tell_of_record_act(scope, RecordAct.DESTROYED, student.id)
    return certificate
