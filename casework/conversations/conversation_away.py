"""What people do about a conversation that is another student's, or counts no more."""

from bot.conversations.conversation_pages import HELD_ON
from bot.conversations.conversations import Conversation, ConversationId
from bot.forms.conversations.conversation_away import WHOSE
from bot.permissions import Act
from bot.students import StudentId
from casework.conversations.conversations import meeting_meant
from casework.conversations.kept_conversations import record_changed
from storage import Scope


def give_to(scope: Scope, wanted: ConversationId, to: StudentId) -> Conversation:
    """Give a conversation to the right student, with all that follows for the rows of both."""
    conversation = scope.conversations.get(wanted)
    if conversation.student == to:
        raise WHOSE.refused("It is this student's already.")
    here = scope.conversations.about(conversation.student)
    there = scope.conversations.about(to)
    meeting = meeting_meant(scope, to, {HELD_ON.key: conversation.held_on.isoformat()})
    scope.kept_conversations.move(conversation, to, meeting)
    record_changed(scope, conversation, here)
    record_changed(scope, scope.conversations.get(wanted), there)
    return conversation


def withdraw(scope: Scope, wanted: ConversationId, why: str) -> Conversation:
    """Let a conversation count no more; what it settled opens again."""
    conversation = scope.conversations.get(wanted)
    if not conversation.withdrawn:
        everyone = scope.conversations.about(conversation.student)
        scope.kept_conversations.withdraw(conversation, why)
        record_changed(scope, conversation, everyone)
    return conversation


def restore(scope: Scope, wanted: ConversationId) -> None:
    """Take a withdrawal back; what the conversation settled is settled again."""
    conversation = scope.conversations.get(wanted)
    scope.require(Act.TALK_WITH_PARENTS, conversation.student)
    if conversation.withdrawn:
        everyone = scope.conversations.about(conversation.student)
        scope.kept_conversations.restore(conversation)
        record_changed(scope, conversation, everyone)
