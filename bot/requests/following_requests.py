"""What becomes of the requests of a meeting that is moved, cancelled, or on again after all."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from bot.meetings.meetings import Meeting, MeetingState
from bot.requests.requests import Form, Request, RequestState

WITH_ITS_MEETING = "The meeting was cancelled."
"""The reason on what was withdrawn with its meeting, by which it is found if that is on again."""


def following(
    requests: Iterable[Request], meeting: Meeting, *, back: Mapping[Form, date]
) -> Iterator[Request]:
    """Change requests with their meeting as it is now; what came in stays as it is.

    `back` is when each form is due by the meeting's own rows.
    """
    for request in requests:
        after = request
        if meeting.state is MeetingState.CANCELLED:
            after = _withdrawn(request)
        elif meeting.waits and request.state is not RequestState.IN:
            after = _on_its_date(_again(request), meeting, back.get(request.form))
        if after != request:
            yield after


def _withdrawn(request: Request) -> Request:
    if request.state is not RequestState.OPEN:
        return request
    return replace(request, state=RequestState.WITHDRAWN, reason=WITH_ITS_MEETING)


def _again(request: Request) -> Request:
    went_with_it = request.state is RequestState.WITHDRAWN and request.reason == WITH_ITS_MEETING
    return replace(request, state=RequestState.OPEN, reason="") if went_with_it else request


def _on_its_date(request: Request, meeting: Meeting, back: date | None) -> Request:
    """Let the date follow, unless somebody set it and it still lies before the meeting."""
    needs = request.needs_until
    if needs is not None and needs >= meeting.on:
        needs = None
    own = request.own_date and request.due_on < meeting.on
    due_on = request.due_on if own or back is None else back
    return replace(request, due_on=due_on, own_date=own, needs_until=needs)
