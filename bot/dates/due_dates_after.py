"""When what follows a meeting is due: counted from the day it was held, or from the signature."""

from collections.abc import Container, Mapping
from dataclasses import replace
from datetime import date, timedelta

from bot.calendar import SchoolCalendar
from bot.dates.due_dates import Due, Way, together
from bot.dates.obligation_rules import CountedFrom, ObligationId, Rule, Rules, Unit
from bot.dates.why import Cause, Why
from bot.meetings.meetings import Kind, Meeting

_AFTER_ROWS_WITHIN = timedelta(days=10)
"""No after-row is due later than this after the day it counts from."""

_AGAIN = "Again, since the IEP is signed now."
_UNSIGNED = "Until it is signed, the current IEP stands."
_WAITS = "It waits for the signature."


def dues_after(
    meeting: Meeting,
    calendar: SchoolCalendar,
    rules: Rules,
    *,
    again: Container[ObligationId] = (),
) -> Mapping[ObligationId, Due]:
    """Return when each row is due; those of `again` were done once, before the signature."""
    dues: dict[ObligationId, Due] = {}
    for rule in rules.after:
        once_more = rule.id in again and meeting.consent_on is not None
        dated = _counted_from(rules[rule.together_with or rule.id], meeting, again=once_more)
        due = _due_after(dated, meeting, calendar)
        note = _note(dated, meeting, again=once_more)
        due = replace(due, why=replace(due.why, note=note))
        dues[rule.id] = together(rule, dated, due) if rule.together_with else due
    return dues


def goes_out_again(row: ObligationId) -> bool:
    """Tell whether the signature asks for what was done already: what staff were told of the IEP.

    What is in force before it is the IEP of before.
    """
    return row in (ObligationId.AT_A_GLANCE, ObligationId.SIS_UPLOAD)


def consent_nudged_on(
    today: date, *, held_on: date, calendar: SchoolCalendar, every: int = 5
) -> bool:
    """Tell whether a missing signature is asked after today: every so many school days."""
    passed = calendar.school_days_between(held_on, today)
    return passed > 0 and passed % every == 0 and calendar.is_school_day(today)


def _due_after(rule: Rule, meeting: Meeting, calendar: SchoolCalendar) -> Due:
    start = _starting_day(rule, meeting)
    if start is None:
        return Due(on=None, why=Why(rule=rule, rule_on=None))
    way = Way(_counted_on(start, rule, calendar))
    rule_on = way.day
    way.shift(Cause.NO_SCHOOL_DAY, calendar.on_or_before(way.day))
    if way.day <= start:
        way.shift(Cause.NOT_YET_AFTER, calendar.after(start))
    within = calendar.on_or_before(start + _AFTER_ROWS_WITHIN)
    if start < within < way.day:
        way.shift(Cause.TEN_DAYS, within)
    return Due(on=way.day, why=Why(rule=rule, rule_on=rule_on, shifts=tuple(way.shifts)))


def _counted_from(rule: Rule, meeting: Meeting, *, again: bool) -> Rule:
    """Count from the signature what comes again on it, and what may not go out before it."""
    # Unsigned, an initial IEP goes to nobody, whatever the district's setting.
    initial = rule.id is ObligationId.AT_A_GLANCE and meeting.kind is Kind.INITIAL
    return replace(rule, counted_from=CountedFrom.CONSENT) if again or initial else rule


def _starting_day(rule: Rule, meeting: Meeting) -> date | None:
    """Return the day from which a row after the meeting counts; None where there is none yet."""
    if rule.counted_from is CountedFrom.HELD:
        return meeting.held_on
    if rule.counted_from is CountedFrom.NOTHING:
        return None
    return meeting.consent_on


def _note(rule: Rule, meeting: Meeting, *, again: bool) -> str:
    """Say what the signature, or that it is not there, means for the row."""
    if rule.counted_from is CountedFrom.NOTHING:
        return ""
    if _starting_day(rule, meeting) is None:
        return _WAITS
    if not goes_out_again(rule.id):
        return ""
    if again:
        return _AGAIN
    return "" if meeting.consent_on else _UNSIGNED


def _counted_on(day: date, rule: Rule, calendar: SchoolCalendar) -> date:
    if rule.unit is Unit.SCHOOL_DAYS:
        return calendar.school_days_after(day, rule.offset)
    return day + timedelta(days=rule.offset)
