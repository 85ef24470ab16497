"""What people do about the parents' input: copy it into the draft, and say that it is in there."""

from bot.conversations.conversations import Conversation, ConversationId
from bot.dates.obligation_rows import State, meeting_subject
from bot.dates.obligation_rules import ObligationId
from bot.errors import StaleError
from bot.meetings.meetings import MeetingId
from bot.permissions import Act
from storage import Scope

ROW = ObligationId.INPUT_IN_DRAFT


def latest_before(scope: Scope, wanted: MeetingId) -> ConversationId:
    meeting = scope.meetings.get(wanted)
    scope.require(Act.TALK_WITH_PARENTS, meeting.student)
    for one in scope.conversations.about(meeting.student):
        if one.meeting == meeting.id and not one.withdrawn:
            return one.id
    raise StaleError(
        "No conversation with the parents is kept for this meeting yet, so there is nothing to "
        "copy. `/preiep` opens one."
    )


def is_input_open(scope: Scope, conversation: Conversation) -> bool:
    if conversation.meeting is None or conversation.withdrawn:
        return False
    subject = meeting_subject(conversation.meeting)
    return not scope.obligations.standing(subject, ROW).state.settled


def work_in(scope: Scope, wanted: ConversationId) -> bool:
    """Record that the input stands in the draft; False where it was settled before."""
    conversation = scope.conversations.get(wanted)
    scope.require(Act.TICK_OBLIGATION, conversation.student)
    if conversation.meeting is None or not is_input_open(scope, conversation):
        return False
    subject = meeting_subject(conversation.meeting)
    scope.obligations.record(
        subject,
        ROW,
        student=conversation.student,
        meeting=conversation.meeting,
        state=State.DONE,
        stays_due_on=scope.obligations.standing(subject, ROW).stays_due_on,
    )
    return True
