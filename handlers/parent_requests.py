"""A parent asks for a meeting: written down, with the date that the law sets, or taken back."""

from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.errors import FormError, StaleError
from bot.hold_by import request_subject, rows_of_requests
from bot.obligation_rows import Obligation, Subject
from bot.parent_requests import ParentRequest
from bot.people import SlackUserId
from bot.permissions import Act
from bot.students import StudentId
from bot.ui import parent_request as modal
from bot.ui.blocks import View
from bot.ui.parent_request import Asked, SoFar
from handlers.errors import Body, acknowledge, person_in, told_of_errors
from handlers.screens import show_instead
from handlers.surroundings import Surroundings
from storage import Scope


@dataclass(frozen=True, kw_only=True)
class ParentRequestHandlers:
    surroundings: Surroundings

    def register(self, app: App) -> None:
        app.action(modal.OPEN)(ack=acknowledge, lazy=[told_of_errors(self.open)])
        for control in (modal.TAKE_BACK, modal.PUT_BACK):
            app.action(control)(ack=acknowledge, lazy=[told_of_errors(self.withdraw)])
        app.view(modal.SAVE)(self.save)

    def open(self, body: Body, client: WebClient) -> None:
        with self._caseload(body) as scope:
            view = _screen(scope, StudentId(int(body["actions"][0]["value"])))
        show_instead(client, body, view)

    def save(self, ack: Ack, body: Body, view: Mapping[str, Any]) -> None:
        """Keep the request, then say by when what has to be done."""
        try:
            with self._caseload(body) as scope:
                shown = _kept(scope, modal.read(view, today=scope.today))
        except FormError as error:
            ack(response_action="errors", errors=error.problems)
        else:
            ack(response_action="update", view=shown)
            self.surroundings.wake()

    def withdraw(self, body: Body, client: WebClient) -> None:
        action = body["actions"][0]
        withdrawn = action["action_id"] == modal.TAKE_BACK
        with self._caseload(body) as scope:
            request = scope.parent_requests.get(modal.clicked(action["value"]))
            if request.withdrawn is withdrawn:
                raise StaleError("This was changed already. Nothing was changed now.")
            scope.parent_requests.withdraw(request, withdrawn=withdrawn)
            view = _screen(scope, request.student, notice="Saved.")
        show_instead(client, body, view)
        self.surroundings.wake()

    def _caseload(self, body: Body) -> AbstractContextManager[Scope]:
        surroundings = self.surroundings
        user = SlackUserId(person_in(body))
        return surroundings.storage.caseload_of(user, now=surroundings.clock.now())


def _kept(scope: Scope, asked: Asked) -> View:
    request = _kept_already(scope, asked) or scope.parent_requests.add(
        student=asked.student,
        received_on=asked.received_on,
        written=asked.written,
        whose=asked.whose,
    )
    if asked.meeting is not None and asked.written:
        meeting = scope.meetings.get(asked.meeting)
        if meeting.student != asked.student or not meeting.waits:
            raise StaleError("That meeting is not planned any more. Nothing was saved.")
        scope.parent_requests.set_meeting(request, meeting.id)
    row = _rows(scope, asked.student)[request_subject(request)]
    return _screen(scope, asked.student, notice=modal.saved(row, written=asked.written))


def _kept_already(scope: Scope, asked: Asked) -> ParentRequest | None:
    """The same request, kept since the form was drawn: somebody has pressed Save twice."""
    since = scope.parent_requests.of(asked.student)
    same = [
        one
        for one in since
        if (one.received_on, one.written, one.whose)
        == (asked.received_on, asked.written, asked.whose)
        and not one.withdrawn
    ]
    return same[-1] if same and len(since) > asked.so_far else None


def _screen(scope: Scope, student: StudentId, *, notice: str = "") -> View:
    """What parents asked for; the view is logged first."""
    scope.require(Act.HOLD_MEETING, student)
    scope.audit.log("saw the meetings that parents asked for", student=student)
    rows = _rows(scope, student)
    return modal.render(
        scope.students.get(student),
        [
            SoFar(request=one, row=rows.get(request_subject(one)))
            for one in scope.parent_requests.of(student)
        ],
        [meeting for meeting in scope.meetings.of(student) if meeting.waits],
        today=scope.today,
        confirmed=scope.calendar.confirmed,
        notice=notice,
    )


def _rows(scope: Scope, student: StudentId) -> dict[Subject, Obligation]:
    rows = rows_of_requests(
        scope.case_of(student),
        scope.calendar_for(student),
        today=scope.today,
        rules=scope.rules,
    )
    return {row.subject: row for row in rows}
