"""Listen to concerns proposed from a conversation: kept for the meeting, or dropped, once."""

from bot.conversations.conversations import ConversationId
from bot.forms.answers import Answers
from bot.forms.conversations.kept_conversations import CONVERSATION
from bot.forms.conversations.proposed_concerns import KEEP_CONCERNS, WORDS, decisions_from
from bot.ui.conversations import conversations as controls
from bot.ui.conversations import proposed_concerns as screen
from bot.ui.kit.blocks import View
from casework.conversations.kept_conversations import as_seen, left_to_decide, open_conversation
from casework.conversations.proposed_concerns import keep_decided, require_proposals
from handlers.conversations.kept_conversations import read_screen
from handlers.kit.asked import Asked
from handlers.kit.listening import Listening, in_caseload
from storage import Scope


def listen(on: Listening) -> None:
    on.click(controls.CONCERNS, in_caseload(propose, CONVERSATION))
    on.submit(KEEP_CONCERNS, keep)


def propose(caseload: Scope, wanted: ConversationId) -> View:
    conversation = open_conversation(caseload, wanted)
    left = require_proposals(caseload, conversation)
    return screen.render(as_seen(caseload, conversation), left)


def keep(asked: Asked, answers: Answers) -> View:
    """Keep what is to be kept, then show what is left, or the conversation."""
    decisions = decisions_from(answers)
    wanted = asked.carried(CONVERSATION)
    with asked.caseload() as caseload:
        conversation = open_conversation(caseload, wanted)
        notice = keep_decided(caseload, conversation, decisions)
        left = left_to_decide(caseload, conversation)
        some_later = len(decisions) < len(answers.rows(WORDS))
        if left and not some_later:
            return screen.render(as_seen(caseload, conversation), left, notice=notice)
        return read_screen(caseload, wanted, asked.content, notice=notice)
