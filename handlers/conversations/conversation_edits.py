"""Changing a conversation that is kept: a form like the first one, and no word of anybody lost."""

import uuid
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from typing import Any

from slack_bolt import App
from slack_sdk import WebClient

from bot.conversations.conversations import Conversation, ConversationId
from bot.conversations.kept_conversations import (
    BASE,
    Version,
    amended,
    answers_of,
    kept_pages,
    last_years,
    merged,
)
from bot.errors import StaleError
from bot.forms.drafts import Draft, DraftKey
from bot.forms.fields import Field
from bot.forms.pages import Page
from bot.people.people import SlackUserId
from bot.permissions import Act
from bot.ui.conversations import conversations as modal
from bot.ui.conversations import kept_conversations as ids
from bot.ui.kit.blocks import View
from handlers.conversations.kept_conversations import changed, one_to_read
from handlers.kit.errors import Body, acknowledge, person_in, told_of_errors
from handlers.kit.keystrokes import TypingKeeper
from handlers.kit.screens import show_instead
from handlers.kit.surroundings import Surroundings
from storage import Scope

AMEND = "amend"


@dataclass(frozen=True, kw_only=True)
class EditHandlers:
    surroundings: Surroundings
    typing: TypingKeeper
    name: str = AMEND

    def register(self, app: App) -> None:
        app.action(ids.EDIT)(ack=acknowledge, lazy=[told_of_errors(self.open)])

    def door(self, user: SlackUserId) -> AbstractContextManager[Scope]:
        surroundings = self.surroundings
        return surroundings.storage.caseload_of(user, now=surroundings.clock.now())

    def pages(self, draft: Draft) -> tuple[Page, ...]:  # noqa: ARG002 - other forms' pages depend on it
        return kept_pages(self.surroundings.content)

    def open(self, body: Body, client: WebClient) -> None:
        """Open the form with what is kept, or with what this person left half-way in it."""
        self.typing.flush()
        wanted, _ = ids.asked_for(body["actions"][0])
        with self.door(SlackUserId(person_in(body))) as scope:
            conversation = scope.conversations.get(wanted)
            _refuse_withdrawn(conversation)
            left = scope.drafts.latest(_kind_of(conversation))
            draft = left or _new_draft(scope, conversation)
            # Kept at once: a keystroke alone would begin a draft without the other answers.
            scope.drafts.keep(draft)
            view = self.draw(scope, draft, continued=left is not None)
        show_instead(client, body, view)

    def fresh(self, scope: Scope, like: Draft) -> Draft:
        return _new_draft(scope, _conversation_of(scope, like))

    def draw(self, scope: Scope, draft: Draft, **said: Any) -> View:
        conversation = _conversation_of(scope, draft)
        scope.require(Act.TALK_WITH_PARENTS, conversation.student)
        scope.audit.log("opened a parent conversation", student=conversation.student)
        everyone = scope.conversations.about(conversation.student)
        meeting = scope.meetings.get(conversation.meeting) if conversation.meeting else None
        about = modal.About(
            student=scope.students.get(conversation.student),
            meeting=meeting,
            last_years=last_years(everyone, before=conversation.held_on) is not None,
        )
        pages = kept_pages(self.surroundings.content, conversation.wording)
        return modal.render_changes(draft, pages, about, now=scope.now, **said)

    def hint(self, draft: Draft) -> str:  # noqa: ARG002 - only other forms hint at something
        return ""

    def finish(self, scope: Scope, draft: Draft) -> View:
        """Keep a new version; where somebody else did meanwhile, show both put together first."""
        before = _conversation_of(scope, draft)
        scope.require(Act.TALK_WITH_PARENTS, before.student)
        _refuse_withdrawn(before)
        if before.revision != int(draft.answers.get(BASE, 0)):
            return self._put_together(scope, draft, before)
        after = amended(before, draft, self.surroundings.content, today=scope.today)
        scope.drafts.submit(draft.key)
        if answers_of(after) == answers_of(before):
            return one_to_read(
                scope, before.id, self.surroundings.content, notice="Nothing was changed."
            )
        everyone = scope.conversations.about(before.student)
        scope.kept_conversations.amend(before, after)
        changed(scope, before, everyone)
        return one_to_read(
            scope,
            before.id,
            self.surroundings.content,
            notice=f"Saved as version {after.revision}. The earlier one is kept.",
        )

    def _put_together(self, scope: Scope, draft: Draft, now: Conversation) -> View:
        """Both people's changes in a draft of its own, with a word on what the other did."""
        versions = {one.revision: one for one in scope.kept_conversations.versions(now)}
        base = versions.get(int(draft.answers.get(BASE, 0)), versions[now.revision])
        pages = kept_pages(self.surroundings.content, now.wording)
        both = merged(base.answers, draft.answers, versions[now.revision].answers, pages)
        again = replace(
            draft,
            key=DraftKey(uuid.uuid4().hex),
            answers={**both.answers, BASE: str(now.revision)},
            turn=draft.turn + 1,
        )
        scope.drafts.submit(draft.key)
        scope.drafts.keep(again)
        return self.draw(
            scope, again, notice=_told(scope, versions[now.revision], both.theirs, both.both)
        )


def _told(
    scope: Scope, theirs: Version, taken: tuple[Field[Any], ...], both: tuple[Field[Any], ...]
) -> str:
    who = scope.people.get(theirs.by).name
    said = [f"{who} changed this conversation while you did. Nothing of yours was saved yet."]
    if taken:
        said.append(f"Taken over from them: {_named(taken)}.")
    if both:
        said.append(
            f"You both changed: {_named(both)}. If you save, yours stands, and theirs is found "
            "in the earlier versions."
        )
    return " ".join([*said, "Please look it through, then save."])


def _named(questions: tuple[Field[Any], ...]) -> str:
    return ", ".join(question.label for question in questions)


def _kind_of(conversation: Conversation) -> str:
    return f"{AMEND}:{conversation.id}"


def _conversation_of(scope: Scope, draft: Draft) -> Conversation:
    return scope.conversations.get(ConversationId(int(draft.kind.partition(":")[2])))


def _refuse_withdrawn(conversation: Conversation) -> None:
    if conversation.withdrawn:
        raise StaleError(
            "This conversation is withdrawn, so it cannot be changed. Nothing was saved; undo the "
            "withdrawal first. What you typed stays as your draft."
        )


def _new_draft(scope: Scope, conversation: Conversation) -> Draft:
    return Draft(
        key=DraftKey(uuid.uuid4().hex),
        owner=scope.person.id,
        kind=_kind_of(conversation),
        student=None,
        answers={**answers_of(conversation), BASE: str(conversation.revision)},
        updated_at=scope.now,
    )
