"""A student's conversations: found again, read, and laid beside an earlier year's."""

import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from slack_bolt import App
from slack_sdk import WebClient

from bot.content import Content
from bot.conversations.attempts import Tries, tries
from bot.conversations.conversations import Conversation, ConversationId
from bot.conversations.kept_conversations import changes, kept_pages, last_years
from bot.conversations.proposed_concerns import proposals
from bot.errors import StaleError
from bot.people.people import SlackUserId
from bot.permissions import Act
from bot.records.contacts import ContactKind
from bot.students import StudentId
from bot.ui.conversations import conversation_list, conversation_versions
from bot.ui.conversations import conversations as conversation_modal
from bot.ui.conversations import kept_conversations as modal
from bot.ui.conversations.conversation_list import A_PAGE, Listed
from bot.ui.conversations.kept_conversations import Shown
from bot.ui.kit import form
from bot.ui.kit.blocks import View
from bot.ui.kit.reading import answers_in
from handlers.conversations.conversations import KIND, held_on
from handlers.kit.errors import Body, acknowledge, person_in, told_of_errors
from handlers.kit.screens import is_on_top_of_all, show, show_instead
from handlers.kit.surroundings import Surroundings
from storage import Scope


@dataclass(frozen=True, kw_only=True)
class KeptConversationHandlers:
    surroundings: Surroundings

    def register(self, app: App) -> None:
        clicks: Mapping[Any, Callable[[Body, WebClient], None]] = {
            modal.LIST: self.list_them,
            modal.BACK_TO_LIST: self.back_to_list,
            re.compile(f"^{modal.MORE}:"): self.back_to_list,
            modal.READ: self.read,
            re.compile(f"^{modal.TURN}:"): self.read,
            re.compile(f"^{modal.VERSIONS}"): self.show_versions,
            modal.LAST_YEARS: self.look_beside,
            conversation_modal.BESIDE: self.look_beside_the_form,
        }
        for action, listener in clicks.items():
            app.action(action)(ack=acknowledge, lazy=[told_of_errors(listener)])

    def list_them(self, body: Body, client: WebClient) -> None:
        student, _ = modal.student_and_start(body["actions"][0])
        with self._caseload(body) as scope:
            view = conversations_of(scope, student)
        show(client, body, view)

    def back_to_list(self, body: Body, client: WebClient) -> None:
        student, start = modal.student_and_start(body["actions"][0])
        with self._caseload(body) as scope:
            view = conversations_of(scope, student, start=start)
        show_instead(client, body, view)

    def read(self, body: Body, client: WebClient) -> None:
        wanted, page = modal.asked_for(body["actions"][0])
        with self._caseload(body) as scope:
            view = one_to_read(scope, wanted, self.surroundings.content, page=page)
        show_instead(client, body, view)

    def show_versions(self, body: Body, client: WebClient) -> None:
        """Who changed what, question by question."""
        wanted, start = modal.asked_for(body["actions"][0])
        with self._caseload(body) as scope:
            conversation = opened(scope, wanted)
            pages = kept_pages(self.surroundings.content, conversation.wording)
            versions = scope.kept_conversations.versions(conversation)
            by_revision = {
                new.revision: changes(old.answers, new.answers, pages)
                for new, old in pairwise(versions)
            }
            names = {one.by: scope.people.get(one.by).name for one in versions}
            steps = conversation_versions.steps(versions, by_revision, names)
            view = conversation_versions.render(conversation.id, steps, start=start)
        show_instead(client, body, view)

    def look_beside(self, body: Body, client: WebClient) -> None:
        _refuse_where_the_stack_is_full(body)
        wanted, page = modal.asked_for(body["actions"][0])
        with self._caseload(body) as scope:
            conversation = scope.conversations.get(wanted)
            view = self._beside(scope, conversation.student, conversation.held_on, page)
        show(client, body, view)

    def look_beside_the_form(self, body: Body, client: WebClient) -> None:
        """The same page, as the parents answered it for an earlier year's meeting."""
        _refuse_where_the_stack_is_full(body)
        place = form.place(body["view"])
        with self._caseload(body) as scope:
            draft = scope.drafts.get(place.draft)
            answers = {**(draft.answers if draft else {}), **answers_in(body["view"]).texts}
            kind, _, number = place.kind.partition(":")
            if kind == KIND and place.student is None:
                raise StaleError("Please choose the student first. Nothing was changed.")
            student = place.student or scope.conversations.get(ConversationId(int(number))).student
            view = self._beside(scope, student, held_on(scope, answers), place.page)
        show(client, body, view)

    def _beside(self, scope: Scope, student: StudentId, day: date, page: int) -> View:
        scope.require(Act.TALK_WITH_PARENTS, student)
        earlier = last_years(scope.conversations.about(student), before=day)
        if earlier is None:
            raise StaleError("There are no answers of an earlier year. Nothing was changed.")
        scope.audit.log("read a parent conversation of an earlier year", student=student)
        pages = kept_pages(self.surroundings.content, earlier.wording)
        return modal.render_beside(shown_of(scope, earlier), pages, page=page)

    def _caseload(self, body: Body) -> AbstractContextManager[Scope]:
        surroundings = self.surroundings
        user = SlackUserId(person_in(body))
        return surroundings.storage.caseload_of(user, now=surroundings.clock.now())


def conversations_of(scope: Scope, student: StudentId, *, start: int = 0, notice: str = "") -> View:
    """The list of a student's conversations; that it was looked at is logged."""
    scope.require(Act.TALK_WITH_PARENTS, student)
    scope.audit.log("looked at the parent conversations", student=student)
    left = scope.drafts.latest(KIND, student)
    everyone = scope.conversations.about(student)
    listed = Listed(
        student=scope.students.get(student),
        conversations=everyone,
        left=left if left and left.answers else None,
        to_decide={one.id: to_decide(scope, one) for one in everyone[start : start + A_PAGE]},
        tries=tries_about(scope, student),
        agreed=scope.calls.ahead_of(student),
    )
    return conversation_list.render(listed, now=scope.now, start=start, notice=notice)


def tries_about(scope: Scope, student: StudentId) -> Tries | None:
    """The tries to reach the parents since they were last talked with."""
    talks = [one.held_on for one in scope.conversations.about(student) if not one.withdrawn]
    attempts = scope.contacts.of(student, kind=ContactKind.ATTEMPT)
    return tries(attempts, scope.person.zone, after=max(talks, default=None))


def one_to_read(
    scope: Scope, wanted: ConversationId, content: Content, *, page: int = 0, notice: str = ""
) -> View:
    """A page of a conversation; that it was read is logged."""
    conversation = opened(scope, wanted)
    pages = kept_pages(content, conversation.wording)
    return modal.render(shown_of(scope, conversation), pages, page=page, notice=notice)


def shown_of(scope: Scope, conversation: Conversation) -> Shown:
    everyone = scope.conversations.about(conversation.student)
    versions = scope.kept_conversations.versions(conversation)
    return Shown(
        conversation=conversation,
        student=scope.students.get(conversation.student),
        by=scope.people.get(conversation.by).name,
        changed_by=scope.people.get(versions[0].by).name if len(versions) > 1 else "",
        to_decide=to_decide(scope, conversation),
        last_years=last_years(everyone, before=conversation.held_on) is not None,
    )


def to_decide(scope: Scope, conversation: Conversation) -> int:
    """How many concerns are proposed of which nobody has said whether to keep them."""
    return len(proposals(conversation, scope.kept_conversations.decided(conversation)))


def changed(scope: Scope, before: Conversation, everyone: Sequence[Conversation]) -> None:
    """Record what a change of one conversation does; these were the student's before it."""
    if before.meeting is not None:
        meeting = scope.meetings.get(before.meeting)
        scope.record_settlements_changed(meeting, everyone)


def opened(scope: Scope, wanted: ConversationId) -> Conversation:
    conversation = scope.conversations.get(wanted)
    scope.require(Act.TALK_WITH_PARENTS, conversation.student)
    scope.audit.log(
        "read a parent conversation", student=conversation.student, meeting=conversation.meeting
    )
    return conversation


def _refuse_where_the_stack_is_full(body: Body) -> None:
    """Slack puts three screens on top of each other, and no fourth."""
    if is_on_top_of_all(body):
        raise StaleError(
            "There is no room for another screen on top of these. What you typed is kept: please "
            "close them, and open the conversation with `/preiep`."
        )
