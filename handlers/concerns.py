"""Concerns: written down the moment they are raised, dealt with in their list."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.errors import FormError
from bot.forms import Draft, DraftKey
from bot.meetings import MeetingId
from bot.permissions import Act, may
from bot.ui import concern as modal
from bot.ui import reason
from bot.ui import thread_controls as controls
from bot.ui.concern import Added, Outcome
from handlers.errors import Body, acknowledge, told_of_errors
from handlers.surroundings import Surroundings
from handlers.threads import CARD, meeting_clicked, meeting_scope, redraw
from storage import Scope

KIND = "concern"


@dataclass(frozen=True, kw_only=True)
class ConcernHandlers:
    surroundings: Surroundings

    def register(self, app: App) -> None:
        app.action(controls.ADD_CONCERN)(ack=acknowledge, lazy=[told_of_errors(self.open)])
        app.view(modal.ADD)(self.add)
        app.view(modal.KEEP)(self.keep)

    def open(self, body: Body, client: WebClient) -> None:
        """An empty modal shows nothing of the record; a supervisor's reason is asked for in it."""
        meeting = controls.clicked(body["actions"][0]).meeting
        with meeting_scope(self.surroundings, body, meeting, Act.TICK_CHECKLIST) as scope:
            meeting_clicked(scope, body, meeting)
            asks_reason = not may(Act.WRITE_MEETING_NOTES, scope.relations)
        view = modal.render_add(meeting, DraftKey(uuid.uuid4().hex), asks_reason=asks_reason)
        client.views_open(trigger_id=body["trigger_id"], view=view)

    def add(self, ack: Ack, body: Body, view: Mapping[str, Any]) -> None:
        """Keep the concern, then close the modal; a second press of Save keeps no second one."""
        try:
            added = modal.read_add(view)
        except FormError as error:
            ack(response_action="errors", errors=error.problems)
            return
        with self._notes(body, view) as scope:
            keep_added(scope, added)
        ack()
        self.surroundings.wake()

    def keep(self, ack: Ack, body: Body, view: Mapping[str, Any]) -> None:
        """Keep what became of the concerns, then close the list."""
        try:
            outcomes = modal.read_list(view)
        except FormError as error:
            ack(response_action="errors", errors=error.problems)
            return
        with self._notes(body, view) as scope:
            keep_outcomes(scope, controls.meeting_in(view), outcomes)
        ack()
        self.surroundings.wake()

    def _notes(self, body: Body, view: Mapping[str, Any]) -> Any:
        return meeting_scope(
            self.surroundings,
            body,
            controls.meeting_in(view),
            Act.WRITE_MEETING_NOTES,
            reason=reason.reason_in(view),
        )


def keep_added(scope: Scope, added: Added) -> None:
    kept = scope.drafts.get(added.draft)
    if kept is not None and kept.submitted:
        return
    student = scope.meetings.get(added.meeting).student
    scope.concerns.add(student, added.meeting, added.text)
    scope.drafts.keep(
        Draft(
            key=added.draft,
            owner=scope.person.id,
            kind=KIND,
            student=student,
            answers={},
            updated_at=scope.now,
            submitted=True,
        )
    )
    redraw(scope, added.meeting, CARD)


def keep_outcomes(scope: Scope, meeting: MeetingId, outcomes: Iterable[Outcome]) -> None:
    """Change what somebody changed of each concern, and leave the rest as it is by now."""
    concerns = {one.id: one for one in scope.concerns.of_meeting(meeting)}
    for outcome in outcomes:
        concern = concerns.get(outcome.concern)
        if concern is None:
            continue
        state = concern.state if outcome.state is None else outcome.state
        note = concern.note if outcome.note is None else outcome.note
        scope.concerns.keep(replace(concern, state=state, note=note))
    redraw(scope, meeting, CARD)
