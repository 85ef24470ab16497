"""What people do about concerns proposed from a conversation: keep or drop each, once."""

from collections.abc import Sequence

from bot.conversations.conversations import Conversation
from bot.conversations.proposed_concerns import is_decided
from bot.errors import StaleError
from bot.forms.conversations.proposed_concerns import Decision
from casework.conversations.kept_conversations import left_to_decide
from storage import Scope


def require_proposals(scope: Scope, conversation: Conversation) -> list[str]:
    """Return what is left to decide; raise an error where nothing is."""
    left = left_to_decide(scope, conversation)
    if not left:
        raise StaleError("Nothing is left to decide in this conversation.")
    return left


def keep_decided(scope: Scope, conversation: Conversation, decisions: Sequence[Decision]) -> str:
    """Keep and drop what nobody decided yet, and say so: of two who save, the first one's holds."""
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
