"""What holds for every meeting in every calendar, whenever it was set."""

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

from bot.calendar import SchoolCalendar, SchoolYear
from bot.dates.default_rules import DEFAULT_RULES
from bot.dates.due_dates import _dues, dues_before
from bot.dates.due_dates_after import dues_after
from bot.dates.obligation_rules import ObligationId as Id
from bot.meetings.meetings import held
from tests.bot.a_case import a_meeting
from tests.bot.due_dates import (
    BY_THE_10TH,
)
from tests.examples import examples

meeting_days = st.dates(min_value=date(2025, 8, 1), max_value=date(2029, 7, 31))


@st.composite
def meetings(draw):
    """A meeting that may be saved, the day it arose, and the calendar it lies in."""
    first = date(2026, 8, 3) + timedelta(days=draw(st.integers(0, 45)))
    given_years = draw(
        st.sampled_from([(), (SchoolYear(first=first, last=first + timedelta(days=290)),)])
    )
    on = draw(meeting_days)
    near = st.integers(-60, 5).map(lambda n: on + timedelta(days=n))
    breaks = draw(st.lists(st.tuples(near, st.integers(0, 20)), max_size=3))
    closures = frozenset(
        start + timedelta(days=n) for start, length in breaks for n in range(length + 1)
    )
    calendar = SchoolCalendar(closures=closures, years=given_years)
    assume(on.weekday() < 5 and calendar.year_of(on) is not None)
    arose_on = on - timedelta(days=draw(st.one_of(st.integers(0, 60), st.integers(60, 400))))
    return on, arose_on, calendar


def all_dues(on, arose_on, calendar) -> Any:
    return dues_before(on, arose_on, calendar, DEFAULT_RULES)


def worked_out(on, arose_on, calendar) -> Any:
    """The same without the memory of earlier answers."""
    return _dues.__wrapped__(on, arose_on, calendar, DEFAULT_RULES)


thoroughly = examples(400)


@thoroughly
@given(meetings())
def test_nothing_is_due_before_it_arose_nor_after_the_last_school_day(given_meeting):
    on, arose_on, calendar = given_meeting
    last = calendar.last_school_day_before(on)
    for due in all_dues(on, arose_on, calendar).values():
        assert due.on >= arose_on
        if last is None:
            first = calendar.first_school_day(calendar.year_of(on))
            assert (due.on, due.expedited) == (max(first, arose_on), True)
        else:
            assert due.on <= max(last, arose_on)


@thoroughly
@given(meetings())
def test_a_due_date_is_a_school_day_of_the_meetings_year(given_meeting):
    on, arose_on, calendar = given_meeting
    year, last = calendar.year_of(on), calendar.last_school_day_before(on)
    collision = last is None or last < arose_on
    for due in all_dues(on, arose_on, calendar).values():
        assert due.on in year
        assert calendar.is_school_day(due.on) or (collision and due.on == arose_on) or last is None


@thoroughly
@given(meetings())
def test_forms_never_come_back_before_they_go_out(given_meeting):
    found = all_dues(*given_meeting)

    assert found[Id.TEACHER_FEEDBACK_BACK].on >= found[Id.TEACHER_FEEDBACK_OUT].on
    assert found[Id.PROVIDER_REPORT_BACK].on >= found[Id.PROVIDER_REPORT_OUT].on


@thoroughly
@given(meetings())
def test_a_date_that_is_not_expedited_never_moves_later(given_meeting):
    on, arose_on, calendar = given_meeting
    for row, due in all_dues(on, arose_on, calendar).items():
        if not due.expedited and not (on.month in (8, 9) and row in BY_THE_10TH):
            assert due.on <= due.why.rule_on


@thoroughly
@given(meetings())
def test_a_window_opens_in_the_year_and_by_the_due_date(given_meeting):
    on, arose_on, calendar = given_meeting
    for due in all_dues(on, arose_on, calendar).values():
        if due.opens_on is not None:
            assert calendar.year_of(on).first <= due.opens_on <= due.on
            assert due.opens_on == due.on or calendar.is_school_day(due.opens_on)


@thoroughly
@given(meetings())
def test_every_date_explains_itself_without_a_gap(given_meeting):
    for due in all_dues(*given_meeting).values():
        steps = due.why.shifts
        assert [due.why.rule_on, *(step.after for step in steps)][-1] == due.on
        assert all(step.before == due.why.rule_on for step in steps[:1])
        assert all(one.after == next_one.before for one, next_one in pairwise(steps))
        assert due.why.expedited == due.expedited


@thoroughly
@given(meetings())
def test_when_a_meeting_was_set_matters_only_where_it_was_late(given_meeting):
    assert all_dues(*given_meeting) == worked_out(*given_meeting)


@thoroughly
@given(meetings(), st.randoms(use_true_random=False))
def test_the_order_of_the_closures_changes_no_date(given_meeting, order):
    on, arose_on, calendar = given_meeting
    shuffled = sorted(calendar.closures)
    order.shuffle(shuffled)
    again = SchoolCalendar(closures=frozenset(shuffled), years=calendar.years)

    assert worked_out(on, arose_on, again) == worked_out(on, arose_on, calendar)


@thoroughly
@given(meetings())
def test_what_follows_a_meeting_comes_after_it_and_within_ten_days(given_meeting):
    on, arose_on, calendar = given_meeting
    meeting = held(a_meeting(on.isoformat(), arose_on.isoformat()), on=on)
    a_school_day_lies_between = calendar.after(on) <= on + timedelta(days=10)
    for due in dues_after(meeting, calendar, DEFAULT_RULES).values():
        if due.on is not None:
            assert due.on > on
            assert calendar.is_school_day(due.on)
            assert due.on <= on + timedelta(days=10) or not a_school_day_lies_between
