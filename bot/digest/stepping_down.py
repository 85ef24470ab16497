"""What steps down: one forgotten thing must not stand before everything else each morning."""

from datetime import date, timedelta, tzinfo

from bot.calendar import SchoolCalendar
from bot.dates.obligation_rows import Obligation
from bot.dates.obligation_rules import Rank

LONG = 10
"""School days for which a row may be overdue before it waits with the others."""

MORNINGS = 5
"""Mornings on which an overdue row stands in its line though nothing changes about it."""

_ONE_DAY = timedelta(days=1)


def waits_for_long(
    row: Obligation, *, on: date, calendar: SchoolCalendar, zone: tzinfo, back_on: date | None
) -> bool:
    """Tell whether an overdue row has stepped down; what the law dates or a family is owed never.

    Nothing is kept for it: it has stood there each morning since it was late, was last changed,
    came back from being put off, or its reader came back on `back_on`, whichever was last.
    """
    if row.due_on is None or not row.overdue(on) or row.why.rule.rank <= Rank.OWED:
        return False
    stood_after = max(row.due_on, _last_change(row, zone), _day_before(back_on))
    late = calendar.school_days_between(row.due_on, on)
    stood = calendar.school_days_between(stood_after, on)
    return late > LONG or stood > MORNINGS


def _last_change(row: Obligation, zone: tzinfo) -> date:
    standing = row.standing
    changed = standing.at.astimezone(zone).date() if standing.at else date.min
    return max(changed, _day_before(standing.snoozed_until))


def _day_before(day: date | None) -> date:
    return day - _ONE_DAY if day else date.min
