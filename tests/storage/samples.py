"""Records with nothing special about them."""

from dataclasses import replace
from datetime import date

from bot.conversations.conversation_pages import How
from bot.conversations.conversations import Conversation
from bot.forms.drafts import Draft, DraftKey
from bot.meetings.meetings import Meeting
from bot.people.parents import Parent
from bot.records.contacts import Contact, ContactId, ContactOutcome, ContactWay, Whom
from bot.students import StudentId
from storage import Scope


def a_conversation(scope: Scope, about: Meeting, **fields) -> Conversation:
    conversation = Conversation(
        draft=DraftKey("draft-1"),
        student=about.student,
        meeting=about.id,
        held_on=date(2026, 10, 7),
        with_whom="mother",
        how=How.PHONE,
        answers={"strengths": "builds bridges"},
        by=scope.person.id,
        at=scope.now,
    )
    return replace(conversation, **fields)


def a_contact(scope: Scope, student: StudentId, **fields) -> Contact:
    contact = Contact(
        id=ContactId(0),
        draft=DraftKey("contact-1"),
        student=student,
        at=scope.now,
        whom=Whom.PARENT,
        way=ContactWay.PHONE,
        outcome=ContactOutcome.TALKED,
        by=scope.person.id,
        kept_at=scope.now,
    )
    return replace(contact, **fields)


def a_parent(scope: Scope, student: StudentId, **fields) -> Parent:
    parent = Parent(
        draft=DraftKey("parent-1"),
        student=student,
        name="Rosa Marsh",
        relation="mother",
        by=scope.person.id,
        at=scope.now,
    )
    return replace(parent, **fields)


def a_draft(
    scope: Scope, key: str, *, kind: str = "conversation", student: StudentId | None = None
) -> Draft:
    """A draft that was just begun, and is kept."""
    draft = Draft(
        key=DraftKey(key),
        owner=scope.person.id,
        kind=kind,
        student=student,
        answers={},
        updated_at=scope.now,
    )
    assert scope.drafts.keep(draft)
    return draft
