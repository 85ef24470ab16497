"""What becomes of a meeting's obligations where an imported row names another day or hour."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from bot.calendar import SchoolCalendar
from bot.imports import MeetingChange
from bot.moved_meetings import overdue_in_spite_of_moving, reopened_by_moving
from bot.obligation_rows import Obligation, Standing, State
from bot.obligation_rules import ObligationId


def standings_after(
    change: MeetingChange,
    rows: Iterable[Obligation],
    *,
    today: date,
    calendar: SchoolCalendar,
) -> dict[ObligationId, Standing]:
    """What is to be recorded anew about the rows of the meeting that changes.

    What was done with the old day or hour is to be revised, and a move does not excuse what was
    overdue already.
    """
    assert change.before is not None, "a new meeting has nothing recorded yet"
    rows = list(rows)
    revised = reopened_by_moving(rows) if change.names_another_time else frozenset()
    overdue: dict[ObligationId, date] = {}
    if change.moves:
        overdue = overdue_in_spite_of_moving(
            rows, change.before, to=change.on, today=today, calendar=calendar
        )
    after: dict[ObligationId, Standing] = {}
    for row in rows:
        standing = row.standing
        if row.id in revised:
            standing = Standing(state=State.OPEN, revise=True, reason="the meeting has changed")
        elif change.moves and row.open_:
            standing = replace(standing, stays_due_on=overdue.get(row.id))
        if standing != row.standing:
            after[row.id] = standing
    return after
