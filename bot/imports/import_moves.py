"""What becomes of a meeting's obligations where it gets another day or hour."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from bot.calendar import SchoolCalendar
from bot.conversations.conversations import STAYS_FRESH
from bot.dates.obligation_rows import Obligation, Standing, State
from bot.dates.obligation_rules import ObligationId
from bot.imports.imports import MeetingChange
from bot.meetings.moved_meetings import overdue_in_spite_of_moving, reopened_by_moving


def standings_after(
    change: MeetingChange,
    rows: Iterable[Obligation],
    *,
    today: date,
    calendar: SchoolCalendar,
    conversation_on: date | None = None,
) -> dict[ObligationId, Standing]:
    """What is to be recorded anew about the rows of the meeting that changes.

    What was done with the old day or hour is to be revised, and a move does not excuse what was
    overdue already. Forms stay, and so does the conversation held on `conversation_on`, unless it
    is too old by now for a meeting on another day.
    """
    assert change.before is not None, "a new meeting has nothing recorded yet"
    rows = list(rows)
    revised = reopened_by_moving(rows) if change.names_another_time else frozenset()
    overdue: dict[ObligationId, date] = {}
    if change.names_another_time:
        overdue = overdue_in_spite_of_moving(
            rows, change.before, to=change.on, today=today, calendar=calendar
        )
    after: dict[ObligationId, Standing] = {}
    for row in rows:
        standing = row.standing
        if row.id in revised:
            standing = Standing(
                state=State.OPEN,
                revise=True,
                reason="the meeting has changed",
                stays_due_on=overdue.get(row.id),
            )
        elif change.moves and _is_stale(row, conversation_on, today=today):
            standing = Standing(state=State.OPEN, revise=True, reason="the conversation is old")
        elif change.names_another_time and row.open_:
            standing = replace(standing, stays_due_on=overdue.get(row.id))
        if standing != row.standing:
            after[row.id] = standing
    return after


def _is_stale(row: Obligation, conversation_on: date | None, *, today: date) -> bool:
    """Whether the row was settled by a conversation that is to be proposed anew."""
    if row.id is not ObligationId.PARENT_CONVERSATION or not row.state.accomplished:
        return False
    return conversation_on is not None and conversation_on < today - STAYS_FRESH
