"""`/iep due` lists everything open, `/iep why Juniper` says why it is due when it is."""

import re
from contextlib import AbstractContextManager
from dataclasses import dataclass

from slack_bolt import App
from slack_sdk import WebClient

from bot.people.people import SlackUserId
from bot.permissions import Act
from bot.records.caseloads import glance
from bot.students import StudentId
from bot.ui.dates import due
from bot.ui.dates.due import Page
from bot.ui.kit.blocks import View
from bot.ui.records import students as student
from handlers.kit.errors import Body, acknowledge, person_in, told_of_errors
from handlers.kit.screens import show, show_instead
from handlers.kit.surroundings import Surroundings
from handlers.records.students import not_found
from storage import Scope


@dataclass(frozen=True, kw_only=True)
class DueHandlers:
    surroundings: Surroundings

    def register(self, app: App) -> None:
        app.action(due.WHY)(ack=acknowledge, lazy=[told_of_errors(self.open_why)])
        app.action(re.compile(f"^({due.DUE_PAGE}|{due.WHY_PAGE}):"))(
            ack=acknowledge, lazy=[told_of_errors(self.turn)]
        )

    def typed_due(self, body: Body, _words: str, client: WebClient) -> None:
        """`/iep due`."""
        with self._caseload(body) as scope:
            view = _due(scope, page=0)
        show(client, body, view)

    def typed_why(self, body: Body, words: str, client: WebClient) -> None:
        """`/iep why Juniper`; where the words fit nobody, or several, a choice is offered."""
        with self._caseload(body) as scope:
            students = scope.students.named(words)
            if len(students) == 1:
                view = _why(scope, students[0].id, page=0)
            else:
                view = student.render_find(not_found(words, len(students)))
        show(client, body, view)

    def open_why(self, body: Body, client: WebClient) -> None:
        with self._caseload(body) as scope:
            view = _why(scope, StudentId(int(body["actions"][0]["value"])), page=0)
        show(client, body, view)

    def turn(self, body: Body, client: WebClient) -> None:
        page = Page.clicked(body["actions"][0])
        with self._caseload(body) as scope:
            if page.student is None:
                view = _due(scope, page=page.number)
            else:
                view = _why(scope, page.student, page=page.number)
        show_instead(client, body, view)

    def _caseload(self, body: Body) -> AbstractContextManager[Scope]:
        surroundings = self.surroundings
        user = SlackUserId(person_in(body))
        return surroundings.storage.caseload_of(user, now=surroundings.clock.now())


def _due(scope: Scope, *, page: int) -> View:
    seen = glance(scope.cases(), scope.calendar, scope.rules, today=scope.today)
    scope.audit.log("looked at the work due")
    return due.render_due(seen, scope.rules, page=page, confirmed=scope.calendar.confirmed)


def _why(scope: Scope, student_id: StudentId, *, page: int) -> View:
    """The rows of one student with their reasons; the view is logged first."""
    scope.require(Act.TICK_OBLIGATION, student_id)
    case = scope.case_of(student_id)
    seen = glance([case], scope.calendar, scope.rules, today=scope.today)
    scope.audit.log("saw why the work is due when it is", student=student_id)
    return due.render_why(
        seen.students[0], seen, scope.rules, page=page, confirmed=scope.calendar.confirmed
    )
