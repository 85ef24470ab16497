"""What a date for a meeting would make late, short or impossible, before it is saved."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from bot.calendar import SchoolCalendar
from bot.dates.cases import Case
from bot.dates.default_rules import DEFAULT_RULES
from bot.dates.due_dates import Due, dues_before, respondents_have
from bot.dates.hold_by import dates_to_hold_by
from bot.dates.obligation_rows import Standing, meeting_subject
from bot.dates.obligation_rules import ObligationId, Rules
from bot.dates.obligations import has_row, roles_on
from bot.dates.why import Cause
from bot.meetings.meetings import Meeting, check_date
from bot.meetings.moved_meetings import REOPENED_BY_A_MOVE

_SCHOOL_WEEK = 5
"""Respondents with fewer school days than this have short notice."""

_LOOKED_AHEAD = timedelta(days=365)
"""How far a date that works is looked for."""


@dataclass(frozen=True, kw_only=True)
class DateCheck:
    """All that is to be said of a date. Rows done are left out, save those to be done again."""

    on: date
    late: tuple[ObligationId, ...]
    """What should have been done before today."""
    impossible: tuple[ObligationId, ...]
    """Promises to parents that would be broken, and what no school day is left for."""
    respondents_have: int | None
    """The fewest school days a respondent gets; None where nobody is asked."""
    is_closure: bool
    review_on: date | None = None
    """The annual or triennial date for which no other meeting is set; None where none is known."""
    review: str = ""
    """Which of the two that is."""
    hold_by: date | None = None
    """The last day for a meeting that the parents asked for in writing, if one is still to be."""
    next_that_works: date | None = None
    """The first date, from `on`, with nothing late, short or impossible; None within a year."""

    @property
    def short(self) -> int | None:
        """Return how many school days respondents get, where that is less than a school week."""
        days = self.respondents_have
        return days if days is not None and days < _SCHOOL_WEEK else None

    @property
    def works(self) -> bool:
        return not (self.late or self.impossible or self.is_closure) and self.short is None

    @property
    def past_review_on(self) -> date | None:
        """The annual or triennial date that the meeting would come after."""
        return self.review_on if self.review_on and self.review_on < self.on else None

    @property
    def past_hold_by(self) -> bool:
        """Tell whether the meeting would come after the thirtieth day of a written request."""
        return self.hold_by is not None and self.hold_by < self.on

    @property
    def warned(self) -> bool:
        """Tell whether something is to be said before this date is saved."""
        return not self.works or self.past_review_on is not None or self.past_hold_by


def problems_of_date(
    on: date,
    *,
    today: date,
    calendar: SchoolCalendar,
    case: Case,
    moving: Meeting | None = None,
    rules: Rules = DEFAULT_RULES,
) -> DateCheck:
    """Check a date for a meeting, new or `moving`; raise DateError where no meeting can be."""
    check_date(on, calendar)

    def check(day: date) -> DateCheck:
        dues = dues_before(day, today, calendar, rules)
        to_do = _to_do(day, case=case, moving=moving, rules=rules)
        return _check(day, {row: dues[row] for row in to_do}, dues, calendar, rules)

    without = _without(moving, case)
    candidates = (check(day) for day in _school_days_from(on, calendar))
    return replace(
        check(on),
        review_on=without.review_on,
        review=without.review,
        hold_by=min(
            dates_to_hold_by(case, calendar, today=today, rules=rules, moving=moving),
            default=None,
        ),
        next_that_works=next((found.on for found in candidates if found.works), None),
    )


def _to_do(
    day: date, *, case: Case, moving: Meeting | None, rules: Rules
) -> Iterator[ObligationId]:
    roles = roles_on(day, case.team)
    for rule in rules.before:
        standing = case.standings.get((meeting_subject(moving.id), rule.id)) if moving else None
        if has_row(rule, standing, roles) and not _stays_settled(rule.id, standing):
            yield rule.id


def _stays_settled(row: ObligationId, standing: Standing | None) -> bool:
    if standing is None or not standing.state.settled:
        return False
    return not (standing.state.accomplished and row in REOPENED_BY_A_MOVE)


def _check(
    day: date,
    to_do: Mapping[ObligationId, Due],
    dues: Mapping[ObligationId, Due],
    calendar: SchoolCalendar,
    rules: Rules,
) -> DateCheck:
    # A meeting that is set has its date agreed, so that this row asks for nothing any more.
    judged = {row: due for row, due in to_do.items() if row is not ObligationId.AGREE_DATE}
    return DateCheck(
        on=day,
        late=tuple(row for row, due in judged.items() if _shifted_by(Cause.LATE, due)),
        impossible=tuple(row for row, due in judged.items() if _is_impossible(due, day)),
        respondents_have=min(_answering_times(to_do, dues, calendar, rules), default=None),
        is_closure=not calendar.is_school_day(day),
    )


def _shifted_by(cause: Cause, due: Due) -> bool:
    return any(shift.cause is cause for shift in due.why.shifts)


def _is_impossible(due: Due, meeting_on: date) -> bool:
    not_before_it = due.on is not None and due.on >= meeting_on
    return not_before_it or due.missed_promise is not None or _shifted_by(Cause.NO_TIME_LEFT, due)


def _answering_times(
    to_do: Iterable[ObligationId],
    dues: Mapping[ObligationId, Due],
    calendar: SchoolCalendar,
    rules: Rules,
) -> Iterator[int]:
    for row in to_do:
        asked_by, back = rules[row].answers, dues[row].on
        asked = dues[asked_by].on if asked_by else None
        if asked and back:
            yield respondents_have(asked, back, calendar)


def _school_days_from(first: date, calendar: SchoolCalendar) -> Iterator[date]:
    day = calendar.on_or_after(first)
    while day <= first + _LOOKED_AHEAD:
        yield day
        day = calendar.after(day)


def _without(moving: Meeting | None, case: Case) -> Case:
    return replace(case, meetings=tuple(one for one in case.meetings if one != moving))
