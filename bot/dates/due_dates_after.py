"""When what follows a meeting is due: counted from the day it was held, or from the signature."""

from collections.abc import Mapping
from datetime import date, timedelta

from bot.calendar import SchoolCalendar
from bot.dates.due_dates import Due, Way, together
from bot.dates.obligation_rules import CountedFrom, ObligationId, Rule, Rules, Unit
from bot.dates.why import Cause, Why
from bot.meetings.meetings import Kind, Meeting

_AFTER_ROWS_WITHIN = timedelta(days=10)
"""No after-row is due later than this after the day it counts from."""


def dues_after(
    meeting: Meeting, calendar: SchoolCalendar, rules: Rules
) -> Mapping[ObligationId, Due]:
    dues: dict[ObligationId, Due] = {}
    for rule in rules.after:
        if rule.together_with:
            dues[rule.id] = together(rule, rules[rule.together_with], dues[rule.together_with])
        else:
            dues[rule.id] = _due_after(rule, meeting, calendar)
    return dues


def consent_nudged_on(
    today: date, *, held_on: date, calendar: SchoolCalendar, every: int = 5
) -> bool:
    """Tell whether a missing signature is asked after today: every so many school days."""
    passed = calendar.school_days_between(held_on, today)
    return passed > 0 and passed % every == 0 and calendar.is_school_day(today)


def _due_after(rule: Rule, meeting: Meeting, calendar: SchoolCalendar) -> Due:
    start = _starting_day(rule, meeting)
    if start is None:
        waits = rule.counted_from is not CountedFrom.NOTHING
        return Due(
            on=None,
            why=Why(rule=rule, rule_on=None, note="It waits for the signature." if waits else ""),
        )
    way = Way(_counted_on(start, rule, calendar))
    rule_on = way.day
    way.shift(Cause.NO_SCHOOL_DAY, calendar.on_or_before(way.day))
    if way.day <= start:
        way.shift(Cause.NOT_YET_AFTER, calendar.after(start))
    within = calendar.on_or_before(start + _AFTER_ROWS_WITHIN)
    if start < within < way.day:
        way.shift(Cause.TEN_DAYS, within)
    return Due(on=way.day, why=Why(rule=rule, rule_on=rule_on, shifts=tuple(way.shifts)))


def _starting_day(rule: Rule, meeting: Meeting) -> date | None:
    """Return the day from which a row after the meeting counts; None where there is none yet."""
    # Unsigned, an initial IEP goes to nobody, whatever the district's setting.
    initial = rule.id is ObligationId.AT_A_GLANCE and meeting.kind is Kind.INITIAL
    if rule.counted_from is CountedFrom.HELD and not initial:
        return meeting.held_on
    if rule.counted_from is CountedFrom.NOTHING:
        return None
    return meeting.consent_on


def _counted_on(day: date, rule: Rule, calendar: SchoolCalendar) -> date:
    if rule.unit is Unit.SCHOOL_DAYS:
        return calendar.school_days_after(day, rule.offset)
    return day + timedelta(days=rule.offset)
