"""What people do about a meeting that parents ask for."""

from bot.dates.hold_by import rows_of_requests
from bot.dates.obligation_rows import Obligation, Subject
from bot.errors import StaleError
from bot.forms.meetings.parent_requests import NewRequest
from bot.meetings.parent_requests import ParentRequest, ParentRequestId
from bot.permissions import Act
from bot.students import StudentId
from storage import Scope


def record_request(
    caseload: Scope, student: StudentId, new: NewRequest, *, seen: int
) -> ParentRequest:
    """Keep a request, and set the planned meeting for it that is named.

    `seen` counts the requests that were on record when somebody began to write this one down: the
    same one kept since is a second press of Save.
    """
    caseload.require(Act.HOLD_MEETING, student)
    request = _kept_already(caseload, student, new, seen=seen) or caseload.parent_requests.add(
        student=student,
        received_on=new.received_on,
        written=new.written,
        whose=new.whose,
    )
    if new.meeting is not None and new.written:
        meeting = caseload.meetings.get(new.meeting)
        if meeting.student != student or not meeting.waits:
            raise StaleError("That meeting is not planned any more. Nothing was saved.")
        caseload.parent_requests.set_meeting(request, meeting.id)
    return request


def withdraw_request(caseload: Scope, wanted: ParentRequestId, *, withdrawn: bool) -> ParentRequest:
    """Mark a request as recorded by mistake, or put it back."""
    request = caseload.parent_requests.get(wanted)
    if request.withdrawn is withdrawn:
        raise StaleError("This was changed already. Nothing was changed now.")
    caseload.parent_requests.withdraw(request, withdrawn=withdrawn)
    return request


def rows_by_request(caseload: Scope, student: StudentId) -> dict[Subject, Obligation]:
    rows = rows_of_requests(
        caseload.case_of(student),
        caseload.calendar_for(student),
        today=caseload.today,
        rules=caseload.rules,
    )
    return {row.subject: row for row in rows}


def _kept_already(
    caseload: Scope, student: StudentId, new: NewRequest, *, seen: int
) -> ParentRequest | None:
    since = caseload.parent_requests.of(student)
    same = [
        one
        for one in since
        if (one.received_on, one.written, one.whose) == (new.received_on, new.written, new.whose)
        and not one.withdrawn
    ]
    return same[-1] if same and len(since) > seen else None
