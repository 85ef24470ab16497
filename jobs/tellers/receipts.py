"""The receipt of a parent conversation: that it is kept, and what it settled."""

from bot.conversations.conversations import settlements
from bot.conversations.proposed_concerns import proposals
from bot.dates.obligation_rules import Presence
from bot.forms.drafts import DraftKey
from bot.messages import MessageKind
from bot.people.people import SlackUserId
from bot.ui.conversations.receipts import receipt
from bot.ui.kit.blocks import Message
from casework.meetings.meeting_changes import rows_before
from jobs.tellers.tellers import Rendering, Teller
from storage import Errand, Posted, Scope


class Receipts(Teller):
    """The subject is the key of the draft that became the conversation."""

    kind = MessageKind.RECEIPT

    def compose(self, scope: Scope, errand: Errand) -> Rendering | None:
        user = SlackUserId(errand.addressee)
        words = _words(scope, DraftKey(errand.subject), user)
        return Rendering(message=words, channel=user) if words else None

    def redraw(self, scope: Scope, posted: Posted) -> Message | None:
        """Say that it was withdrawn, changed or moved; nothing more to whoever left the student."""
        return _words(scope, DraftKey(posted.subject), SlackUserId(posted.addressee))


def _words(scope: Scope, key: DraftKey, user: SlackUserId) -> Message | None:
    conversation = scope.conversations.from_draft(key)
    person = scope.people.by_slack(user)
    if conversation is None or person is None or conversation.by != person.id:
        return None
    student = scope.students.get(conversation.student)
    meeting = scope.meetings.get(conversation.meeting) if conversation.meeting else None
    return receipt(
        alias=student.alias,
        conversation=conversation,
        settled=[
            one
            for one in settlements(conversation, meeting)
            if scope.rules[one.obligation].presence is not Presence.OFF
        ],
        by_case_manager=student.case_manager == person.id,
        today=scope.today,
        year=scope.school_year,
        rows=rows_before(scope, meeting) if meeting else (),
        to_decide=len(proposals(conversation, scope.kept_conversations.decided(conversation))),
    )
