"""The after-list: what follows a meeting, ticked in its thread, and the signature."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.after_meetings.duties import may_go_out
from bot.dates.obligation_rows import State, meeting_subject
from bot.dates.obligation_rules import ObligationId
from bot.dates.obligations import after_meeting
from bot.errors import FormError, NotAllowedError, StaleError
from bot.meetings.meetings import Meeting, MeetingId, MeetingState
from bot.permissions import Act
from bot.ui.kit import choice
from bot.ui.meeting_day import thread_controls as controls
from handlers.kit.errors import Body, acknowledge, told_of_errors
from handlers.kit.screens import show_instead
from handlers.kit.surroundings import Surroundings
from handlers.meeting_day.checklists import Pictures, clicked_difference
from handlers.meeting_day.threads import log_view, meeting_scope
from storage import Scope

_HAS_ITS_MODAL = ObligationId.CONSENT

UNSIGNED_INITIAL = (
    "An initial IEP goes to nobody before it is signed. Please record the signature first; "
    "nothing was changed."
)


@dataclass(frozen=True, kw_only=True)
class AfterMeetingHandlers:
    surroundings: Surroundings
    pictures: Pictures = field(default_factory=Pictures)

    def register(self, app: App) -> None:
        app.action(controls.AFTER_TICK)(ack=acknowledge, lazy=[told_of_errors(self.tick)])
        app.action(controls.CONSENT)(ack=acknowledge, lazy=[told_of_errors(self.ask_for_signature)])
        app.view(choice.CONSENT)(self.record_signature)

    def tick(self, body: Body, client: WebClient) -> None:  # noqa: ARG002 - a lazy's shape
        """Record what a click on the boxes changes, as a tick in the digest would."""
        action = body["actions"][0]
        meeting_id = controls.boxes(action["block_id"]).meeting
        with meeting_scope(self.surroundings, body, meeting_id, Act.TICK_OBLIGATION) as scope:
            meeting = held_meeting(scope, meeting_id)
            change = clicked_difference(body, self.pictures.before(body))
            for row in sorted(change.ticked | change.unticked):
                _record(scope, meeting, row, done=row in change.ticked)
        self.pictures.note(body, controls.selected(action))
        self.surroundings.wake()

    def ask_for_signature(self, body: Body, client: WebClient) -> None:
        meeting_id = controls.clicked(body["actions"][0]).meeting
        with meeting_scope(self.surroundings, body, meeting_id, Act.TICK_OBLIGATION) as scope:
            meeting = held_meeting(scope, meeting_id)
            log_view(scope, meeting, "what is recorded about the signature")
            stands = scope.obligations.standing(meeting_subject(meeting_id), _HAS_ITS_MODAL)
            recorded = (stands.reason or "A signature.") if stands.state.settled else ""
            view = choice.render_consent(meeting, today=scope.today, recorded=recorded)
        show_instead(client, body, view)

    def record_signature(self, ack: Ack, body: Body, view: Mapping[str, Any]) -> None:
        """Keep the parents' decision, then close the modal. A refusal is no signature.

        Recorded by mistake it is taken back here, and waited for again.
        """
        meeting_id = controls.meeting_in(view)
        try:
            with meeting_scope(self.surroundings, body, meeting_id, Act.TICK_OBLIGATION) as scope:
                meeting = held_meeting(scope, meeting_id)
                consent = choice.read_consent(view, meeting=meeting, today=scope.today)
                scope.meetings.keep(
                    replace(meeting, consent_on=consent.signed_on), why=consent.decision
                )
                scope.obligations.record(
                    meeting_subject(meeting.id),
                    ObligationId.CONSENT,
                    student=meeting.student,
                    meeting=meeting.id,
                    state=State.DONE if consent.signature.is_decided else State.OPEN,
                    reason=consent.in_words,
                )
        except FormError as error:
            ack(response_action="errors", errors=error.problems)
        else:
            ack()
            self.surroundings.wake()


def held_meeting(scope: Scope, meeting_id: MeetingId) -> Meeting:
    meeting = scope.meetings.get(meeting_id)
    if meeting.state is not MeetingState.HELD:
        raise StaleError("This meeting is not marked as held. Nothing was changed.")
    return meeting


def _record(scope: Scope, meeting: Meeting, row_id: str, *, done: bool) -> None:
    standings = scope.case_of(meeting.student).standings
    rows = after_meeting(
        meeting, scope.calendar_for(meeting.student), standings=standings, rules=scope.rules
    )
    row = next((row for row in rows if row.id == row_id and row.id is not _HAS_ITS_MODAL), None)
    if row is None:
        raise StaleError("That row is no longer on the list. Nothing was changed.")
    if done and row.id is ObligationId.AT_A_GLANCE and not may_go_out(meeting):
        raise NotAllowedError(UNSIGNED_INITIAL)
    if row.settled is not done:
        scope.obligations.record(
            row.subject,
            row.id,
            student=meeting.student,
            meeting=meeting.id,
            state=State.DONE if done else State.OPEN,
        )
