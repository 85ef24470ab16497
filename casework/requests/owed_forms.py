"""The forms that one person owes, for their message, its nudges and every list of their work."""

from collections.abc import Iterable

from bot.people.people import Person
from bot.requests.owed_forms import Owed, why_closed
from bot.requests.requests import Request, RequestState
from storage import Scope


def owed_by(scope: Scope, person: Person) -> list[Request]:
    """List what still waits for somebody: while the meeting is ahead, and they are on the team."""
    return [
        one
        for one in scope.requests.to(person.id)
        if one.state is RequestState.OPEN
        and one.is_owed(scope.meetings.get(one.meeting), today=scope.today)
        and not scope.students.get(one.student).has_left(scope.today)
        and any(
            member.person == person.id and member.serves_on(scope.today)
            for member in scope.people.team_of(one.student)
        )
    ]


def as_owed(scope: Scope, requests: Iterable[Request]) -> list[Owed]:
    """Return requests as their respondent sees them."""
    return [_one(scope, request) for request in requests]


def _one(scope: Scope, request: Request) -> Owed:
    student = scope.students.get(request.student)
    meeting = scope.meetings.get(request.meeting)
    return Owed(
        request=request.id,
        form=request.form,
        alias=student.alias,
        asked_by=scope.people.get(student.case_manager).name,
        wanted_by=request.wanted_by,
        state=request.state,
        closed=why_closed(student, meeting, today=scope.today),
    )
