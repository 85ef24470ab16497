"""School years: those the district gives, and those that are there unless it does."""

import pytest

from bot.calendar import WEEKDAYS, SchoolCalendar, SchoolYear
from bot.errors import DateError
from tests.bot.a_case import day


def a_year(first: str, last: str) -> SchoolYear:
    return SchoolYear(first=day(first), last=day(last))


@pytest.mark.parametrize(
    ("starting", "first", "last"),
    [
        pytest.param(2025, "2025-08-15", "2026-06-15", id="both-are-weekdays"),
        pytest.param(2026, "2026-08-17", "2027-06-15", id="a-saturday-in-august"),
        pytest.param(2027, "2027-08-16", "2028-06-15", id="a-sunday-in-august"),
        pytest.param(2024, "2024-08-15", "2025-06-13", id="a-sunday-in-june"),
        pytest.param(2023, "2023-08-15", "2024-06-14", id="a-saturday-in-june"),
    ],
)
def test_a_year_runs_from_mid_august_to_mid_june_unless_the_district_says(starting, first, last):
    assert WEEKDAYS.year_starting(starting) == a_year(first, last)


def test_a_day_between_two_years_belongs_to_neither():
    assert WEEKDAYS.year_of(day("2027-07-07")) is None
    assert WEEKDAYS.year_of(day("2027-06-15")) == WEEKDAYS.year_starting(2026)
    assert WEEKDAYS.year_of(day("2026-08-17")) == WEEKDAYS.year_starting(2026)


def test_the_year_begun_by_a_summer_day_is_the_one_that_has_ended():
    assert WEEKDAYS.year_begun_by(day("2027-07-07")) == WEEKDAYS.year_starting(2026)
    assert WEEKDAYS.year_begun_by(day("2027-08-16")) == WEEKDAYS.year_starting(2027)


def test_a_year_that_the_district_gave_replaces_the_default_one_only():
    year = a_year("2026-08-10", "2027-06-04")
    calendar = SchoolCalendar(years=(year,))

    assert calendar.year_of(day("2026-08-10")) == year
    assert calendar.year_of(day("2027-06-05")) is None
    assert calendar.year_of(day("2025-10-01")) == WEEKDAYS.year_starting(2025)


@pytest.mark.parametrize(
    ("first", "last", "other_day", "other_year"),
    [
        pytest.param(
            "2026-06-08",
            "2027-06-04",
            "2026-06-05",
            ("2025-08-15", "2026-06-07"),
            id="begins-early",
        ),
        pytest.param(
            "2026-08-25", "2027-08-20", "2027-08-23", ("2027-08-21", "2028-06-15"), id="ends-late"
        ),
    ],
)
def test_default_years_make_room_for_a_year_that_the_district_gave(
    first, last, other_day, other_year
):
    calendar = SchoolCalendar(years=(a_year(first, last),))

    assert calendar.year_of(day(first)) == calendar.year_of(day(last)) == a_year(first, last)
    assert calendar.year_of(day(other_day)) == a_year(*other_year)


def test_a_default_year_can_be_left_with_a_single_day():
    calendar = SchoolCalendar(
        years=(a_year("2025-12-31", "2026-12-30"), a_year("2027-01-01", "2027-12-17"))
    )

    assert calendar.year_starting(2026) == a_year("2026-12-31", "2026-12-31")


def test_a_default_year_for_which_no_room_is_left_does_not_exist():
    calendar = SchoolCalendar(
        years=(a_year("2025-12-31", "2026-12-31"), a_year("2027-01-01", "2027-12-17"))
    )

    assert calendar.year_starting(2026) is None
    assert calendar.after(day("2026-12-31")) == day("2027-01-01")


@pytest.mark.parametrize(
    ("first", "last"),
    [
        pytest.param("2026-08-17", "2026-08-16", id="ends-before-it-begins"),
        pytest.param("2026-08-17", "2027-08-18", id="longer-than-a-year"),
    ],
)
def test_a_year_that_cannot_be_is_refused_with_a_sentence(first, last):
    with pytest.raises(DateError, match="Please enter its first and its last day"):
        a_year(first, last)


def test_a_year_of_one_day_is_a_year():
    assert day("2026-08-17") in a_year("2026-08-17", "2026-08-17")


@pytest.mark.parametrize(
    "second",
    [
        pytest.param(("2027-06-04", "2027-12-17"), id="they-share-a-day"),
        pytest.param(("2026-11-02", "2027-05-28"), id="one-lies-in-the-other"),
    ],
)
def test_years_that_run_into_each_other_are_refused(second):
    with pytest.raises(DateError, match="overlap"):
        SchoolCalendar(years=(a_year(*second), a_year("2026-08-10", "2027-06-04")))


def test_two_years_cannot_begin_in_one_calendar_year():
    with pytest.raises(DateError, match="overlap"):
        SchoolCalendar(
            years=(a_year("2026-01-05", "2026-06-12"), a_year("2026-08-10", "2027-06-04"))
        )
