"""The figures in words, each with its window: the same on every surface that shows it."""

from collections.abc import Iterable, Iterator
from datetime import date

from bot import date_words
from bot.dates.reviews import LOOKED_AHEAD
from bot.digest.digest_lines import Entry
from bot.digest.kinds import UNKNOWN, how_many
from bot.digest.tallies import Tally, meeting_wanted_by
from bot.ui.kit.markup import counted

PAST = "past due"
NEAR = f"due within {LOOKED_AHEAD.days} days"
_LATER = "to be agreed by now"


def standing(tally: Tally) -> list[str]:
    """Say what is wanting most, a line each: meetings to set, meetings to mark, what is overdue."""
    lines = (no_meeting(tally), unmarked(tally), overdue(tally))
    return [line for line in lines if line]


def no_meeting(tally: Tally) -> str:
    """Count the students without a meeting, and say why each counts."""
    if not tally.no_meeting:
        return ""
    students = {entry.student for entry in tally.no_meeting}
    parts = "; ".join(_why_wanted(tally))
    return f"*No meeting set for {counted(len(students), 'student')}:* {parts}"


def why_wanted(no_meeting: Iterable[Entry], on: date) -> str:
    """Say of which windows students without a meeting are, without counting each."""
    windows = zip((UNKNOWN, PAST, NEAR, _LATER), _by_window(no_meeting, on), strict=True)
    return " or ".join(window for window, of_it in windows if of_it)


def _why_wanted(tally: Tally) -> Iterator[str]:
    unknown, past, near, later = _by_window(tally.no_meeting, tally.on)
    if unknown:
        yield f"{UNKNOWN} for {unknown}"
    if past:
        yield f"{PAST} for {len(past)}, since {date_words.in_short(min(past), tally.year)}"
    if near:
        yield f"{NEAR} for {len(near)}, the first on {date_words.in_short(min(near), tally.year)}"
    if later:
        yield f"due later for {later}, but {_LATER}"


def _by_window(no_meeting: Iterable[Entry], on: date) -> tuple[int, list[date], list[date], int]:
    """Return how many have no known day, the days gone by, those near, and how many come later."""
    days = [meeting_wanted_by(entry.row) for entry in no_meeting]
    known = [day for day in days if day]
    past = [day for day in known if day < on]
    near = [day for day in known if on <= day <= on + LOOKED_AHEAD]
    return len(days) - len(known), past, near, len(known) - len(past) - len(near)


def unmarked(tally: Tally) -> str:
    meetings = tally.unmarked
    if not meetings:
        return ""
    since = date_words.in_short(meetings[0].meeting.on, tally.year)
    return f"*Not marked as held or not:* {counted(len(meetings), 'meeting')}, the first of {since}"


def overdue(tally: Tally) -> str:
    entries = tally.overdue
    first = min((entry.row.due_on for entry in entries if entry.row.due_on), default=None)
    since = f", the first since {date_words.in_short(first, tally.year)}" if first else ""
    apart = any(entry.row.overdue(tally.on) for entry in tally.no_meeting)
    besides = ", not counting the meetings to set" if apart else ""
    count = how_many(entry.row for entry in entries)
    return f"*Overdue:* {count}{since}{besides}" if entries else ""
