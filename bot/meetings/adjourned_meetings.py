"""What an adjourned meeting hands on to the one that goes on, so that nothing is asked twice."""

from collections.abc import Iterable
from datetime import date

from bot.calendar import SchoolCalendar
from bot.dates.obligation_rows import Obligation, Standing
from bot.dates.obligation_rules import ObligationId
from bot.meeting_day.checklists import ANSWER_TO, Tick, TickState
from bot.meetings.meetings import Meeting
from bot.meetings.moved_meetings import (
    overdue_in_spite_of_moving,
    reopened_by_moving,
    standing_anew,
)

BEGINS_EVERY_SESSION = frozenset({"everyone_present", "introductions", "norms"})
"""Who is there, and how to talk with each other, is settled anew whenever people sit down."""


def standings_handed_on(
    rows: Iterable[Obligation],
    meeting: Meeting,
    *,
    to: date,
    today: date,
    calendar: SchoolCalendar,
) -> dict[ObligationId, Standing]:
    """Decide how the rows before the continuing meeting begin, which is set on `today` for `to`.

    Forms, conversation and whatever else was done stay done. What named the old day to somebody
    is to be revised, as after a move, and what was overdue is not excused.
    """
    rows = [row for row in rows if row.id is not ObligationId.AGREE_DATE]
    revised = reopened_by_moving(rows)
    overdue = overdue_in_spite_of_moving(rows, meeting, to=to, today=today, calendar=calendar)
    handed_on: dict[ObligationId, Standing] = {}
    for row in rows:
        standing = standing_anew(row, revised, overdue, reason="the meeting goes on")
        if standing != row.standing or row.standing.revision:
            handed_on[row.id] = standing
    return handed_on


def ticks_handed_on(ticks: Iterable[Tick]) -> list[Tick]:
    """Pick what was answered and done once; what was skipped comes again in each session."""
    return [
        tick
        for tick in ticks
        if tick.state is TickState.DONE
        and tick.line not in BEGINS_EVERY_SESSION
        and (":" not in tick.line or tick.line.startswith(ANSWER_TO))
    ]
