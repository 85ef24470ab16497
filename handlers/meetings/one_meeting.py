"""Listen to one meeting's screen: moved, cancelled, adjourned, marked as held, and taken back."""

from datetime import date
from functools import partial

from bot import date_words
from bot.dates.date_checks import DateCheck
from bot.errors import StaleError
from bot.forms import tags
from bot.forms.answers import Answers
from bot.forms.meetings import meeting_forms as form
from bot.forms.meetings.meetings import date_of_meeting
from bot.meetings.meetings import Meeting, MeetingId
from bot.permissions import Act
from bot.ui.kit.blocks import View
from bot.ui.meetings import meeting_forms, set_meeting
from bot.ui.meetings import meetings as screen
from casework.meeting_day.staff_briefs import ON_THE_LIST, ask_for_brief
from casework.meetings.date_checks import cost_of_move, still_possible
from casework.meetings.meeting_changes import (
    adjourn,
    cancel,
    hold,
    move,
    refuse_to_adjourn,
    refuse_to_hold,
)
from casework.meetings.meeting_undone import undo
from casework.meetings.seen_meetings import see_meeting
from handlers.kit.asked import Asked
from handlers.kit.listening import Listening
from storage import Scope


def listen(on: Listening) -> None:
    on.click(set_meeting.SEE, open_meeting)
    for control in (screen.MOVE, screen.CANCEL, screen.ADJOURN, screen.HELD):
        on.click(control, open_form)
    on.click(screen.UNDO, take_back)
    on.click(screen.BRIEF, want_brief)
    on.click(meeting_forms.TAKE, take)
    on.click(meeting_forms.TAKE_TO_ADJOURN, partial(take, adjourns=True))
    on.submit(form.MOVE_MEETING, keep_date)
    on.submit(form.ADJOURN_MEETING, partial(keep_date, adjourns=True))
    on.submit(form.CANCEL_MEETING, call_off)
    on.submit(form.MARK_HELD, mark_held)


def open_meeting(asked: Asked) -> View:
    wanted = asked.clicked(tags.MEETING)
    with asked.meeting(wanted, Act.HOLD_MEETING) as scope:
        return meeting_screen(scope, wanted)


def open_form(asked: Asked) -> View:
    wanted = asked.clicked(tags.MEETING)
    with asked.meeting(wanted, Act.HOLD_MEETING) as scope:
        meeting = scope.meetings.get(wanted)
        if not meeting.waits:
            raise StaleError(f"This meeting was {meeting.state} meanwhile. Nothing was changed.")
        match asked.control:
            case screen.MOVE:
                return _date_form(scope, meeting)
            case screen.CANCEL:
                return meeting_forms.render_cancel(meeting)
            case screen.ADJOURN:
                refuse_to_adjourn(scope, meeting)
                return _date_form(scope, meeting, adjourns=True)
            case _:
                refuse_to_hold(scope, meeting)
                return meeting_forms.render_held(meeting, today=scope.today)


def take_back(asked: Asked) -> View:
    wanted = asked.clicked(tags.MEETING)
    with asked.meeting(wanted, Act.HOLD_MEETING) as scope:
        undo(scope, scope.meetings.get(wanted))
        return meeting_screen(scope, wanted, notice="Taken back. It is planned again.")


def want_brief(asked: Asked) -> View:
    wanted = asked.clicked(tags.MEETING)
    with asked.meeting(wanted, Act.TICK_OBLIGATION) as scope:
        ask_for_brief(scope, scope.meetings.get(wanted))
        return meeting_screen(scope, wanted, notice=ON_THE_LIST)


def keep_date(asked: Asked, answers: Answers, *, adjourns: bool = False) -> View:
    """Move or adjourn the meeting, or say first what its date would cost; then show it."""
    wanted = asked.carried(tags.MEETING)
    with asked.meeting(wanted, Act.HOLD_MEETING) as scope:
        calendar = scope.calendar_for(scope.meetings.get(wanted).student)
        on = date_of_meeting(answers, form.NEW_DATE, today=scope.today, calendar=calendar)
        return _warned_or_kept(asked, scope, answers, on, adjourns=adjourns)


def take(asked: Asked, *, adjourns: bool = False) -> View:
    """Take the date that was offered, with everything else as it was typed."""
    wanted, on = asked.carried(tags.MEETING), asked.clicked(tags.DAY)
    with asked.meeting(wanted, Act.HOLD_MEETING) as scope:
        still_possible(scope, scope.meetings.get(wanted).student, on)
        return _warned_or_kept(asked, scope, asked.answers, on, adjourns=adjourns)


def call_off(asked: Asked, answers: Answers) -> View:
    form.CANCEL_MEETING.check(answers)
    with asked.meeting(asked.carried(tags.MEETING), Act.HOLD_MEETING) as scope:
        meeting = cancel(scope, _unchanged(asked, scope), why=answers[form.WHY_CANCELLED])
        return meeting_screen(scope, meeting.id, notice="Cancelled.")


def mark_held(asked: Asked, answers: Answers) -> View:
    with asked.meeting(asked.carried(tags.MEETING), Act.HOLD_MEETING) as scope:
        on = form.day_held(answers, today=scope.today)
        meeting = hold(scope, _unchanged(asked, scope), on=on)
        return meeting_screen(scope, meeting.id, notice="Marked as held.")


def meeting_screen(scope: Scope, meeting: MeetingId, *, notice: str = "") -> View:
    return screen.render(see_meeting(scope, meeting), notice=notice)


def _unchanged(asked: Asked, scope: Scope) -> Meeting:
    """Return the meeting of a form, if it still is what the form was drawn from."""
    meeting = scope.meetings.get(asked.carried(tags.MEETING))
    if asked.carried(tags.STAMP) != meeting_forms.stamp(meeting):
        raise StaleError(
            f"Somebody changed this meeting meanwhile: it is {meeting.state}, for "
            f"{date_words.in_full(meeting.on)}. Nothing of this was saved."
        )
    return meeting


def _warned_or_kept(
    asked: Asked, scope: Scope, answers: Answers, on: date, *, adjourns: bool
) -> View:
    """Show the form again with what has to be said of its date first, or the meeting by now."""
    meeting, warned_of = _unchanged(asked, scope), asked.may_carry(set_meeting.WARNED_OF)
    new = form.new_date_from(answers, meeting, on=on, warned_of=warned_of)
    if check := cost_of_move(scope, meeting, new):
        return _date_form(scope, meeting, adjourns=adjourns, new=new, check=check)
    if adjourns:
        later = adjourn(scope, meeting, to=on, at=new.at, mode=new.mode, why=new.why)
        return meeting_screen(scope, later.id, notice="Adjourned. This is how it goes on.")
    move(scope, meeting, to=on, at=new.at, mode=new.mode, why=new.why)
    return meeting_screen(scope, meeting.id, notice="Saved.")


def _date_form(
    scope: Scope,
    meeting: Meeting,
    *,
    adjourns: bool = False,
    new: form.NewDate | None = None,
    check: DateCheck | None = None,
) -> View:
    return meeting_forms.render_date(
        meeting,
        adjourns=adjourns,
        rules=scope.rules,
        confirmed=scope.calendar.confirmed,
        new=new,
        check=check,
    )
