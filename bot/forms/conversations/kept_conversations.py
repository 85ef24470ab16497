"""What the screens of kept conversations carry along, and those on which nothing is filled in."""

from bot.conversations.conversations import ConversationId
from bot.forms.modals import Modal
from bot.forms.tags import Tag

CONVERSATION = Tag("conversation", lambda text: ConversationId(int(text)))

WORK_IN = Modal(
    name="paragraph_worked_in", title="Parent input for SEIS", submit="Worked into the draft"
)
