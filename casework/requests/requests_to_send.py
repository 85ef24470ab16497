"""The forms of the month are asked for with one tap."""

from collections.abc import Set as AbstractSet

from bot.digest.digest_lines import Key
from bot.errors import StaleError
from bot.permissions import Act
from bot.requests.requests import RequestState, is_taken
from bot.requests.requests_to_send import Asking, requests_to_send
from casework.requests.asking import ask
from storage import Scope


def askings_of(scope: Scope, also: AbstractSet[Key] | None) -> list[Asking]:
    """List whom to ask; `also` names further rows, and None takes every meeting."""
    scope.require(Act.SEND_REQUESTS)
    return requests_to_send(
        scope.cases(), scope.calendar, scope.rules, today=scope.today, also=also
    )


def send_requests(scope: Scope, keys: AbstractSet[str]) -> list[Asking]:
    """Ask for what was chosen and is still to be asked; return that."""
    askings = [one for one in askings_of(scope, None) if one.key in keys]
    if not askings:
        raise StaleError("All of these were sent already, or are no longer needed.")
    ask(scope, askings)
    return askings


def asked_so_far(scope: Scope) -> tuple[int, int]:
    """Count the forms asked for, for meetings still ahead, and how many of them are in."""
    states = [
        request.state
        for case in scope.cases()
        for meeting in case.meetings
        if is_taken(meeting, today=scope.today)
        for request in case.requests
        if request.meeting == meeting.id and request.state is not RequestState.WITHDRAWN
    ]
    return len(states), states.count(RequestState.IN)
