"""What the screens of kept conversations carry along, and those on which nothing is filled in."""

from bot.conversations.conversations import ConversationId
from bot.forms.modals import Modal
from bot.forms.tags import Tag


def place_in(value: str) -> tuple[ConversationId, int]:
    """Read which conversation a button means, and the page or place in it."""
    number, _, page = value.partition("|")
    return ConversationId(int(number)), int(page or 0)


CONVERSATION = Tag("conversation", lambda text: place_in(text)[0])
PLACE = Tag("place", place_in)
"""A conversation and a page of it, or a place in something as long: `12|3`."""

WORK_IN = Modal(
    name="paragraph_worked_in", title="Parent input for SEIS", submit="Worked into the draft"
)
