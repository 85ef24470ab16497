"""A meeting whose day has passed: it was held, or it was cancelled or moved."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.digest_lines import MeetingOf
from bot.errors import FormError, StaleError
from bot.import_moves import standings_after
from bot.imports import MeetingChange
from bot.meetings import Meeting, MeetingId, MeetingState, cancelled, moved
from bot.moved_meetings import closed_by_cancelling
from bot.obligations import (
    Obligation,
    ObligationId,
    Standing,
    State,
    before_meeting,
    meeting_subject,
)
from bot.permissions import Act
from bot.ui import blocks, digest, not_held
from bot.ui.not_held import NotHeld
from handlers.digest_redraws import redraw_what_tells_of
from handlers.errors import Body, acknowledge, told_of_errors
from handlers.meetings import mark_held
from handlers.surroundings import Surroundings
from handlers.threads import AFTER, CARD, ENDING, OPENING, PARENT, meeting_scope, redraw
from storage import Scope


@dataclass(frozen=True, kw_only=True)
class UnmarkedHandlers:
    surroundings: Surroundings

    def register(self, app: App) -> None:
        app.action(digest.HELD)(ack=acknowledge, lazy=[told_of_errors(self.hold)])
        app.action(digest.UNDO_HELD)(ack=acknowledge, lazy=[told_of_errors(self.take_back)])
        app.action(digest.NOT_HELD)(ack=acknowledge, lazy=[told_of_errors(self.ask_what_became)])
        app.view(not_held.SAVE)(self.save_what_became)

    def hold(self, body: Body, client: WebClient) -> None:  # noqa: ARG002 - a lazy's shape
        meeting_id, on = _asked(body)
        with meeting_scope(self.surroundings, body, meeting_id, Act.HOLD_MEETING) as scope:
            meeting = _unmarked(scope, meeting_id, on)
            mark_held(scope, meeting)
            redraw_what_tells_of(scope, meeting)
        self.surroundings.wake()

    def take_back(self, body: Body, client: WebClient) -> None:  # noqa: ARG002 - a lazy's shape
        """The question stands again, unless a signature says that the meeting was held."""
        meeting_id, _ = _asked(body)
        with meeting_scope(self.surroundings, body, meeting_id, Act.HOLD_MEETING) as scope:
            meeting = scope.meetings.get(meeting_id)
            if meeting.state is not MeetingState.HELD:
                raise StaleError("This meeting is not marked as held. Nothing was changed.")
            if meeting.consent_on:
                raise StaleError(
                    "A signature is recorded for this meeting, so it was held. Nothing was changed."
                )
            again = replace(meeting, state=MeetingState.PLANNED, held_on=None)
            scope.meetings.keep(again, why="Marked as held by mistake.")
            _redraw(scope, meeting)
        self.surroundings.wake()

    def ask_what_became(self, body: Body, client: WebClient) -> None:
        meeting_id, on = _asked(body)
        with meeting_scope(self.surroundings, body, meeting_id, Act.HOLD_MEETING) as scope:
            meeting = _unmarked(scope, meeting_id, on)
            alias = scope.students.get(meeting.student).alias
            about = MeetingOf(alias=alias, meeting=meeting)
            view = not_held.render(about, confirmed=scope.calendar.confirmed)
        client.views_open(trigger_id=body["trigger_id"], view=view)

    def save_what_became(self, ack: Ack, body: Body, view: Mapping[str, Any]) -> None:
        """Cancel or move the meeting with all that follows for its rows, then close the modal."""
        meeting_id, on = not_held.meeting_in(view)
        try:
            with meeting_scope(self.surroundings, body, meeting_id, Act.HOLD_MEETING) as scope:
                answer = not_held.read(view, today=scope.today, calendar=scope.calendar)
                meeting = _unmarked(scope, meeting_id, on)
                _keep(scope, meeting, answer)
                _redraw(scope, meeting)
        except FormError as error:
            ack(response_action="errors", errors=error.problems)
        else:
            ack()
            self.surroundings.wake()


def _asked(body: Body) -> tuple[MeetingId, date]:
    meeting, _, on = str(body["actions"][0]["value"]).partition("|")
    return MeetingId(int(meeting)), date.fromisoformat(on)


def _unmarked(scope: Scope, meeting_id: MeetingId, on: date) -> Meeting:
    """The meeting, if the question of that day is still open; else StaleError says what is so."""
    meeting = scope.meetings.get(meeting_id)
    if not meeting.waits:
        raise StaleError(f"This meeting is marked as {meeting.state} already. Nothing was changed.")
    if meeting.on != on:
        raise StaleError(
            f"This meeting is now on {blocks.in_words(meeting.on)}. Nothing was changed."
        )
    return meeting


def _keep(scope: Scope, meeting: Meeting, answer: NotHeld) -> None:
    rows = _rows_before(scope, meeting)
    if answer.to is None:
        for obligation in closed_by_cancelling(rows):
            _record(scope, meeting, obligation, Standing(state=State.CLOSED, reason="cancelled"))
        scope.meetings.keep(cancelled(meeting), why=answer.why)
        return
    change = MeetingChange(
        before=meeting, on=answer.to, at=answer.at, kind=meeting.kind, mode=meeting.mode
    )
    standings = standings_after(change, rows, today=scope.today, calendar=scope.calendar)
    for obligation, standing in standings.items():
        _record(scope, meeting, obligation, standing)
    again = moved(meeting, to=answer.to, at=answer.at, today=scope.today, calendar=scope.calendar)
    scope.meetings.keep(again, why=answer.why)


def _rows_before(scope: Scope, meeting: Meeting) -> list[Obligation]:
    case = scope.case_of(meeting.student)
    return before_meeting(
        meeting,
        scope.calendar,
        team=case.team,
        standings=case.standings,
        today=scope.today,
        rules=scope.rules,
    )


def _record(scope: Scope, meeting: Meeting, obligation: ObligationId, standing: Standing) -> None:
    scope.obligations.record(
        meeting_subject(meeting.id),
        obligation,
        student=meeting.student,
        meeting=meeting.id,
        state=standing.state,
        reason=standing.reason or "",
        on_whose_word=standing.by,
        revise=standing.revise,
        snoozed_until=standing.snoozed_until,
        stays_due_on=standing.stays_due_on,
    )


def _redraw(scope: Scope, meeting: Meeting) -> None:
    redraw(scope, meeting.id, CARD, OPENING, ENDING, AFTER, PARENT)
    redraw_what_tells_of(scope, meeting)
