"""Concerns proposed from a conversation: each is kept, put in other words, or dropped."""

from collections.abc import Sequence

from bot.conversations.kept_conversations import ConversationSeen
from bot.forms.conversations.kept_conversations import CONVERSATION
from bot.forms.conversations.proposed_concerns import KEEP, KEEP_CONCERNS, WHAT, WORDS
from bot.ui.conversations.kept_conversations import whose
from bot.ui.kit import blocks, markup
from bot.ui.kit.blocks import View
from bot.ui.kit.drawing import modal
from bot.ui.kit.paging import page_of

MOST_SHOWN = 20


def render(shown: ConversationSeen, proposed: Sequence[str], *, notice: str = "") -> View:
    """Draw as many as a modal holds; the rest follow once these are saved."""
    fitting = page_of(proposed, str, most=MOST_SHOWN)
    more = markup.more(len(proposed) - len(fitting), "more, once these are saved")
    return modal(
        KEEP_CONCERNS,
        [
            *blocks.done(notice),
            blocks.section(whose(shown)),
            blocks.context(
                "What you keep is an open concern for the meeting. Change the words as you like; "
                "the conversation itself stays as it is."
            ),
            *(
                part
                for number, words in enumerate(fitting)
                for part in (
                    WORDS.of(number).labelled(f"Proposed {number + 1}").showing(words),
                    WHAT.of(number).showing(KEEP),
                )
            ),
            *map(blocks.context, more),
        ],
        carries=[CONVERSATION.of(shown.conversation.id)],
    )
