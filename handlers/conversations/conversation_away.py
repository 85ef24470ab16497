"""A conversation given to the right student, or withdrawn; what it settled follows."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.conversations.conversations import Conversation
from bot.errors import FormError
from bot.people.people import SlackUserId
from bot.permissions import Act
from bot.students import StudentId
from bot.ui.conversations import conversation_away as away
from bot.ui.conversations import kept_conversations as modal
from bot.ui.conversations.kept_conversations import Shown
from bot.ui.kit.blocks import View
from handlers.conversations.conversations import meeting_meant
from handlers.conversations.kept_conversations import (
    changed,
    conversations_of,
    one_to_read,
    opened,
    shown_of,
)
from handlers.kit.errors import Body, acknowledge, person_in, told_of_errors
from handlers.kit.listening import Listening
from handlers.kit.screens import show_instead
from handlers.kit.students_named import suggest_students
from handlers.kit.surroundings import Surroundings
from storage import Scope


@dataclass(frozen=True, kw_only=True)
class AwayHandlers:
    surroundings: Surroundings

    def register(self, app: App) -> None:
        app.action(modal.MOVE)(ack=acknowledge, lazy=[told_of_errors(self.ask_whose)])
        app.action(modal.WITHDRAW)(ack=acknowledge, lazy=[told_of_errors(self.ask_why)])
        app.action(modal.RESTORE)(ack=acknowledge, lazy=[told_of_errors(self.restore)])
        Listening(app=app, surroundings=self.surroundings).suggest(away.TO, suggest_students)
        app.view(away.MOVED)(self.move)
        app.view(away.WITHDRAWN)(self.withdraw)

    def ask_whose(self, body: Body, client: WebClient) -> None:
        self._ask(body, client, away.render_move)

    def ask_why(self, body: Body, client: WebClient) -> None:
        self._ask(body, client, away.render_withdraw)

    def move(self, ack: Ack, body: Body, view: Mapping[str, Any]) -> None:
        """Give it to the right student, with all that follows for both, then show the list."""
        try:
            to = away.read_move(view)
            with self._caseload(body) as scope:
                conversation = scope.conversations.get(away.conversation_in(view))
                _give(scope, conversation, to)
                new = scope.students.get(to).alias
                notice = f"The conversation is now *{new}*'s, with the concerns kept from it."
                shown = conversations_of(scope, conversation.student, notice=notice)
        except FormError as error:
            ack(response_action="errors", errors=error.problems)
        else:
            ack(response_action="update", view=shown)
            self.surroundings.wake()

    def withdraw(self, ack: Ack, body: Body, view: Mapping[str, Any]) -> None:
        try:
            why = away.read_withdraw(view)
        except FormError as error:
            ack(response_action="errors", errors=error.problems)
            return
        with self._caseload(body) as scope:
            conversation = scope.conversations.get(away.conversation_in(view))
            if not conversation.withdrawn:
                everyone = scope.conversations.about(conversation.student)
                scope.kept_conversations.withdraw(conversation, why)
                changed(scope, conversation, everyone)
            notice = "The conversation is withdrawn. Open it to undo that."
            shown = conversations_of(scope, conversation.student, notice=notice)
        ack(response_action="update", view=shown)
        self.surroundings.wake()

    def restore(self, body: Body, client: WebClient) -> None:
        """Take the withdrawal back; what the conversation settled is settled again."""
        wanted, _ = modal.asked_for(body["actions"][0])
        with self._caseload(body) as scope:
            conversation = scope.conversations.get(wanted)
            scope.require(Act.TALK_WITH_PARENTS, conversation.student)
            if conversation.withdrawn:
                everyone = scope.conversations.about(conversation.student)
                scope.kept_conversations.restore(conversation)
                changed(scope, conversation, everyone)
            notice = "The conversation counts again."
            view = one_to_read(scope, wanted, self.surroundings.content, notice=notice)
        show_instead(client, body, view)
        self.surroundings.wake()

    def _ask(self, body: Body, client: WebClient, render: Callable[[Shown], View]) -> None:
        wanted, _ = modal.asked_for(body["actions"][0])
        with self._caseload(body) as scope:
            view = render(shown_of(scope, opened(scope, wanted)))
        show_instead(client, body, view)

    def _caseload(self, body: Body) -> AbstractContextManager[Scope]:
        surroundings = self.surroundings
        user = SlackUserId(person_in(body))
        return surroundings.storage.caseload_of(user, now=surroundings.clock.now())


def _give(scope: Scope, conversation: Conversation, to: StudentId) -> None:
    """To the right student, with all that follows for the rows of both."""
    if conversation.student == to:
        raise FormError({away.TO: "It is this student's already."})
    here = scope.conversations.about(conversation.student)
    there = scope.conversations.about(to)
    meeting = meeting_meant(scope, to, {"held_on": conversation.held_on.isoformat()})
    scope.kept_conversations.move(conversation, to, meeting)
    changed(scope, conversation, here)
    again = scope.conversations.get(conversation.id)
    changed(scope, again, there)
