"""Concerns: written down the moment they are raised, dealt with in their list."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.concerns import ConcernId
from bot.errors import FormError
from bot.forms import Draft, DraftKey
from bot.meetings import Meeting, MeetingId
from bot.permissions import Act, may
from bot.ui import concern as modal
from bot.ui import reason
from bot.ui import thread_controls as controls
from bot.ui.blocks import View
from bot.ui.concern import Added, Listing, Outcome
from handlers.errors import Body, acknowledge, told_of_errors
from handlers.surroundings import Surroundings
from handlers.threads import log_view, meeting_clicked, meeting_scope
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
        """Keep what became of the concerns on this page, then turn it, or close after the last."""
        try:
            outcomes = modal.read_list(view)
        except FormError as error:
            ack(response_action="errors", errors=error.problems)
            return
        why, rest = reason.reason_in(view), modal.rest_of(view)
        with self._notes(body, view) as scope:
            meeting = scope.meetings.get(controls.meeting_in(view))
            keep_outcomes(scope, meeting.id, outcomes)
            if rest:
                log_view(scope, meeting, "the concerns", why=why)
            turned = list_of_concerns(scope, meeting, why=why, those=rest) if rest else None
        if turned:
            ack(response_action="update", view=turned)
        else:
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


def list_of_concerns(
    scope: Scope,
    meeting: Meeting,
    *,
    why: str = "",
    those: Sequence[ConcernId] | None = None,
) -> View:
    """The first page of the meeting's concerns; of `those`, in their order, where they are named.

    Whoever shows it has logged the view.
    """
    at_meeting = {one.id: one for one in scope.concerns.at(meeting)}
    if those is None:
        listed = modal.in_order([*at_meeting.values()])
    else:
        listed = [at_meeting[one] for one in those if one in at_meeting]
    shown = modal.page_of(listed)
    people = {who for one in shown for who in (one.by, one.settled_by) if who is not None}
    listing = Listing(
        meeting=meeting.id,
        concerns=tuple(shown),
        rest=tuple(one.id for one in listed[len(shown) :]),
        names={who: scope.people.get(who).name for who in people},
    )
    return modal.render_list(listing, why=why)


def keep_outcomes(scope: Scope, meeting_id: MeetingId, outcomes: Iterable[Outcome]) -> None:
    """Change what somebody changed of each concern, and leave the rest as it is by now."""
    meeting = scope.meetings.get(meeting_id)
    concerns = {one.id: one for one in scope.concerns.at(meeting)}
    for outcome in outcomes:
        concern = concerns.get(outcome.concern)
        if concern is None:
            continue
        state = concern.state if outcome.state is None else outcome.state
        note = concern.note if outcome.note is None else outcome.note
        scope.concerns.keep(replace(concern, state=state, note=note), in_meeting=meeting_id)
