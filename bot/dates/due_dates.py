"""When each obligation is due: the rule's own date, and what shifts it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import lru_cache

from bot.calendar import SchoolCalendar
from bot.dates.obligation_rules import CountedFrom, ObligationId, Rule, Rules, Unit
from bot.dates.why import Cause, Shift, Why

_ANSWERING_TAKES = 3
"""How many school days a respondent gets at least, where the forms go out in a hurry."""

_LONG_BEFORE = timedelta(days=1000)
"""Longer than any rule reaches back from a meeting."""

_EARLY_MONTHS = (8, 9)
"""For meetings in these months the 10th of the month before lies in the summer."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Due:
    """The day to have something done by, and how that day came about."""

    on: date | None
    """None where there is no date, or not yet."""
    opens_on: date | None = None
    expedited: bool = False
    why: Why

    @property
    def missed_promise(self) -> date | None:
        """Return the day promised to the parents, where that has become impossible."""
        promised_on = self.why.rule_on
        if not self.why.rule.promised or not self.on or not promised_on or self.on <= promised_on:
            return None
        return promised_on


@dataclass(frozen=True, kw_only=True)
class RunUp:
    """The stretch of school days in which everything before one meeting has to be done."""

    meeting_on: date
    arose_on: date
    """The day the meeting was created or moved."""
    first: date
    """The first school day of the meeting's school year."""
    last: date | None
    """The last school day before the meeting; None where the year has none."""
    calendar: SchoolCalendar


@dataclass(slots=True)
class Way:
    """The way of one date through the rules."""

    day: date
    shifts: list[Shift] = field(default_factory=list)
    expedited: bool = False

    def shift(self, cause: Cause, to: date, *, expedited: bool = False) -> None:
        """Go on to `to`, and remember why; staying where one is needs no reason."""
        if to != self.day:
            self.shifts.append(Shift(cause=cause, before=self.day, after=to))
            self.day = to
            self.expedited = self.expedited or expedited


def run_up(meeting_on: date, arose_on: date, calendar: SchoolCalendar) -> RunUp:
    # A calendar imported later can leave a meeting between two years. It then counts with the
    # year before it, so that its obligations stay in sight until somebody moves it.
    year = calendar.year_begun_by(meeting_on)
    return RunUp(
        meeting_on=meeting_on,
        arose_on=arose_on,
        first=calendar.first_school_day(year),
        last=calendar.last_school_day_before(meeting_on),
        calendar=calendar,
    )


def tenth_before(day: date) -> date:
    """Return the 10th of the month before the month of `day`."""
    in_the_month_before = day.replace(day=1) - timedelta(days=1)
    return in_the_month_before.replace(day=10)


def dues_before(
    meeting_on: date, arose_on: date, calendar: SchoolCalendar, rules: Rules
) -> Mapping[ObligationId, Due]:
    """Return when each row before the meeting is due, whether or not that meeting has the row."""
    dues, earliest = _dues_in_good_time(meeting_on, calendar, rules)
    return dues if arose_on < earliest else _dues(meeting_on, arose_on, calendar, rules)


@lru_cache(maxsize=1024)
def _dues_in_good_time(
    meeting_on: date, calendar: SchoolCalendar, rules: Rules
) -> tuple[Mapping[ObligationId, Due], date]:
    """Return the dues of a meeting on that day that arose in good time, and the earliest day.

    Most meetings are set in good time, and then it does not matter when. A district with thousands
    of meetings has few dates on which they are held, so that nearly every answer is a look-up.
    """
    dues = _dues(meeting_on, meeting_on - _LONG_BEFORE, calendar, rules)
    return dues, min((due.on for due in dues.values() if due.on), default=meeting_on)


@lru_cache(maxsize=2048)
def _dues(
    meeting_on: date, arose_on: date, calendar: SchoolCalendar, rules: Rules
) -> Mapping[ObligationId, Due]:
    # A row that answers another, or shares its date, stands after it in the rules.
    run = run_up(meeting_on, arose_on, calendar)
    dues: dict[ObligationId, Due] = {}
    for rule in rules.before:
        if rule.together_with:
            dues[rule.id] = together(rule, rules[rule.together_with], dues[rule.together_with])
        else:
            dues[rule.id] = _due_before(
                rule, run, asked=dues[rule.answers] if rule.answers else None
            )
    return dues


def staying_overdue(due: Due, since: date) -> Due:
    """Return the due date of a row that was overdue at `since` before its meeting moved."""
    if due.on is None or due.on <= since:
        return due
    shift = Shift(cause=Cause.STAYS_OVERDUE, before=due.on, after=since)
    why = replace(due.why, shifts=(*due.why.shifts, shift), expedited=False)
    return replace(due, on=since, expedited=False, why=why)


def rule_date(rule: Rule, run: RunUp) -> date:
    """Return the day that the rule names, before any shift."""
    if _is_early_in_the_year(rule, run):
        return max(run.calendar.after(run.arose_on), run.first)
    return counted_back(_counted_from(rule, run), rule, run.calendar)


def respondents_have(asked_due: date, back_due: date, calendar: SchoolCalendar) -> int:
    """Return how many school days respondents get: the days after `asked_due`, with `back_due`."""
    return calendar.school_days_between(asked_due, back_due)


def together(rule: Rule, partner: Rule, due: Due) -> Due:
    """Give `rule` its partner's date and window; it keeps its own words and its own place."""
    shared = replace(
        rule,
        counted_from=partner.counted_from,
        offset=partner.offset,
        unit=partner.unit,
        opens=partner.opens,
        open_at_least=partner.open_at_least,
    )
    return replace(due, why=replace(due.why, rule=shared))


def _due_before(rule: Rule, run: RunUp, *, asked: Due | None) -> Due:
    way = Way(counted_back(_counted_from(rule, run), rule, run.calendar))
    rule_on = way.day
    if _is_early_in_the_year(rule, run):
        way.shift(Cause.EARLY_IN_THE_YEAR, rule_date(rule, run))
    else:
        _keep_in_the_year(way, run)
    if way.day < run.arose_on:
        way.shift(Cause.LATE, run.calendar.after(run.arose_on), expedited=True)
    _keep_before_the_meeting(way, run)
    if asked is not None:
        _leave_time_to_answer(way, asked, run)
    opened_on, opening = _opening(rule, way.day, run)
    return Due(
        on=way.day,
        opens_on=opening.day if opening else None,
        expedited=way.expedited,
        why=Why(
            rule=rule,
            rule_on=rule_on,
            shifts=tuple(way.shifts),
            opened_on=opened_on,
            opening_shifts=tuple(opening.shifts) if opening else (),
            expedited=way.expedited,
        ),
    )


def _is_early_in_the_year(rule: Rule, run: RunUp) -> bool:
    return rule.counted_from is CountedFrom.TENTH and run.meeting_on.month in _EARLY_MONTHS


def _counted_from(rule: Rule, run: RunUp) -> date:
    if rule.counted_from is CountedFrom.TENTH:
        return tenth_before(run.meeting_on)
    return run.meeting_on


def counted_back(day: date, rule: Rule, calendar: SchoolCalendar) -> date:
    if rule.unit is Unit.SCHOOL_DAYS:
        return calendar.school_days_before(day, rule.offset)
    return day - timedelta(days=rule.offset)


def _keep_in_the_year(way: Way, run: RunUp) -> None:
    """Move to a school day, rather before than after, and within the meeting's year."""
    if way.day < run.first:
        way.shift(Cause.BEFORE_THE_YEAR, run.first, expedited=True)
    way.shift(Cause.NO_SCHOOL_DAY, run.calendar.on_or_before(way.day))


def _keep_before_the_meeting(way: Way, run: RunUp) -> None:
    """Move to the last school day before the meeting, or to the day it arose if that is later."""
    if run.last is None:
        way.shift(Cause.YEAR_BEGINS_WITH_IT, max(run.first, run.arose_on))
        way.expedited = True
    elif run.last < run.arose_on:
        way.shift(Cause.NO_TIME_LEFT, run.arose_on, expedited=True)
    elif run.last < way.day:
        way.shift(Cause.MEETING_FIRST, run.last, expedited=True)


def _leave_time_to_answer(way: Way, asked: Due, run: RunUp) -> None:
    """Leave three school days for forms asked for in a hurry, if the meeting does."""
    assert asked.on is not None, "forms are always asked for by a date"
    hurried = way.expedited or asked.expedited
    if not hurried and not _is_early_in_the_year(asked.why.rule, run):
        return
    later = Way(way.day)
    least = run.calendar.school_days_after(asked.on, _ANSWERING_TAKES)
    later.shift(Cause.TIME_TO_ANSWER, max(way.day, least))
    _keep_before_the_meeting(later, run)
    if later.day != way.day:
        way.shifts += later.shifts
        way.day = later.day
        hurried = True
    way.expedited = hurried


def _opening(rule: Rule, due_on: date, run: RunUp) -> tuple[date | None, Way | None]:
    """Return when the rule would open the window, and the way from there."""
    if rule.opens is None:
        return None, None
    opened_on = run.meeting_on - timedelta(days=rule.opens)
    way = Way(opened_on)
    if rule.open_at_least is not None:
        enough = run.calendar.school_days_before(due_on, rule.open_at_least)
        way.shift(Cause.OPENS_EARLIER, min(way.day, enough))
    way.shift(Cause.OPENS_WITH_THE_YEAR, max(way.day, run.first))
    way.shift(Cause.OPENS_ON_A_SCHOOL_DAY, run.calendar.on_or_after(way.day))
    way.shift(Cause.OPENS_WHEN_DUE, min(way.day, due_on))
    return opened_on, way
