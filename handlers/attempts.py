"""Tries to reach a parent, logged in two taps."""

import uuid
from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.errors import FormError
from bot.forms import DraftKey
from bot.people import SlackUserId
from bot.permissions import Act
from bot.students import StudentId
from bot.ui import attempt as modal
from bot.ui import student as student_modal
from bot.ui.blocks import View
from handlers.booked_calls import book
from handlers.errors import Body, acknowledge, person_in, told_of_errors
from handlers.kept_conversations import conversations_of, tries_about
from handlers.screens import show_instead
from handlers.students import not_found
from handlers.surroundings import Surroundings
from storage import Scope


@dataclass(frozen=True, kw_only=True)
class AttemptHandlers:
    surroundings: Surroundings

    def register(self, app: App) -> None:
        app.action(modal.OPEN)(ack=acknowledge, lazy=[told_of_errors(self.open)])
        app.view(modal.SAVE)(self.save)

    def typed(self, body: Body, words: str, client: WebClient) -> None:
        """`/iep attempt Juniper`: log a try, or ask which student is meant."""
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
        """Keep the try, and the call that was agreed in it; then show where it is counted."""
        try:
            with self._caseload(body) as scope:
                shown = _logged(scope, modal.read(view, now=scope.now))
        except FormError as error:
            ack(response_action="errors", errors=error.problems)
        else:
            ack(response_action="update", view=shown)
            self.surroundings.wake()

    def _caseload(self, body: Body) -> AbstractContextManager[Scope]:
        surroundings = self.surroundings
        user = SlackUserId(person_in(body))
        return surroundings.storage.caseload_of(user, now=surroundings.clock.now())


def _form(scope: Scope, student: StudentId) -> View:
    scope.require(Act.LOG_CONTACT, student)
    scope.audit.log("opened a student to log a try", student=student)
    return modal.render(
        scope.students.get(student),
        tries_about(scope, student),
        draft=DraftKey(uuid.uuid4().hex),
        now=scope.now,
    )


def _logged(scope: Scope, tried: modal.Tried) -> View:
    day = tried.at.astimezone(scope.workspace.zone).date()
    meeting = scope.meetings.next_of(tried.student, after=day)
    scope.contacts.add(
        tried.as_contact(meeting=meeting.id if meeting else None, by=scope.person.id, now=scope.now)
    )
    if tried.call_back is not None:
        book(scope, tried.student, tried.call_back)
    return conversations_of(scope, tried.student, notice="The try is logged.")
