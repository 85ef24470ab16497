"""What people do to change a conversation that is kept; no word of anybody is lost."""

import uuid
from dataclasses import dataclass, replace

from bot.content import Content
from bot.conversations.conversations import Conversation, ConversationAbout, ConversationId
from bot.conversations.kept_conversations import (
    BASE,
    Merged,
    amended,
    answers_of,
    kept_pages,
    last_years,
    merged,
)
from bot.errors import StaleError
from bot.forms.drafts import Draft, DraftKey
from bot.permissions import Act
from casework.conversations.conversations import log_opened
from casework.conversations.kept_conversations import record_changed
from casework.forms.drafts import begun
from storage import Scope

AMEND = "amend"
"""How the kind of a draft of changes begins."""


@dataclass(frozen=True, kw_only=True)
class ChangesKept:
    """What became of a draft of changes: it is kept, or another's came first."""

    conversation: Conversation
    """As it is now."""
    changed: bool = True
    again: Draft | None = None
    """Where somebody else changed it meanwhile: both people's changes, to be looked through."""
    both: Merged | None = None
    theirs: str = ""
    """Who changed it meanwhile."""


def draft_of_changes(scope: Scope, wanted: ConversationId) -> tuple[Draft, bool]:
    """Keep a draft of what is kept, or find what this person left half-way; say whether it was."""
    conversation = scope.conversations.get(wanted)
    _refuse_withdrawn(conversation)
    left = scope.drafts.latest(_kind_of(conversation))
    draft = left or new_changes(scope, conversation)
    # Kept at once: a keystroke alone would begin a draft without the other answers.
    scope.drafts.keep(draft)
    return draft, left is not None


def new_changes(scope: Scope, conversation: Conversation) -> Draft:
    """Make a draft that holds what is kept, with the version it begins with."""
    answers = {**answers_of(conversation), BASE: str(conversation.revision)}
    return begun(scope, _kind_of(conversation), answers=answers)


def conversation_of(scope: Scope, draft: Draft) -> Conversation:
    return scope.conversations.get(ConversationId(int(draft.kind.partition(":")[2])))


def what_is_changed(scope: Scope, conversation: Conversation) -> ConversationAbout:
    """Return whom a conversation is about that is being changed; that it is opened is logged."""
    log_opened(scope, conversation.student)
    everyone = scope.conversations.about(conversation.student)
    return ConversationAbout(
        student=scope.students.get(conversation.student),
        meeting=scope.meetings.get(conversation.meeting) if conversation.meeting else None,
        last_years=last_years(everyone, before=conversation.held_on) is not None,
    )


def keep_changes(scope: Scope, draft: Draft, content: Content) -> ChangesKept:
    """Keep a new version; where somebody else did meanwhile, put both together first."""
    before = conversation_of(scope, draft)
    scope.require(Act.TALK_WITH_PARENTS, before.student)
    _refuse_withdrawn(before)
    if before.revision != int(draft.answers.get(BASE, 0)):
        return _put_together(scope, draft, before, content)
    after = amended(before, draft, content, today=scope.today)
    scope.drafts.submit(draft.key)
    if answers_of(after) == answers_of(before):
        return ChangesKept(conversation=before, changed=False)
    everyone = scope.conversations.about(before.student)
    scope.kept_conversations.amend(before, after)
    record_changed(scope, before, everyone)
    return ChangesKept(conversation=after)


def _put_together(scope: Scope, draft: Draft, now: Conversation, content: Content) -> ChangesKept:
    """Keep both people's changes in a draft of its own."""
    versions = {one.revision: one for one in scope.kept_conversations.versions(now)}
    latest = versions[now.revision]
    base = versions.get(int(draft.answers.get(BASE, 0)), latest)
    pages = kept_pages(content, now.wording)
    both = merged(base.answers, draft.answers, latest.answers, pages)
    answers = {**both.answers, BASE: str(now.revision)}
    again = replace(draft, key=DraftKey(uuid.uuid4().hex), answers=answers, turn=draft.turn + 1)
    scope.drafts.submit(draft.key)
    scope.drafts.keep(again)
    theirs = scope.people.get(latest.by).name
    return ChangesKept(conversation=now, changed=False, again=again, both=both, theirs=theirs)


def _kind_of(conversation: Conversation) -> str:
    return f"{AMEND}:{conversation.id}"


def _refuse_withdrawn(conversation: Conversation) -> None:
    if conversation.withdrawn:
        raise StaleError(
            "This conversation is withdrawn, so it cannot be changed. Nothing was saved; undo the "
            "withdrawal first. What you typed stays as your draft."
        )
