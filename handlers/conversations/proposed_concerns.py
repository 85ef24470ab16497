"""Concerns proposed from a conversation: kept for the meeting, or dropped, once."""

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.conversations.conversations import Conversation
from bot.conversations.proposed_concerns import is_decided, proposals
from bot.errors import FormError, StaleError
from bot.people.people import SlackUserId
from bot.ui.conversations import kept_conversations as ids
from bot.ui.conversations import proposed_concerns as modal
from bot.ui.conversations.proposed_concerns import Decision
from bot.ui.kit.blocks import View
from handlers.conversations.kept_conversations import one_to_read, opened, shown_of
from handlers.kit.errors import Body, acknowledge, person_in, told_of_errors
from handlers.kit.screens import show_instead
from handlers.kit.surroundings import Surroundings
from storage import Scope


@dataclass(frozen=True, kw_only=True)
class ProposedConcernHandlers:
    surroundings: Surroundings

    def register(self, app: App) -> None:
        app.action(ids.CONCERNS)(ack=acknowledge, lazy=[told_of_errors(self.propose)])
        app.view(modal.SAVE)(self.save)

    def propose(self, body: Body, client: WebClient) -> None:
        wanted, _ = ids.asked_for(body["actions"][0])
        with self._caseload(body) as scope:
            conversation = opened(scope, wanted)
            left = _left(scope, conversation)
            if not left:
                raise StaleError("Nothing is left to decide in this conversation.")
            view = modal.render(shown_of(scope, conversation), left)
        show_instead(client, body, view)

    def save(self, ack: Ack, body: Body, view: Mapping[str, Any]) -> None:
        """Keep what is to be kept, then show what is left, or the conversation."""
        try:
            decisions = modal.read(view)
        except FormError as error:
            ack(response_action="errors", errors=error.problems)
            return
        with self._caseload(body) as scope:
            shown = self._decided(scope, view, decisions)
        ack(response_action="update", view=shown)
        self.surroundings.wake()

    def _decided(
        self, scope: Scope, view: Mapping[str, Any], decisions: Sequence[Decision]
    ) -> View:
        conversation = opened(scope, modal.conversation_in(view))
        notice = _keep(scope, conversation, decisions)
        left = _left(scope, conversation)
        later = len(decisions) < sum("text:" in str(one.get("block_id")) for one in view["blocks"])
        if left and not later:
            return modal.render(shown_of(scope, conversation), left, notice=notice)
        content = self.surroundings.content
        return one_to_read(scope, conversation.id, content, notice=notice)

    def _caseload(self, body: Body) -> AbstractContextManager[Scope]:
        surroundings = self.surroundings
        user = SlackUserId(person_in(body))
        return surroundings.storage.caseload_of(user, now=surroundings.clock.now())


def _left(scope: Scope, conversation: Conversation) -> list[str]:
    return proposals(conversation, scope.kept_conversations.decided(conversation))


def _keep(scope: Scope, conversation: Conversation, decisions: Sequence[Decision]) -> str:
    """Keep and drop what nobody decided yet: of two who press Save, the first one's word holds."""
    if conversation.withdrawn:
        raise StaleError("This conversation was withdrawn meanwhile. No concern was kept.")
    before = scope.kept_conversations.decided(conversation)
    new = [one for one in decisions if not is_decided(one.proposed, before)]
    kept = [one for one in new if one.keep]
    for one in kept:
        scope.concerns.add(
            conversation.student, conversation.meeting, one.text, conversation=conversation.id
        )
    decided = [*(one.proposed for one in new), *(one.text for one in kept)]
    scope.kept_conversations.decide(conversation, decided)
    said = f"{len(kept)} kept as open concerns, {len(new) - len(kept)} dropped."
    if len(new) < len(decisions):
        said += f" {len(decisions) - len(new)} were decided before, and stay so."
    return said
