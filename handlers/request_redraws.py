"""Which respondents' messages are drawn anew when a student changes hands, or leaves."""

from collections.abc import Iterable

from bot.requests import RequestState
from bot.students import StudentId
from handlers.asking import redraw_message_of
from storage import Scope


def redraw_requests_about(scope: Scope, students: Iterable[StudentId]) -> None:
    """Have the message of everybody drawn anew of whom something about a student is open."""
    open_of = {
        request.respondent
        for student in students
        for request in scope.case_of(student).requests
        if request.state is RequestState.OPEN
    }
    for person in sorted(open_of):
        redraw_message_of(scope, scope.people.get(person))
