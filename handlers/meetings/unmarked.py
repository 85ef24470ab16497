"""Listen to what became of a meeting whose day has passed: held, cancelled or moved."""

from datetime import date

from bot import date_words
from bot.dates.date_checks import DateCheck
from bot.digest.digest_lines import MeetingOf
from bot.errors import StaleError
from bot.forms import tags
from bot.forms.answers import Answers
from bot.forms.meetings import meeting_forms as form
from bot.forms.meetings.meetings import date_of_meeting
from bot.meetings.meetings import Meeting, MeetingId
from bot.permissions import Act
from bot.ui.digest import digest_controls as controls
from bot.ui.kit.blocks import View
from bot.ui.meetings import not_held
from bot.ui.meetings.set_meeting import WARNED_OF
from casework.meetings.date_checks import cost_of_move, still_possible
from casework.meetings.meeting_changes import cancel, hold, move
from casework.meetings.meeting_undone import take_back_held
from handlers.kit.asked import Asked
from handlers.kit.listening import Listening
from storage import Scope


def listen(on: Listening) -> None:
    on.click(controls.HELD, mark_held)
    on.click(controls.UNDO_HELD, take_back)
    on.click(controls.NOT_HELD, ask_what_became)
    on.click(not_held.TAKE, take)
    on.submit(form.NOT_HELD, keep_what_became)


def mark_held(asked: Asked) -> None:
    wanted, on = _clicked(asked)
    with asked.meeting(wanted, Act.HOLD_MEETING) as scope:
        hold(scope, _unmarked(scope, wanted, on), on=on)


def take_back(asked: Asked) -> None:
    """Ask again, unless a signature says that the meeting was held."""
    wanted, _ = _clicked(asked)
    with asked.meeting(wanted, Act.HOLD_MEETING) as scope:
        take_back_held(scope, scope.meetings.get(wanted), why="Marked as held by mistake.")


def ask_what_became(asked: Asked) -> View:
    wanted, on = _clicked(asked)
    with asked.meeting(wanted, Act.HOLD_MEETING) as scope:
        meeting = _unmarked(scope, wanted, on)
        what = "looked at a meeting that nobody marked"
        scope.audit.log(what, student=meeting.student, meeting=wanted)
        return _drawn(scope, meeting)


def keep_what_became(asked: Asked, answers: Answers) -> View | None:
    """Cancel or move the meeting with all that follows for its rows, then close the modal."""
    wanted = asked.carried(tags.MEETING)
    with asked.meeting(wanted, Act.HOLD_MEETING) as scope:
        why = form.reason_if_cancelled(answers)
        if why is not None:
            cancel(scope, _unmarked(scope, wanted, asked.carried(tags.DAY)), why=why)
            return None
        calendar = scope.calendar_for(scope.meetings.get(wanted).student)
        to = date_of_meeting(answers, form.MOVED_TO, today=scope.today, calendar=calendar)
        meeting = _unmarked(scope, wanted, asked.carried(tags.DAY))
        return _warned_or_moved(asked, scope, meeting, answers, to)


def take(asked: Asked) -> View:
    """Move the meeting to the date that was offered instead, with one tap."""
    wanted, to = asked.carried(tags.MEETING), asked.clicked(tags.DAY)
    with asked.meeting(wanted, Act.HOLD_MEETING) as scope:
        meeting = _unmarked(scope, wanted, asked.carried(tags.DAY))
        still_possible(scope, meeting.student, to)
        warned = _warned_or_moved(asked, scope, meeting, asked.answers, to)
        return warned or not_held.render_moved(to)


def _clicked(asked: Asked) -> tuple[MeetingId, date]:
    """Read of which meeting, and of which day, a digest asked."""
    meeting, _, on = asked.value.partition("|")
    return MeetingId(int(meeting)), date.fromisoformat(on)


def _unmarked(scope: Scope, wanted: MeetingId, on: date) -> Meeting:
    """Return the meeting if the question of that day is open; else StaleError says what is so."""
    meeting = scope.meetings.get(wanted)
    if not meeting.waits:
        alias = scope.students.get(meeting.student).alias
        raise StaleError(
            f"This meeting is marked as {meeting.state} already, so nothing was changed. "
            f"`/iep {alias}` opens the student, with what follows."
        )
    if meeting.on != on:
        raise StaleError(
            f"This meeting is now on {date_words.in_full(meeting.on)}. Nothing was changed."
        )
    return meeting


def _warned_or_moved(
    asked: Asked, scope: Scope, meeting: Meeting, answers: Answers, to: date
) -> View | None:
    """Show the modal again with what speaks against the date; None once it is moved."""
    new = form.new_date_from(answers, meeting, on=to, warned_of=asked.may_carry(WARNED_OF))
    if check := cost_of_move(scope, meeting, new):
        return _drawn(scope, meeting, new, check)
    move(scope, meeting, to=to, at=new.at, why=new.why)
    return None


def _drawn(
    scope: Scope, meeting: Meeting, new: form.NewDate | None = None, check: DateCheck | None = None
) -> View:
    return not_held.render(
        MeetingOf(alias=scope.students.get(meeting.student).alias, meeting=meeting),
        rules=scope.rules,
        confirmed=scope.calendar.confirmed,
        new=new,
        check=check,
    )
