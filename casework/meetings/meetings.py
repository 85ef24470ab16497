"""What people do about a student's meetings."""

from bot.dates.hold_by import without_a_meeting
from bot.forms.meetings.meetings import Wanted
from bot.meetings.meetings import Meeting
from storage import Scope


def set_meeting(scope: Scope, wanted: Wanted, *, why: str = "") -> Meeting:
    """Put a meeting on record, and set it for the parents' requests that it is for."""
    assert wanted.on is not None, "the form asks for a date"
    asked = without_a_meeting(scope.case_of(wanted.student)) if wanted.asked else ()
    added = scope.meetings.add(
        student=wanted.student,
        on=wanted.on,
        at=wanted.at,
        kind=wanted.kind,
        mode=wanted.mode,
        why=why,
    )
    for request in asked:
        if request.id in wanted.asked:
            scope.parent_requests.set_meeting(request, added.id)
    return added
