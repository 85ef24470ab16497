"""A conversation saved under the wrong student, or that is to count no more."""

from bot.conversations.kept_conversations import ConversationSeen
from bot.forms.conversations.conversation_away import (
    MOVE_CONVERSATION,
    WHOSE,
    WHY,
    WITHDRAW_CONVERSATION,
)
from bot.forms.conversations.kept_conversations import CONVERSATION
from bot.ui.conversations.kept_conversations import whose
from bot.ui.kit import blocks
from bot.ui.kit.blocks import View
from bot.ui.kit.drawing import modal


def render_move(shown: ConversationSeen) -> View:
    """Ask whose conversation it is; the concerns that were kept from it go with it."""
    return modal(
        MOVE_CONVERSATION,
        [
            blocks.section(whose(shown)),
            blocks.context(
                "The conversation goes to the right student, with the concerns kept from it. What "
                "it settled here opens again. Both students' records say so."
            ),
            WHOSE,
        ],
        carries=[CONVERSATION.of(shown.conversation.id)],
    )


def render_withdraw(shown: ConversationSeen) -> View:
    return modal(
        WITHDRAW_CONVERSATION,
        [
            blocks.section(whose(shown)),
            blocks.context(
                "It stays on record with your reason and counts for nothing. What it settled opens "
                "again. You can undo this."
            ),
            WHY,
        ],
        carries=[CONVERSATION.of(shown.conversation.id)],
    )
