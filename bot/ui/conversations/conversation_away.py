"""A conversation saved under the wrong student, or that is to count no more."""

from bot.conversations.kept_conversations import ConversationSeen
from bot.forms.conversations.conversation_away import MOVE_CONVERSATION, WITHDRAW_CONVERSATION
from bot.forms.conversations.kept_conversations import CONVERSATION
from bot.forms.modals import Modal
from bot.ui.conversations.kept_conversations import whose
from bot.ui.kit import blocks
from bot.ui.kit.blocks import View
from bot.ui.kit.drawing import modal


def render_move(shown: ConversationSeen) -> View:
    """Ask whose conversation it is; the concerns that were kept from it go with it."""
    words = (
        "The conversation goes to the right student, with the concerns kept from it. What it "
        "settled here opens again. Both students' records say so."
    )
    return _asked_about(shown, MOVE_CONVERSATION, words)


def render_withdraw(shown: ConversationSeen) -> View:
    words = (
        "It stays on record with your reason, but does not count. What it settled opens again. You "
        "can undo this."
    )
    return _asked_about(shown, WITHDRAW_CONVERSATION, words)


def _asked_about(shown: ConversationSeen, asks: Modal, words: str) -> View:
    return modal(
        asks,
        [blocks.section(whose(shown)), blocks.context(words), *asks.fields],
        carries=[CONVERSATION.of(shown.conversation.id)],
    )
