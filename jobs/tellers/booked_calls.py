"""The reminder of a call agreed with parents, to whoever leads the student's case that day."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta

from bot.conversations.booked_calls import (
    BookedCall,
    CallId,
    call_subject,
    is_reminded_now,
    why_over,
)
from bot.errors import NotOnCaseloadError
from bot.messages import MessageKind
from bot.people.people import Person, PersonId, SlackUserId
from bot.ui.conversations.booked_calls import reminder
from bot.ui.kit.blocks import Message
from jobs.tellers.tellers import Rendering, Teller
from storage import Errand, Posted, Scope

LOOKED_AHEAD = timedelta(days=1)
"""A call early in the morning is reminded of the evening before."""


def reminders(scope: Scope, people: Mapping[PersonId, Person]) -> Iterator[Errand]:
    """Return the reminders that are to go out now; the outbox sends each once."""
    for call in scope.calls.until(scope.now + LOOKED_AHEAD):
        for who in _leading(scope, call):
            person = people.get(who)
            if person and person.slack_id and _is_due(scope, call, person):
                yield Errand(
                    kind=MessageKind.CALL,
                    addressee=person.slack_id,
                    subject=call_subject(call.id),
                    step=call.at.isoformat(),
                )


def _is_due(scope: Scope, call: BookedCall, person: Person) -> bool:
    return is_reminded_now(call, person.zone, now=scope.now, hours=scope.workspace.hours)


def _leading(scope: Scope, call: BookedCall) -> Iterable[PersonId]:
    """Return the case manager, as long as they are one, and whoever stands in for them today.

    Nobody of a student who has left: nothing is reminded about them any more.
    """
    student = scope.students.get(call.student)
    if student.has_left(scope.today):
        return
    case_manager = scope.people.get(student.case_manager)
    if case_manager.leads:
        yield case_manager.id
    for member in scope.people.team_of(call.student):
        if member.stands_in_on(scope.today):
            yield member.person


class CallReminders(Teller):
    """The subject is the call, the step the moment for which it was agreed."""

    kind = MessageKind.CALL

    def compose(self, scope: Scope, errand: Errand) -> Rendering | None:
        """Return none where it was moved, cancelled or has begun, or is somebody else's by now."""
        call = _call(scope, errand.subject)
        person = scope.people.by_slack(SlackUserId(errand.addressee))
        if call is None or call.at.isoformat() != errand.step:
            return None
        if person is None or not person.on_staff:
            return None
        if person.id not in _leading(scope, call) or not _is_due(scope, call, person):
            return None
        return Rendering(
            message=_words(scope, call, errand.step), channel=errand.addressee, kept=errand.step
        )

    def redraw(self, scope: Scope, posted: Posted) -> Message | None:
        call = _call(scope, posted.subject)
        return _words(scope, call, posted.kept) if call else None


def _words(scope: Scope, call: BookedCall, reminded_of: str) -> Message:
    student = scope.students.get(call.student)
    meeting = scope.meetings.get(call.meeting) if call.meeting else None
    return reminder(
        call,
        student.alias,
        reminded_of=datetime.fromisoformat(reminded_of),
        over=why_over(student, meeting, today=scope.today),
    )


def _call(scope: Scope, subject: str) -> BookedCall | None:
    try:
        return scope.calls.get(CallId(int(subject.partition(":")[2])))
    except NotOnCaseloadError:
        return None
