"""By when a meeting is held that a parent asked for in writing: California's thirty days.

California Education Code, section 56343.5: thirty days from the day on which the written request
was received, not counting the days between school years, nor those of a break of more than five
school days.
"""

from datetime import date, timedelta
from functools import lru_cache

from bot.calendar import SchoolCalendar
from bot.dates.cases import Case
from bot.dates.due_dates import Due, Way
from bot.dates.obligation_rows import NOTHING_RECORDED, Obligation, Standing, State, Subject
from bot.dates.obligation_rules import ObligationId, Rule, Rules
from bot.dates.why import Cause, Why
from bot.meetings.meetings import Meeting, MeetingState, last_session
from bot.meetings.parent_requests import ParentRequest

LONGEST_BREAK_THAT_COUNTS = 5
"""School days. A break of that many counts in full; one of a day more stops the clock."""

_ONE_DAY = timedelta(days=1)


def request_subject(request: ParentRequest) -> Subject:
    return Subject(f"student:{request.student}:request:{request.id}")


def rows_of_requests(
    case: Case, calendar: SchoolCalendar, *, today: date, rules: Rules
) -> list[Obligation]:
    """Return a row a request: a meeting to hold, or a parent to tell how to ask in writing."""
    if case.student.has_left(today):
        return []
    return [
        _row(case, request, calendar, rules)
        for request in case.parent_requests
        if not request.withdrawn
    ]


def hold_by(received_on: date, calendar: SchoolCalendar, rule: Rule) -> Due:
    """Return when the meeting has to be held at the latest; day 0 is the day of receipt.

    Where the thirtieth day is no school day, the meeting is held before it, never after.
    """
    way = Way(received_on + timedelta(days=rule.offset))
    rule_on = way.day
    way.shift(Cause.CLOCK_PAUSED, _nth_day_that_counts(received_on, rule.offset, calendar))
    way.shift(Cause.NO_SCHOOL_DAY, calendar.on_or_before(way.day))
    return Due(on=way.day, why=Why(rule=rule, rule_on=rule_on, shifts=tuple(way.shifts)))


def is_kept(row: Obligation) -> bool:
    """Tell whether a meeting is planned in time, so that nobody has to be reminded of the date."""
    in_time = row.meeting_on is not None and row.due_on is not None and row.meeting_on <= row.due_on
    return row.id is ObligationId.HOLD_BY and row.state is State.PLANNED and in_time


def dates_to_hold_by(
    case: Case, calendar: SchoolCalendar, *, today: date, rules: Rules, moving: Meeting | None
) -> list[date]:
    """Return the last days for the requests that no meeting other than `moving` is set for."""
    rows = rows_of_requests(case, calendar, today=today, rules=rules)
    of_moving = {
        request_subject(request)
        for request in case.parent_requests
        if moving is not None and request.meeting == moving.id
    }
    return [
        row.due_on
        for row in rows
        if row.id is ObligationId.HOLD_BY and row.due_on and not row.settled
        if row.state is State.OPEN or row.subject in of_moving
    ]


def without_a_meeting(case: Case) -> list[ParentRequest]:
    """Return the written requests for which no meeting is planned or was held."""
    return [
        request
        for request in case.parent_requests
        if request.written and not request.withdrawn
        if _standing(case, request, ObligationId.HOLD_BY).state is State.OPEN
    ]


def _row(case: Case, request: ParentRequest, calendar: SchoolCalendar, rules: Rules) -> Obligation:
    rule = rules[ObligationId.HOLD_BY if request.written else ObligationId.SAY_HOW_TO_ASK]
    standing = _standing(case, request, rule.id)
    due = _due(request, calendar, rule)
    meeting = _meeting_for(case, request)
    return Obligation(
        id=rule.id,
        subject=request_subject(request),
        student=case.student.id,
        meeting_on=meeting.on if meeting and meeting.waits else None,
        due_on=due.on,
        why=due.why,
        standing=standing,
    )


def _due(request: ParentRequest, calendar: SchoolCalendar, rule: Rule) -> Due:
    if request.written:
        return hold_by(request.received_on, calendar, rule)
    on = calendar.school_days_after(request.received_on, rule.offset)
    return Due(on=on, why=Why(rule=rule, rule_on=on))


def _standing(case: Case, request: ParentRequest, row: ObligationId) -> Standing:
    """Return what was recorded, else what became of the meeting that was set for it."""
    recorded = case.standings.get((request_subject(request), row), NOTHING_RECORDED)
    meeting = _meeting_for(case, request)
    if recorded.state.settled or meeting is None or not request.written:
        return recorded
    if meeting.waits:
        return _as(recorded, State.PLANNED)
    return _as(recorded, State.DONE) if meeting.state is MeetingState.HELD else recorded


def _as(recorded: Standing, state: State) -> Standing:
    return Standing(state=state, revision=recorded.revision, snoozed_until=recorded.snoozed_until)


def _meeting_for(case: Case, request: ParentRequest) -> Meeting | None:
    """Return the meeting set for the request; of an adjourned one, its last session."""
    found = next((one for one in case.meetings if one.id == request.meeting), None)
    return last_session(found, case.meetings) if found else None


@lru_cache(maxsize=4096)
def _nth_day_that_counts(after: date, n: int, calendar: SchoolCalendar) -> date:
    day = after
    while n:
        day += _ONE_DAY
        n -= not _is_paused(day, calendar)
    return day


def _is_paused(day: date, calendar: SchoolCalendar) -> bool:
    """Tell whether the clock stands still: between two years, or in a long break.

    A break runs from its first weekday without school to its last; weekends at its edges count.
    """
    year = calendar.year_of(day)
    if year is None:
        return True
    if calendar.is_school_day(day):
        return False
    first = max(calendar.before(day) + _ONE_DAY, year.first)
    last = min(calendar.on_or_after(day) - _ONE_DAY, year.last)
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    closed = [one for one in days if one.weekday() < 5]
    return len(closed) > LONGEST_BREAK_THAT_COUNTS and closed[0] <= day <= closed[-1]
