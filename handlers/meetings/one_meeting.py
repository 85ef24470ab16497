"""One meeting's screen: moved, cancelled, adjourned, marked as held, and taken back."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot import date_words
from bot.dates.date_checks import DateCheck
from bot.errors import CaseworkError, FormError, StaleError
from bot.meetings.meetings import Meeting, MeetingId
from bot.permissions import Act
from bot.ui.kit.blocks import View
from bot.ui.meetings import meeting_forms, set_meeting
from bot.ui.meetings import meetings as screen
from bot.ui.meetings.meeting_forms import Typed
from bot.ui.meetings.meetings import Change, Seen
from casework.meeting_day.staff_briefs import ON_THE_LIST, ask_for_brief, may_ask_for_brief
from casework.meetings.meeting_changes import adjourn, cancel, hold, move, refuse_to_hold
from casework.meetings.meeting_dates import check_move, still_possible
from casework.meetings.meeting_undone import undo
from casework.office.office_told import told_of
from handlers.kit.errors import Body, acknowledge, told_of_errors
from handlers.kit.screens import show_instead
from handlers.kit.surroundings import Surroundings
from handlers.meeting_day.threads import log_view, meeting_scope
from storage import Scope

Submitted = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class OneMeetingHandlers:
    surroundings: Surroundings

    def register(self, app: App) -> None:
        for control in (set_meeting.SEE, screen.MOVE, screen.CANCEL, screen.ADJOURN, screen.HELD):
            app.action(control)(ack=acknowledge, lazy=[told_of_errors(self.open)])
        app.action(screen.UNDO)(ack=acknowledge, lazy=[told_of_errors(self.undo)])
        app.action(screen.BRIEF)(ack=acknowledge, lazy=[told_of_errors(self.ask_for_brief)])
        app.action(meeting_forms.TAKE)(ack=acknowledge, lazy=[told_of_errors(self.take)])
        saves: dict[str, Callable[[Scope, Submitted], View]] = {
            meeting_forms.SAVE_MOVE: _save_dated,
            meeting_forms.SAVE_ADJOURN: _save_dated,
            meeting_forms.SAVE_CANCEL: _save_cancel,
            meeting_forms.SAVE_HELD: _save_held,
        }
        for callback, save in saves.items():
            app.view(callback)(self._saver(save))

    def open(self, body: Body, client: WebClient) -> None:
        """The screen, or in its place the form behind one of its buttons."""
        action = body["actions"][0]
        meeting_id = MeetingId(int(action["value"]))
        with meeting_scope(self.surroundings, body, meeting_id, Act.HOLD_MEETING) as scope:
            view = _form_or_screen(scope, action["action_id"], scope.meetings.get(meeting_id))
        show_instead(client, body, view)

    def undo(self, body: Body, client: WebClient) -> None:
        meeting_id = MeetingId(int(body["actions"][0]["value"]))
        with meeting_scope(self.surroundings, body, meeting_id, Act.HOLD_MEETING) as scope:
            undo(scope, scope.meetings.get(meeting_id))
            view = meeting_screen(scope, meeting_id, notice="Taken back. It is planned again.")
        show_instead(client, body, view)
        self.surroundings.wake()

    def ask_for_brief(self, body: Body, client: WebClient) -> None:
        meeting_id = MeetingId(int(body["actions"][0]["value"]))
        with meeting_scope(self.surroundings, body, meeting_id, Act.TICK_OBLIGATION) as scope:
            ask_for_brief(scope, scope.meetings.get(meeting_id))
            view = meeting_screen(scope, meeting_id, notice=ON_THE_LIST)
        show_instead(client, body, view)
        self.surroundings.wake()

    def take(self, body: Body, client: WebClient) -> None:
        """One tap takes the date that was offered, with everything else as it was typed."""
        view = body["view"]
        on = date.fromisoformat(str(body["actions"][0]["value"]))
        meeting_id = meeting_forms.drawn(view).meeting
        with meeting_scope(self.surroundings, body, meeting_id, Act.HOLD_MEETING) as scope:
            still_possible(scope, scope.meetings.get(meeting_id).student, on)
            typed = replace(meeting_forms.typed_in(view), on=on)
            shown = _warned_or_kept(scope, view, typed)
        client.views_update(view_id=view["id"], view=shown)
        self.surroundings.wake()

    def _saver(self, save: Callable[[Scope, Submitted], View]) -> Callable[..., None]:
        """Keep, then show the meeting as it is now in the form's place."""

        def keep(ack: Ack, body: Body, view: Submitted) -> None:
            meeting_id = meeting_forms.drawn(view).meeting
            try:
                with meeting_scope(self.surroundings, body, meeting_id, Act.HOLD_MEETING) as scope:
                    shown = save(scope, view)
            except FormError as error:
                ack(response_action="errors", errors=error.problems)
            else:
                ack(response_action="update", view=shown)
                self.surroundings.wake()

        return keep


def meeting_screen(scope: Scope, meeting_id: MeetingId, *, notice: str = "") -> View:
    """The screen about one meeting; the view is logged before it is shown."""
    scope.require(Act.HOLD_MEETING)
    meeting = scope.meetings.get(meeting_id)
    log_view(scope, meeting, "a meeting and its dates")
    seen = Seen(
        student=scope.students.get(meeting.student),
        meeting=meeting,
        changes=_changes(scope, meeting),
        others=[one for one in scope.meetings.of(meeting.student)[::-1] if one.id != meeting.id],
        today=scope.today,
        office=told_of(scope, meeting),
        brief=may_ask_for_brief(scope, meeting),
        confirmed=scope.calendar.confirmed,
    )
    return screen.render(seen, notice=notice)


def _changes(scope: Scope, meeting: Meeting) -> list[Change]:
    names = {person.id: person.name for person in scope.people.all()}
    return [
        Change(
            at=change.at,
            by=names.get(change.by, "") if change.by else "",
            old_on=change.old_on,
            new_on=change.new_on,
            old_at=change.old_at,
            new_at=change.new_at,
            state=change.state,
            held_on=change.held_on,
            why=change.why,
        )
        for change in scope.meetings.changes(meeting.id)
    ]


def _form_or_screen(scope: Scope, control: str, meeting: Meeting) -> View:
    if control == set_meeting.SEE:
        return meeting_screen(scope, meeting.id)
    if not meeting.waits:
        raise StaleError(f"This meeting was {meeting.state} meanwhile. Nothing was changed.")
    match control:
        case screen.MOVE:
            return meeting_forms.render_move(
                meeting, rules=scope.rules, confirmed=scope.calendar.confirmed
            )
        case screen.CANCEL:
            return meeting_forms.render_cancel(meeting)
        case screen.ADJOURN:
            _refuse_to_adjourn(scope, meeting)
            return meeting_forms.render_adjourn(
                meeting, rules=scope.rules, confirmed=scope.calendar.confirmed
            )
        case _:
            return meeting_forms.render_held(meeting, today=scope.today)


def _unchanged(scope: Scope, view: Submitted) -> Meeting:
    """The meeting of a form, if it still is what the form was drawn from."""
    drawn = meeting_forms.drawn(view)
    meeting = scope.meetings.get(drawn.meeting)
    if not drawn.is_still(meeting):
        raise StaleError(
            f"Somebody changed this meeting meanwhile: it is {meeting.state}, for "
            f"{date_words.in_words(meeting.on)}. Nothing of this was saved."
        )
    return meeting


def _save_dated(scope: Scope, view: Submitted) -> View:
    student = scope.meetings.get(meeting_forms.drawn(view).meeting).student
    typed = meeting_forms.read_dated(view, today=scope.today, calendar=scope.calendar_for(student))
    return _warned_or_kept(scope, view, typed)


def _warned_or_kept(scope: Scope, view: Submitted, typed: Typed) -> View:
    """The form again with what has to be said of its date first, or the meeting as it is now."""
    meeting = _unchanged(scope, view)
    assert typed.on is not None, "the form asks for a date"
    adjourns = view["callback_id"] == meeting_forms.SAVE_ADJOURN
    check = check_move(scope, meeting, typed.on)
    if _costs_something(check, meeting) and typed.warned_of != typed.on:
        render = meeting_forms.render_adjourn if adjourns else meeting_forms.render_move
        confirmed = scope.calendar.confirmed
        return render(meeting, rules=scope.rules, confirmed=confirmed, typed=typed, check=check)
    if adjourns:
        _refuse_to_adjourn(scope, meeting)
        later = adjourn(scope, meeting, to=typed.on, at=typed.at, mode=typed.mode, why=typed.why)
        return meeting_screen(scope, later.id, notice="Adjourned. This is how it goes on.")
    changed = replace(meeting, mode=typed.mode)
    move(scope, changed, to=typed.on, at=typed.at, why=typed.why)
    return meeting_screen(scope, meeting.id, notice="Saved.")


def _costs_something(check: DateCheck, meeting: Meeting) -> bool:
    """Another hour of the same day makes nothing late that was not late before."""
    return check.warned and check.on != meeting.on


def _save_cancel(scope: Scope, view: Submitted) -> View:
    why = meeting_forms.read_reason(view)
    meeting = _unchanged(scope, view)
    cancel(scope, meeting, why=why)
    return meeting_screen(scope, meeting.id, notice="Cancelled.")


def _save_held(scope: Scope, view: Submitted) -> View:
    on = meeting_forms.read_held(view, today=scope.today)
    meeting = _unchanged(scope, view)
    refuse_to_hold(scope, meeting, on=on)
    hold(scope, meeting, on=on)
    return meeting_screen(scope, meeting.id, notice="Marked as held.")


def _refuse_to_adjourn(scope: Scope, meeting: Meeting) -> None:
    if meeting.on > scope.today:
        raise CaseworkError(
            f"This meeting is on {date_words.in_words(meeting.on)} and has not begun. Please move "
            "it instead; nothing was changed."
        )
