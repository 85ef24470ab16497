"""The paragraph of parent input, from the conversation or from the digest, and its tick."""

import re
from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.conversations.conversations import Conversation
from bot.conversations.parent_paragraph import in_parts, parent_paragraph
from bot.dates.obligation_rows import State, meeting_subject
from bot.dates.obligation_rules import ObligationId
from bot.errors import StaleError
from bot.people.people import SlackUserId
from bot.permissions import Act
from bot.ui.conversations import kept_conversations as ids
from bot.ui.conversations import parent_paragraph as modal
from bot.ui.kit.blocks import View
from handlers.conversations.kept_conversations import one_to_read, opened, shown_of
from handlers.kit.errors import Body, acknowledge, person_in, told_of_errors
from handlers.kit.screens import show, show_instead
from handlers.kit.surroundings import Surroundings
from storage import Scope

ROW = ObligationId.INPUT_IN_DRAFT


@dataclass(frozen=True, kw_only=True)
class ParagraphHandlers:
    surroundings: Surroundings

    def register(self, app: App) -> None:
        app.action(re.compile(f"^{ids.PARAGRAPH}"))(
            ack=acknowledge, lazy=[told_of_errors(self.open)]
        )
        app.action(modal.PICK)(ack=acknowledge, lazy=[told_of_errors(self.open_picked)])
        app.view(modal.WORKED_IN)(self.work_in)

    def open(self, body: Body, client: WebClient) -> None:
        wanted, start = ids.asked_for(body["actions"][0])
        with self._caseload(body) as scope:
            view = _shown(scope, opened(scope, wanted), start)
        show_instead(client, body, view)

    def open_picked(self, body: Body, client: WebClient) -> None:
        """From the drafts that a digest lists: the latest conversation before that meeting."""
        wanted = modal.meeting_picked(body["actions"][0])
        with self._caseload(body) as scope:
            meeting = scope.meetings.get(wanted)
            scope.require(Act.TALK_WITH_PARENTS, meeting.student)
            found = [
                one
                for one in scope.conversations.about(meeting.student)
                if one.meeting == meeting.id and not one.withdrawn
            ]
            if not found:
                raise StaleError(
                    "No conversation with the parents is kept for this meeting yet, so there is "
                    "nothing to copy. `/preiep` opens one."
                )
            view = _shown(scope, opened(scope, found[0].id), 0)
        show(client, body, view)

    def work_in(self, ack: Ack, body: Body, view: Mapping[str, Any]) -> None:
        """Record that the input stands in the draft; it can be taken back like any tick."""
        with self._caseload(body) as scope:
            conversation = scope.conversations.get(modal.conversation_in(view))
            notice = _tick(scope, conversation)
            content = self.surroundings.content
            shown = one_to_read(scope, conversation.id, content, notice=notice)
        ack(response_action="update", view=shown)
        self.surroundings.wake()

    def _caseload(self, body: Body) -> AbstractContextManager[Scope]:
        surroundings = self.surroundings
        user = SlackUserId(person_in(body))
        return surroundings.storage.caseload_of(user, now=surroundings.clock.now())


def _shown(scope: Scope, conversation: Conversation, start: int) -> View:
    student = scope.students.get(conversation.student)
    parts = in_parts(parent_paragraph(conversation, student.first_name or student.alias))
    return modal.render(
        shown_of(scope, conversation), parts, start=start, open_=_is_open(scope, conversation)
    )


def _is_open(scope: Scope, conversation: Conversation) -> bool:
    if conversation.meeting is None or conversation.withdrawn:
        return False
    subject = meeting_subject(conversation.meeting)
    return not scope.obligations.standing(subject, ROW).state.settled


def _tick(scope: Scope, conversation: Conversation) -> str:
    scope.require(Act.TICK_OBLIGATION, conversation.student)
    if conversation.meeting is None or not _is_open(scope, conversation):
        return "It was settled before; nothing was changed now."
    meeting = scope.meetings.get(conversation.meeting)
    subject = meeting_subject(meeting.id)
    scope.obligations.record(
        subject,
        ROW,
        student=meeting.student,
        meeting=meeting.id,
        state=State.DONE,
        stays_due_on=scope.obligations.standing(subject, ROW).stays_due_on,
    )
    return "Worked into the draft: done. The student's screen takes it back."
