"""A meeting whose day has passed: it was held, or it was cancelled or moved."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot import date_words
from bot.calendar import SchoolCalendar
from bot.dates.date_checks import DateCheck
from bot.digest.digest_lines import MeetingOf
from bot.errors import FormError, StaleError
from bot.meetings.meetings import Meeting, MeetingId
from bot.permissions import Act
from bot.ui.digest import digest_controls as controls
from bot.ui.kit.blocks import View
from bot.ui.meetings import not_held
from bot.ui.meetings.not_held import NotHeld
from casework.meetings.meeting_changes import cancel, hold, move, take_back_held
from casework.meetings.meeting_dates import check_move, still_possible
from handlers.kit.errors import Body, acknowledge, told_of_errors
from handlers.kit.surroundings import Surroundings
from handlers.meeting_day.threads import meeting_scope
from storage import Scope


@dataclass(frozen=True, kw_only=True)
class UnmarkedHandlers:
    surroundings: Surroundings

    def register(self, app: App) -> None:
        app.action(controls.HELD)(ack=acknowledge, lazy=[told_of_errors(self.hold)])
        app.action(controls.UNDO_HELD)(ack=acknowledge, lazy=[told_of_errors(self.take_back)])
        app.action(controls.NOT_HELD)(ack=acknowledge, lazy=[told_of_errors(self.ask_what_became)])
        app.action(not_held.TAKE)(ack=acknowledge, lazy=[told_of_errors(self.take)])
        app.view(not_held.SAVE)(self.save_what_became)

    def hold(self, body: Body, client: WebClient) -> None:  # noqa: ARG002 - a lazy's shape
        meeting_id, on = _asked(body)
        with meeting_scope(self.surroundings, body, meeting_id, Act.HOLD_MEETING) as scope:
            meeting = _unmarked(scope, meeting_id, on)
            hold(scope, meeting, on=meeting.on)
        self.surroundings.wake()

    def take_back(self, body: Body, client: WebClient) -> None:  # noqa: ARG002 - a lazy's shape
        """The question stands again, unless a signature says that the meeting was held."""
        meeting_id, _ = _asked(body)
        with meeting_scope(self.surroundings, body, meeting_id, Act.HOLD_MEETING) as scope:
            meeting = scope.meetings.get(meeting_id)
            take_back_held(scope, meeting, why="Marked as held by mistake.")
        self.surroundings.wake()

    def ask_what_became(self, body: Body, client: WebClient) -> None:
        meeting_id, on = _asked(body)
        with meeting_scope(self.surroundings, body, meeting_id, Act.HOLD_MEETING) as scope:
            meeting = _unmarked(scope, meeting_id, on)
            view = _drawn(scope, meeting)
        client.views_open(trigger_id=body["trigger_id"], view=view)

    def save_what_became(self, ack: Ack, body: Body, view: Mapping[str, Any]) -> None:
        """Cancel or move the meeting with all that follows for its rows, then close the modal."""
        meeting_id, on = not_held.meeting_in(view)
        try:
            with meeting_scope(self.surroundings, body, meeting_id, Act.HOLD_MEETING) as scope:
                answer = not_held.read(
                    view, today=scope.today, calendar=_calendar(scope, meeting_id)
                )
                meeting = _unmarked(scope, meeting_id, on)
                told = _warned_or_kept(scope, meeting, answer)
        except FormError as error:
            ack(response_action="errors", errors=error.problems)
            return
        if told:
            ack(response_action="update", view=told)
        else:
            ack()
            self.surroundings.wake()

    def take(self, body: Body, client: WebClient) -> None:
        """One tap moves the meeting to the date that was offered instead."""
        meeting_id, on = not_held.meeting_in(body["view"])
        offered = date.fromisoformat(str(body["actions"][0]["value"]))
        with meeting_scope(self.surroundings, body, meeting_id, Act.HOLD_MEETING) as scope:
            meeting = _unmarked(scope, meeting_id, on)
            still_possible(scope, meeting.student, offered)
            answer = replace(not_held.typed(body["view"]), to=offered)
            view = _warned_or_kept(scope, meeting, answer) or not_held.render_moved(offered)
        client.views_update(view_id=body["view"]["id"], view=view)
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
            f"This meeting is now on {date_words.in_words(meeting.on)}. Nothing was changed."
        )
    return meeting


def _warned_or_kept(scope: Scope, meeting: Meeting, answer: NotHeld) -> View | None:
    """The modal again with what has to be said of the new date first; None once it is kept."""
    if answer.to is None:
        cancel(scope, meeting, why=answer.why)
        return None
    check = check_move(scope, meeting, answer.to)
    if check.warned and answer.warned_of != answer.to:
        return _drawn(scope, meeting, answer, check)
    move(scope, meeting, to=answer.to, at=answer.at, why=answer.why)
    return None


def _drawn(
    scope: Scope,
    meeting: Meeting,
    answer: NotHeld | None = None,
    check: DateCheck | None = None,
) -> View:
    return not_held.render(
        MeetingOf(alias=scope.students.get(meeting.student).alias, meeting=meeting),
        rules=scope.rules,
        confirmed=scope.calendar.confirmed,
        answer=answer,
        check=check,
    )


def _calendar(scope: Scope, meeting_id: MeetingId) -> SchoolCalendar:
    return scope.calendar_for(scope.meetings.get(meeting_id).student)
