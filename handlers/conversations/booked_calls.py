"""A talk agreed with parents: booked, moved, cancelled; the row before the meeting follows."""

from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.conversations.booked_calls import BookedCall, plans_conversation
from bot.dates.obligation_rows import State, meeting_subject
from bot.dates.obligation_rules import ObligationId
from bot.errors import FormError
from bot.meetings.meetings import Meeting
from bot.people.people import SlackUserId
from bot.permissions import Act
from bot.students import StudentId
from bot.ui.conversations import booked_calls as modal
from bot.ui.records import students as student_modal
from handlers.kit.errors import Body, acknowledge, person_in, told_of_errors
from handlers.kit.screens import show_instead
from handlers.kit.students_named import not_found, student_screen
from handlers.kit.surroundings import Surroundings
from storage import Scope

ROW = ObligationId.PARENT_CONVERSATION


@dataclass(frozen=True, kw_only=True)
class BookedCallHandlers:
    surroundings: Surroundings

    def register(self, app: App) -> None:
        app.action(modal.OPEN)(ack=acknowledge, lazy=[told_of_errors(self.open)])
        app.action(modal.CANCEL)(ack=acknowledge, lazy=[told_of_errors(self.cancel)])
        app.view(modal.SAVE)(self.save)

    def typed(self, body: Body, words: str, client: WebClient) -> None:
        """`/iep call Juniper`: agree on a time, or ask which student is meant."""
        with self._caseload(body) as scope:
            students = scope.students.named(words)
            if len(students) == 1:
                view = _form(scope, students[0].id)
            else:
                view = student_modal.render_find(not_found(words, len(students)))
        show_instead(client, body, view)

    def open(self, body: Body, client: WebClient) -> None:
        with self._caseload(body) as scope:
            view = _form(scope, StudentId(int(body["actions"][0]["value"])))
        show_instead(client, body, view)

    def save(self, ack: Ack, body: Body, view: Mapping[str, Any]) -> None:
        try:
            with self._caseload(body) as scope:
                student, at = modal.read(view, now=scope.now)
                book(scope, student, at)
                shown = student_screen(scope, student)
        except FormError as error:
            ack(response_action="errors", errors=error.problems)
        else:
            ack(response_action="update", view=shown)
            self.surroundings.wake()

    def cancel(self, body: Body, client: WebClient) -> None:
        wanted = modal.call_in(body["actions"][0]["value"])
        with self._caseload(body) as scope:
            call = scope.calls.cancel(wanted)
            # A meeting that was adjourned since has handed the conversation on to another one.
            for meeting in scope.meetings.of(call.student):
                if meeting.waits or meeting.id == call.meeting:
                    _plan(scope, meeting)
            shown = student_screen(scope, call.student)
        show_instead(client, body, shown)
        self.surroundings.wake()

    def _caseload(self, body: Body) -> AbstractContextManager[Scope]:
        surroundings = self.surroundings
        user = SlackUserId(person_in(body))
        return surroundings.storage.caseload_of(user, now=surroundings.clock.now())


def book(scope: Scope, student: StudentId, at: datetime) -> BookedCall:
    """Agree on a call, or on another time for the one agreed; its conversation is planned then."""
    before = scope.calls.ahead_of(student)
    day = at.astimezone(scope.workspace.zone).date()
    meeting = scope.meetings.next_of(student, after=day)
    call = scope.calls.book(student, at, meeting=meeting.id if meeting else None)
    if before is not None and before.meeting not in (None, call.meeting):
        assert before.meeting is not None
        _plan(scope, scope.meetings.get(before.meeting))
    if meeting is not None:
        _plan(scope, meeting)
    return call


def _form(scope: Scope, student: StudentId) -> dict[str, Any]:
    scope.require(Act.TALK_WITH_PARENTS, student)
    scope.audit.log("opened a student to book a call", student=student)
    return modal.render(scope.students.get(student), scope.calls.ahead_of(student))


def _plan(scope: Scope, meeting: Meeting) -> None:
    """Record that the conversation is planned, or open again; what is settled stays so."""
    subject = meeting_subject(meeting.id)
    stands = scope.obligations.standing(subject, ROW)
    call = scope.calls.ahead_of(meeting.student)
    booked = call is not None and plans_conversation(call, meeting, scope.workspace.zone)
    state = State.PLANNED if booked else State.OPEN
    if not stands.state.settled and stands.state is not state:
        scope.obligations.record(
            subject,
            ROW,
            student=meeting.student,
            meeting=meeting.id,
            state=state,
            revise=stands.revise,
            snoozed_until=stands.snoozed_until,
            stays_due_on=stands.stays_due_on,
        )
