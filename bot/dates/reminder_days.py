"""On which days an obligation appears in the digest, and until when it can be put off."""

from collections.abc import Iterator
from datetime import date, timedelta

from bot.calendar import SchoolCalendar
from bot.dates.due_dates_after import consent_nudged_on
from bot.dates.hold_by import is_kept
from bot.dates.obligation_rows import Obligation
from bot.dates.obligation_rules import CountedFrom, Label, ObligationId, Rank
from bot.meetings.meetings import Meeting

BY_THE_10TH = (5, 3, 1, 0)
"""School days before its due date on which work due by the 10th is reminded of."""

OTHERWISE = (3, 1, 0)


def reminder_days(due_on: date, calendar: SchoolCalendar, *, by_the_10th: bool) -> Iterator[date]:
    """Return the days on which something due is reminded of; the last is the day itself."""
    for days in BY_THE_10TH if by_the_10th else OTHERWISE:
        yield calendar.school_days_before(due_on, days)


HOLD_BY = (20, 10, 5, 2, 0)
"""Days before the last day for a meeting that parents asked for in writing."""


def hold_by_days(due_on: date, calendar: SchoolCalendar) -> Iterator[date]:
    """Return the days on which that date is reminded of: school days, rather before than after."""
    for days in HOLD_BY:
        yield calendar.on_or_before(due_on - timedelta(days=days))


def counts(
    row: Obligation,
    meeting: Meeting | None,
    *,
    on: date,
    calendar: SchoolCalendar,
    was_away: bool = False,
) -> bool:
    """Tell whether an obligation is told of on `on`; `meeting` is the one it belongs to, if any.

    Who was away until today is told of what had a reminder day meanwhile, too; and what the
    month's cut-off takes is told of daily from its first reminder day until it is done.
    """
    if row.settled or not row.shown or row.resting:
        return False
    until = row.standing.snoozed_until
    if until is not None and calendar.before(on) < until:
        # On its first school day since then, what was put off comes back.
        return on >= until
    if row.due_on is None:
        return _is_asked_after(row, meeting, on, calendar)
    if row.id is ObligationId.HOLD_BY:
        days = list(hold_by_days(row.due_on, calendar))
        told = on in days or (was_away and days[0] <= on)
        told = told or legal_date_presses(row.due_on, on=on, calendar=calendar)
        return row.overdue(on) or (told and not is_kept(row))
    rule = row.why.rule
    by_the_10th = rule.counted_from is CountedFrom.TENTH
    days = list(reminder_days(row.due_on, calendar, by_the_10th=by_the_10th))
    daily = was_away or rule.rank is Rank.CUT_OFF
    return (
        row.overdue(on)
        or on in days
        or (daily and days[0] <= on <= days[-1])
        or is_in_look_ahead(row.due_on, on=on, calendar=calendar)
    )


def is_in_look_ahead(due_on: date, *, on: date, calendar: SchoolCalendar) -> bool:
    """Tell whether `on`, as the first school day of its month, looks ahead to `due_on`."""
    is_first = calendar.first_school_day_of_month(on) == on
    return is_first and on <= due_on <= on.replace(day=10)


LEGAL_DATE_PRESSES = 5
LEGAL_DATE_IS_NEAR = 20
"""School days before a legal date from which it is the first thing, and from which it is told."""


def legal_date_presses(legal_on: date, *, on: date, calendar: SchoolCalendar) -> bool:
    """Tell whether a legal date that nothing planned will keep comes before all else on `on`."""
    return on >= calendar.school_days_before(legal_on, LEGAL_DATE_PRESSES)


def legal_date_is_near(legal_on: date, *, on: date, calendar: SchoolCalendar) -> bool:
    """Tell whether a legal date for which no meeting is set is told of on `on`."""
    return on >= calendar.school_days_before(legal_on, LEGAL_DATE_IS_NEAR)


def put_off_until(day: date, calendar: SchoolCalendar) -> date:
    """Return the day on which something put off until `day` comes back: a school day."""
    return calendar.on_or_after(day)


def tomorrow(today: date, calendar: SchoolCalendar) -> date:
    return put_off_until(today + timedelta(days=1), calendar)


def next_monday(today: date, calendar: SchoolCalendar) -> date:
    return put_off_until(today + timedelta(days=7 - today.weekday()), calendar)


def put_off_at_most(
    row: Obligation, meeting: Meeting | None, review_on: date | None
) -> date | None:
    """Return the last day until which a row can be put off; None where nothing limits it.

    Not past its legal date, and not past the meeting before which it is to be done.
    """
    limits = [meeting.on] if meeting is not None and meeting.waits else []
    if row.id is ObligationId.AGREE_DATE and review_on is not None:
        limits.append(review_on)
    if row.why.label is Label.LAW and row.due_on is not None:
        limits.append(row.due_on)
    return min(limits, default=None)


def _is_asked_after(
    row: Obligation, meeting: Meeting | None, on: date, calendar: SchoolCalendar
) -> bool:
    if row.id is not ObligationId.CONSENT or meeting is None or meeting.held_on is None:
        return False
    every = row.why.rule.offset
    return consent_nudged_on(on, held_on=meeting.held_on, calendar=calendar, every=every)
