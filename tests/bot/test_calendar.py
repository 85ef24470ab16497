"""School days: which they are, and what counting them gives."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.calendar import WEEKDAYS, SchoolCalendar, SchoolYear
from bot.errors import DateError
from tests.bot.a_case import day
from tests.examples import examples

THANKSGIVING = frozenset({day("2026-11-26"), day("2026-11-27")})


def a_year(first: str, last: str) -> SchoolYear:
    return SchoolYear(first=day(first), last=day(last))


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        pytest.param("2026-08-14", False, id="the-friday-before-the-year"),
        pytest.param("2026-08-17", True, id="the-first-day"),
        pytest.param("2026-10-09", True, id="a-friday"),
        pytest.param("2026-10-10", False, id="a-saturday"),
        pytest.param("2026-10-11", False, id="a-sunday"),
        pytest.param("2026-11-25", True, id="the-day-before-a-closure"),
        pytest.param("2026-11-26", False, id="a-closure"),
        pytest.param("2027-06-15", True, id="the-last-day"),
        pytest.param("2027-06-16", False, id="the-day-after-the-year"),
        pytest.param("2027-07-07", False, id="the-summer"),
    ],
)
def test_school_days_are_weekdays_inside_the_year_that_are_no_closure(on, expected):
    assert SchoolCalendar(closures=THANKSGIVING).is_school_day(day(on)) is expected


@pytest.mark.parametrize(
    ("on", "before", "on_or_before", "on_or_after", "after"),
    [
        ("2026-10-07", "2026-10-06", "2026-10-07", "2026-10-07", "2026-10-08"),
        ("2026-10-10", "2026-10-09", "2026-10-09", "2026-10-12", "2026-10-12"),
        ("2026-10-12", "2026-10-09", "2026-10-12", "2026-10-12", "2026-10-13"),
        ("2026-11-26", "2026-11-25", "2026-11-25", "2026-11-30", "2026-11-30"),
        ("2027-06-15", "2027-06-14", "2027-06-15", "2027-06-15", "2027-08-16"),
        ("2027-07-07", "2027-06-15", "2027-06-15", "2027-08-16", "2027-08-16"),
        ("2026-08-17", "2026-06-15", "2026-08-17", "2026-08-17", "2026-08-18"),
    ],
)
def test_the_nearest_school_days(on, before, on_or_before, on_or_after, after):
    calendar = SchoolCalendar(closures=THANKSGIVING)

    assert calendar.before(day(on)) == day(before)
    assert calendar.on_or_before(day(on)) == day(on_or_before)
    assert calendar.on_or_after(day(on)) == day(on_or_after)
    assert calendar.after(day(on)) == day(after)


@pytest.mark.parametrize(
    ("on", "n", "after"),
    [
        pytest.param("2026-10-12", 0, "2026-10-12", id="none"),
        pytest.param("2026-10-12", 3, "2026-10-15", id="within-a-week"),
        pytest.param("2026-10-10", 3, "2026-10-14", id="from-a-saturday"),
        pytest.param("2026-11-25", 2, "2026-12-01", id="over-a-closure"),
        pytest.param("2027-06-14", 3, "2027-08-17", id="over-the-summer"),
        pytest.param("2027-06-14", 1, "2027-06-15", id="the-last-of-the-year"),
    ],
)
def test_counting_on_begins_with_the_day_after(on, n, after):
    calendar = SchoolCalendar(closures=THANKSGIVING)

    assert calendar.school_days_after(day(on), n) == day(after)
    if calendar.is_school_day(day(on)):
        assert calendar.school_days_before(day(after), n) == day(on)
    assert calendar.school_days_between(day(on), day(after)) == n


def test_counting_back_begins_with_the_day_before():
    assert WEEKDAYS.school_days_before(day("2026-10-10"), 1) == day("2026-10-09")
    assert WEEKDAYS.school_days_before(day("2026-08-18"), 2) == day("2026-06-15")
    assert WEEKDAYS.school_days_before(day("2026-10-10"), 0) == day("2026-10-10")


def test_between_two_days_the_first_does_not_count_and_the_last_does():
    assert WEEKDAYS.school_days_between(day("2026-10-12"), day("2026-10-13")) == 1
    assert WEEKDAYS.school_days_between(day("2026-10-12"), day("2026-10-12")) == 0
    assert WEEKDAYS.school_days_between(day("2026-10-13"), day("2026-10-12")) == 0
    assert WEEKDAYS.school_days_between(day("2026-12-31"), day("2027-01-04")) == 2


def test_the_first_day_of_a_year_is_its_first_school_day():
    assert WEEKDAYS.first_school_day(a_year("2026-08-17", "2027-06-15")) == day("2026-08-17")


def test_closures_at_the_start_put_off_the_first_school_day():
    calendar = SchoolCalendar(closures=frozenset({day("2026-08-17"), day("2026-08-18")}))

    assert calendar.first_school_day(a_year("2026-08-17", "2027-06-15")) == day("2026-08-19")


def test_a_year_that_is_all_closure_still_has_a_first_day():
    first = day("2026-08-17")
    year_off = frozenset(first + timedelta(days=n) for n in range(310))

    assert (
        SchoolCalendar(closures=year_off).first_school_day(a_year("2026-08-17", "2027-06-15"))
        == first
    )


def test_the_last_school_day_before_a_meeting_lies_in_its_own_year():
    assert WEEKDAYS.last_school_day_before(day("2026-10-26")) == day("2026-10-23")
    assert WEEKDAYS.last_school_day_before(day("2026-08-18")) == day("2026-08-17")
    assert WEEKDAYS.last_school_day_before(day("2026-08-17")) is None


def test_the_first_school_day_of_a_month():
    assert WEEKDAYS.first_school_day_of_month(day("2026-10-31")) == day("2026-10-01")
    assert WEEKDAYS.first_school_day_of_month(day("2026-11-01")) == day("2026-11-02")
    assert WEEKDAYS.first_school_day_of_month(day("2026-08-05")) == day("2026-08-17")
    assert WEEKDAYS.first_school_day_of_month(day("2027-07-07")) is None


@pytest.mark.parametrize("slip", ["0027-03-01", "1949-03-01"])
def test_a_slip_of_the_pen_is_no_day_in_any_year(slip):
    assert WEEKDAYS.year_of(day(slip)) is None
    assert not WEEKDAYS.is_school_day(day(slip))
    with pytest.raises(DateError, match="look at the year"):
        WEEKDAYS.school_days_before(day(slip), 1)
    with pytest.raises(DateError, match="look at the year"):
        WEEKDAYS.year_begun_by(day(slip))


def test_counting_ends_with_the_last_calendar_there_is():
    with pytest.raises(DateError, match="look at the year"):
        WEEKDAYS.after(day("2199-03-01"))


def test_a_calendar_is_not_confirmed_until_the_district_says_so():
    assert not WEEKDAYS.confirmed


def test_equal_calendars_answer_for_each_other():
    one, other = (SchoolCalendar(closures=THANKSGIVING, confirmed=True) for _ in range(2))

    assert one.is_school_day(day("2026-11-30"))
    assert one == other
    assert hash(one) == hash(other)


days = st.dates(min_value=date(2025, 1, 1), max_value=date(2029, 12, 31))


@examples(100)
@given(closures=st.lists(days, max_size=40), first=days, n=st.integers(1, 260))
def test_counting_agrees_with_walking_from_day_to_day(closures, first, n):
    calendar = SchoolCalendar(closures=frozenset(closures))
    walked, counted = first, 0
    while counted < n:
        walked += timedelta(days=1)
        counted += calendar.is_school_day(walked)

    assert calendar.school_days_after(first, n) == walked
    assert calendar.school_days_between(first, walked) == n
    assert calendar.school_days_before(walked + timedelta(days=1), 1) == walked
    back = calendar.school_days_before(walked, n)
    assert calendar.is_school_day(back)
    assert calendar.school_days_between(back, calendar.before(walked)) == n - 1


@examples(100)
@given(closures=st.lists(days, max_size=20), day=days)
def test_the_order_in_which_closures_come_does_not_matter(closures, day):
    one = SchoolCalendar(closures=frozenset(closures))
    other = SchoolCalendar(closures=frozenset(reversed(closures)))

    assert one.on_or_before(day) == other.on_or_before(day)
    assert one.is_school_day(one.on_or_after(day))


YEAR_ROUND = SchoolCalendar(years=(SchoolYear(first=date(2026, 7, 6), last=date(2027, 6, 25)),))
BOTH = SchoolCalendar(schools=(("Tidepool Elementary", YEAR_ROUND),))


def test_a_school_with_a_calendar_of_its_own_overrides_the_workspaces():
    in_july = date(2026, 7, 8)

    assert BOTH.of("Tidepool Elementary").is_school_day(in_july)
    assert not BOTH.of("Quillmarsh High").is_school_day(in_july)
    assert not BOTH.is_school_day(in_july)
    assert BOTH.is_school_day_somewhere(in_july)
    assert not BOTH.is_school_day_somewhere(date(2026, 7, 3))


def test_two_calendars_that_differ_at_a_school_are_not_one_and_the_same():
    assert SchoolCalendar() != BOTH
    assert len({BOTH, SchoolCalendar(), WEEKDAYS}) == 2
