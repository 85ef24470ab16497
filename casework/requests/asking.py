"""What asking for a form, and every change of it, brings with it: the rows and the messages."""

from bot.errors import StaleError
from bot.meetings.meetings import Meeting
from bot.messages import MessageKind
from bot.people.people import Person
from bot.requests.nudges import told_from
from bot.requests.owed_forms import closed_for_case_manager, closed_for_respondent
from bot.requests.requests import Request, is_taken
from bot.requests.requests_to_send import Asking
from casework.requests.owed_forms import as_owed
from storage import Errand, Scope


def ask(scope: Scope, askings: list[Asking]) -> None:
    """Ask everybody for their forms: one message each, however many they are."""
    people = {asking.respondent: scope.people.get(asking.respondent) for asking in askings}
    waiting = {person for person in people if scope.requests.owes(person)}
    for asking in askings:
        scope.requests.ask(
            student=asking.student.id,
            meeting=asking.meeting.id,
            form=asking.form,
            respondent=asking.respondent,
            due_on=asking.due_on,
        )
    for meeting in dict.fromkeys(asking.meeting.id for asking in askings):
        scope.record_forms(meeting)
    for who, person in people.items():
        tell(scope, person, waits_already=who in waiting)


def ask_again(scope: Scope, request: Request, respondent: Person, *, waits_already: bool) -> None:
    """Ask one person for the form of a request, whether or not they were asked before."""
    scope.requests.ask(
        student=request.student,
        meeting=request.meeting,
        form=request.form,
        respondent=respondent.id,
        due_on=request.due_on,
        own_date=request.own_date,
    )
    scope.record_forms(request.meeting)
    tell(scope, respondent, waits_already=waits_already)


def tell(scope: Scope, person: Person, *, waits_already: bool) -> None:
    """Say it in the message that stands; in a new one only where nothing was open."""
    if person.slack_id is None or not person.active:
        return
    stands = scope.messages.latest(MessageKind.REQUESTS, person.slack_id)
    if waits_already and stands:
        # It says so of its own accord, as whatever shows what has changed.
        return
    not_before = told_from(person, now=scope.now, hours=scope.workspace.hours)
    day = (not_before or scope.now).astimezone(person.zone).date()
    scope.outbox.put(
        Errand(
            kind=MessageKind.REQUESTS,
            addressee=person.slack_id,
            step=day.isoformat(),
            not_before=not_before,
        )
    )


def changed(scope: Scope, request: Request) -> None:
    """Keep what became of a request, with all that follows from it."""
    scope.requests.keep(request)
    scope.record_forms(request.meeting)


def meeting_still_ahead(scope: Scope, request: Request) -> Meeting:
    """Return the meeting of a request; raise StaleError where it takes no forms any more."""
    meeting = scope.meetings.get(request.meeting)
    if not is_taken(meeting, today=scope.today):
        raise StaleError(_closed(scope, request))
    return meeting


def _closed(scope: Scope, request: Request) -> str:
    """Say what became of a form, and the way on of whoever presses an old button for it."""
    [owed] = as_owed(scope, [request])
    if request.respondent != scope.person.id:
        return closed_for_case_manager(owed)
    return closed_for_respondent(owed, in_slack=scope.person.slack_id is not None)
