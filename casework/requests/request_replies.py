"""Give a request back that is not one's own, or put it off until one can answer it."""

from dataclasses import replace

from bot.errors import StaleError
from bot.forms.answers import Answers
from bot.forms.requests.request_replies import reply_from
from bot.requests.requests import Request, RequestId, RequestState
from casework.requests.asking import changed, meeting_still_ahead
from casework.requests.request_forms import taken_request
from storage import Scope


def keep_reply(scope: Scope, request: Request, answers: Answers) -> None:
    """Give a request back with its reason, or note until when its respondent needs.

    Raises FormError where a reason or a possible day is missing, StaleError where the form is in.
    """
    _require_waited_for(request)
    meeting = meeting_still_ahead(scope, request)
    said = reply_from(answers, meeting, today=scope.today)
    state = request.state if said.until else RequestState.RETURNED
    changed(scope, replace(request, state=state, needs_until=said.until, reason=said.why))


def open_request(scope: Scope, wanted: RequestId) -> Request:
    """Return the request, if it can be given back or put off; raise an error that says why not."""
    request = taken_request(scope, wanted)
    _require_waited_for(request)
    if request.state is RequestState.RETURNED:
        raise StaleError("This went back to the case manager already. Nothing was changed now.")
    return request


def _require_waited_for(request: Request) -> None:
    if request.state is RequestState.IN:
        raise StaleError(
            "This form has come in meanwhile, so there is nothing to say. It stays in."
        )
