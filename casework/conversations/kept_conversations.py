"""What a reader of kept conversations is shown: each look is logged before it."""

from collections.abc import Sequence

from bot.conversations.attempts import Tries, tries
from bot.conversations.conversations import Conversation, ConversationId
from bot.conversations.kept_conversations import (
    ON_A_PAGE,
    ConversationSeen,
    ConversationsListed,
    last_years,
)
from bot.conversations.proposed_concerns import proposals
from bot.permissions import Act
from bot.records.contacts import ContactKind
from bot.students import StudentId
from casework.conversations.conversations import left_half_way
from storage import Scope


def conversations_listed(
    scope: Scope, student: StudentId, *, start: int = 0
) -> ConversationsListed:
    """Return a page of a student's conversations; that it is looked at is logged."""
    scope.require(Act.TALK_WITH_PARENTS, student)
    scope.audit.log("looked at the parent conversations", student=student)
    everyone = scope.conversations.about(student)
    return ConversationsListed(
        student=scope.students.get(student),
        conversations=everyone,
        start=start,
        left=left_half_way(scope, student),
        to_decide={
            one.id: len(left_to_decide(scope, one)) for one in everyone[start : start + ON_A_PAGE]
        },
        tries=tries_about(scope, student),
        agreed=scope.calls.ahead_of(student),
    )


def tries_about(scope: Scope, student: StudentId) -> Tries | None:
    talks = [one.held_on for one in scope.conversations.about(student) if not one.withdrawn]
    attempts = scope.contacts.of(student, kind=ContactKind.ATTEMPT)
    return tries(attempts, scope.person.zone, after=max(talks, default=None))


def open_conversation(scope: Scope, wanted: ConversationId) -> Conversation:
    """Return a conversation; that it is read is logged."""
    conversation = scope.conversations.get(wanted)
    scope.require(Act.TALK_WITH_PARENTS, conversation.student)
    scope.audit.log(
        "read a parent conversation", student=conversation.student, meeting=conversation.meeting
    )
    return conversation


def as_seen(scope: Scope, conversation: Conversation) -> ConversationSeen:
    everyone = scope.conversations.about(conversation.student)
    versions = scope.kept_conversations.versions(conversation)
    return ConversationSeen(
        conversation=conversation,
        student=scope.students.get(conversation.student),
        by=scope.people.get(conversation.by).name,
        changed_by=scope.people.get(versions[0].by).name if len(versions) > 1 else "",
        to_decide=len(left_to_decide(scope, conversation)),
        last_years=last_years(everyone, before=conversation.held_on) is not None,
    )


def left_to_decide(scope: Scope, conversation: Conversation) -> list[str]:
    return proposals(conversation, scope.kept_conversations.decided(conversation))


def record_changed(scope: Scope, before: Conversation, everyone: Sequence[Conversation]) -> None:
    """Record what a change of one conversation settles; these were the student's before it."""
    if before.meeting is not None:
        scope.record_settlements_changed(scope.meetings.get(before.meeting), everyone)
