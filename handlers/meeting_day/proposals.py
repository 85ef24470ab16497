"""The log of proposals: each with who made it, what it rests on, and what became of it."""

import uuid
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.errors import FormError
from bot.forms.drafts import DraftKey
from bot.meeting_day.proposals import ProposalId, names_staff
from bot.meetings.meetings import Meeting
from bot.permissions import Act, may
from bot.ui.kit import reason
from bot.ui.kit.blocks import View
from bot.ui.meeting_day import proposals as modal
from bot.ui.meeting_day import thread_controls as controls
from bot.ui.meeting_day.proposals import Listing
from handlers.kit.errors import Body, acknowledge, told_of_errors
from handlers.kit.screens import show
from handlers.kit.surroundings import Surroundings
from handlers.meeting_day.threads import log_view, meeting_clicked, meeting_scope
from storage import Scope


@dataclass(frozen=True, kw_only=True)
class ProposalHandlers:
    surroundings: Surroundings

    def register(self, app: App) -> None:
        app.action(controls.ADD_PROPOSAL)(ack=acknowledge, lazy=[told_of_errors(self.open)])
        app.action(modal.EDIT)(ack=acknowledge, lazy=[told_of_errors(self.edit)])
        app.view(modal.ADD)(self.add)
        app.view(modal.KEEP)(self.keep)
        app.view(modal.SAVE)(self.save)

    def open(self, body: Body, client: WebClient) -> None:
        """An empty form shows nothing of the record; a supervisor's reason is asked for in it."""
        meeting = controls.clicked(body["actions"][0]).meeting
        with meeting_scope(self.surroundings, body, meeting, Act.TICK_CHECKLIST) as scope:
            meeting_clicked(scope, body, meeting)
            asks_reason = not may(Act.WRITE_MEETING_NOTES, scope.relations)
        draft = DraftKey(uuid.uuid4().hex)
        show(client, body, modal.render_add(meeting, draft, asks_reason=asks_reason))

    def add(self, ack: Ack, body: Body, view: Mapping[str, Any]) -> None:
        """Log the proposal, then close; where it names staff, show the log with a gentle word."""
        try:
            logged = modal.read(view)
        except FormError as error:
            ack(response_action="errors", errors=error.problems)
            return
        meeting_id = controls.meeting_in(view)
        with self._notes(body, view) as scope:
            meeting = scope.meetings.get(meeting_id)
            scope.proposals.add(
                meeting_id,
                DraftKey(controls.carried(view, "draft")),
                text=logged.text,
                by_whom=logged.by_whom,
                data=logged.data,
                outcome=logged.outcome,
            )
            hint = self._hint(scope, meeting, logged.text, why=reason.reason_in(view))
        self._answer(ack, hint)

    def edit(self, body: Body, client: WebClient) -> None:
        """Draw one proposal's form in place of the log, whose changed outcomes are kept first."""
        meeting_id, proposal_id = modal.edited(body["actions"][0])
        with meeting_scope(self.surroundings, body, meeting_id, Act.WRITE_MEETING_NOTES) as scope:
            meeting = scope.meetings.get(meeting_id)
            _keep_outcomes(scope, meeting, body["view"])
            log_view(scope, meeting, "a proposal")
            view = modal.render_edit(scope.proposals.get(proposal_id))
        client.views_update(view_id=body["view"]["id"], view=view)
        self.surroundings.wake()

    def save(self, ack: Ack, body: Body, view: Mapping[str, Any]) -> None:
        """Keep the changed words, and show the log again."""
        try:
            with self._notes(body, view) as scope:
                meeting = scope.meetings.get(controls.meeting_in(view))
                kept = scope.proposals.get(ProposalId(int(controls.carried(view, "proposal"))))
                after = scope.proposals.keep(modal.changed(view, kept))
                log_view(scope, meeting, "the proposals")
                words = "" if after.text == kept.text else after.text
                notice = modal.NAMES_STAFF if _names_staff(scope, meeting, words) else ""
                shown = list_of_proposals(scope, meeting, notice=notice)
        except FormError as error:
            ack(response_action="errors", errors=error.problems)
        else:
            self._answer(ack, shown)

    def keep(self, ack: Ack, body: Body, view: Mapping[str, Any]) -> None:
        """Keep the outcomes on this page, then turn it, or close after the last."""
        why, rest = reason.reason_in(view), modal.rest_of(view)
        with self._notes(body, view) as scope:
            meeting = scope.meetings.get(controls.meeting_in(view))
            _keep_outcomes(scope, meeting, view)
            turned = None
            if rest:
                log_view(scope, meeting, "the proposals", why=why)
                turned = list_of_proposals(scope, meeting, why=why, those=rest)
        self._answer(ack, turned)

    def _hint(self, scope: Scope, meeting: Meeting, words: str, *, why: str) -> View | None:
        if not _names_staff(scope, meeting, words):
            return None
        log_view(scope, meeting, "the proposals", why=why)
        return list_of_proposals(scope, meeting, why=why, notice=modal.NAMES_STAFF)

    def _answer(self, ack: Ack, view: View | None) -> None:
        if view:
            ack(response_action="update", view=view)
        else:
            ack()
        self.surroundings.wake()

    def _notes(self, body: Body, view: Mapping[str, Any]) -> AbstractContextManager[Scope]:
        return meeting_scope(
            self.surroundings,
            body,
            controls.meeting_in(view),
            Act.WRITE_MEETING_NOTES,
            reason=reason.reason_in(view),
        )


def list_of_proposals(
    scope: Scope,
    meeting: Meeting,
    *,
    why: str = "",
    notice: str = "",
    those: Sequence[ProposalId] | None = None,
) -> View:
    """The first page of the meeting's log; of `those`, in their order, where they are named.

    Whoever shows it has logged the view.
    """
    logged = {one.id: one for one in scope.proposals.of_meeting(meeting.id)}
    if those is None:
        listed = modal.in_order([*logged.values()])
    else:
        listed = [logged[one] for one in those if one in logged]
    shown = modal.page_of(listed)
    people = {who for one in shown for who in (one.by, one.settled_by) if who is not None}
    listing = Listing(
        meeting=meeting.id,
        proposals=tuple(shown),
        rest=tuple(one.id for one in listed[len(shown) :]),
        names={who: scope.people.get(who).name for who in people},
        notice=notice,
    )
    return modal.render_list(listing, why=why)


def _keep_outcomes(scope: Scope, meeting: Meeting, view: Mapping[str, Any]) -> None:
    by_id = {one.id: one for one in scope.proposals.of_meeting(meeting.id)}
    for proposal_id, outcome in modal.read_list(view).items():
        if proposal_id in by_id:
            scope.proposals.keep(replace(by_id[proposal_id], outcome=outcome))


def _names_staff(scope: Scope, meeting: Meeting, words: str) -> bool:
    team = scope.people.expected_of(meeting.student, meeting.on)
    return names_staff(words, [member.name for member in team])
