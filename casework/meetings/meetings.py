"""What people do about a student's meetings."""

from dataclasses import replace

from bot.dates.cases import Case
from bot.dates.date_checks import DateCheck, problems_of_date
from bot.dates.hold_by import without_a_meeting
from bot.forms.meetings.meetings import Wanted
from bot.meetings.meetings import Meeting
from bot.permissions import Act
from storage import Scope


def cost_of_date(caseload: Scope, case: Case, wanted: Wanted) -> DateCheck:
    """Return what the date would cost a new meeting of the student."""
    assert wanted.on is not None, "the form asks for a date"
    check = problems_of_date(
        wanted.on,
        today=caseload.today,
        calendar=caseload.calendar_for(wanted.student),
        case=case,
        rules=caseload.rules,
    )
    # What the parents asked for is another meeting, and its last day says nothing of this one.
    return check if wanted.asked else replace(check, hold_by=None)


def set_meeting(caseload: Scope, case: Case, wanted: Wanted) -> Meeting:
    """Put a meeting on record, and set it for the parents' requests that it is for."""
    assert wanted.on is not None, "the form asks for a date"
    caseload.require(Act.HOLD_MEETING, wanted.student)
    added = caseload.meetings.add(
        student=wanted.student, on=wanted.on, at=wanted.at, kind=wanted.kind, mode=wanted.mode
    )
    for request in without_a_meeting(case):
        if request.id in wanted.asked:
            caseload.parent_requests.set_meeting(request, added.id)
    return added
