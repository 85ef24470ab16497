"""The forms that one person owes, for their message, its nudges and every list of their work."""

from collections.abc import Iterable

from bot.people.people import Person
from bot.requests.owed_forms import Owed, why_closed
from bot.requests.requests import Request, RequestState
from storage import Scope


def owed_by(scope: Scope, person: Person) -> list[Request]:
    """List what still waits for somebody: while the meeting is ahead, and they are on the team."""
    still = [one for one in scope.requests.to(person.id) if one.state is RequestState.OPEN]
    meetings = scope.meetings.those(one.meeting for one in still)
    students = scope.students.those(one.student for one in still)
    served = scope.people.served_by(person.id, students)
    return [
        one
        for one in still
        if one.student in served
        and one.is_owed(meetings[one.meeting], today=scope.today)
        and not students[one.student].has_left(scope.today)
    ]


def as_owed(scope: Scope, requests: Iterable[Request]) -> list[Owed]:
    """Return requests as their respondent sees them."""
    requests = [*requests]
    year = scope.school_year
    students = scope.students.those(one.student for one in requests)
    meetings = scope.meetings.those(one.meeting for one in requests)
    leaders = scope.people.those(student.case_manager for student in students.values())
    return [
        Owed(
            request=one.id,
            form=one.form,
            alias=students[one.student].alias,
            asked_by=leaders[students[one.student].case_manager].name,
            wanted_by=one.wanted_by,
            year=year,
            asked_late=one.asked_late(scope.workspace.zone),
            state=one.state,
            closed=why_closed(
                students[one.student], meetings[one.meeting], today=scope.today, year=year
            ),
        )
        for one in requests
    ]
