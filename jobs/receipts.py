"""The receipt of a parent conversation: that it is kept, and what it settled."""

from bot.conversations import settlements
from bot.forms import DraftKey
from bot.people import SlackUserId
from bot.ui.blocks import Message
from bot.ui.receipt import receipt
from jobs.tellers import Rendering
from storage import Errand, Posted, Scope


class Receipts:
    """The subject is the key of the draft that became the conversation."""

    kind = "receipt"

    def compose(self, scope: Scope, errand: Errand) -> Rendering | None:
        conversation = scope.conversations.from_draft(DraftKey(errand.subject))
        person = scope.people.by_slack(SlackUserId(errand.addressee))
        if conversation is None or person is None or conversation.by != person.id:
            return None
        student = scope.students.get(conversation.student)
        meeting = scope.meetings.get(conversation.meeting) if conversation.meeting else None
        words = receipt(
            alias=student.alias,
            held_on=conversation.held_on,
            settled=settlements(conversation, meeting),
            by_case_manager=student.case_manager == person.id,
        )
        return Rendering(message=words, channel=errand.addressee)

    def redraw(self, scope: Scope, posted: Posted) -> Message | None:  # noqa: ARG002 - a Teller
        """Leave it: a receipt says what was true when it was given."""
        return None
