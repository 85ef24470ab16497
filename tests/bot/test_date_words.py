"""A date outside of this school year says its year; one inside of it does not."""

from datetime import date, time

import pytest

from bot.calendar import SchoolCalendar, SchoolYear
from bot.date_words import in_full, in_short, in_words
from bot.ui.digest import hub
from bot.ui.records.students import meeting_line
from tests.bot.ui.a_desk import a_desk
from tests.bot.ui.a_glance import a_case_of, look

YEAR_ROUND = SchoolYear(first=date(2026, 7, 20), last=date(2027, 5, 28))
"""The district's own year, which is not the one that we suggest."""


@pytest.mark.parametrize(
    ("day", "words", "short"),
    [
        pytest.param("2026-07-20", "Monday, July 20", "Mon, Jul 20", id="its-first-day"),
        pytest.param("2027-05-28", "Friday, May 28", "Fri, May 28", id="its-last-day"),
        pytest.param("2026-07-17", "Friday, July 17, 2026", "Fri, Jul 17, 2026", id="before-it"),
        pytest.param("2027-06-01", "Tuesday, June 1, 2027", "Tue, Jun 1, 2027", id="after-it"),
        pytest.param("2029-05-02", "Wednesday, May 2, 2029", "Wed, May 2, 2029", id="years-ahead"),
    ],
)
def test_the_year_is_said_outside_of_the_workspaces_own_school_year(day, words, short):
    on = date.fromisoformat(day)

    assert (in_words(on, YEAR_ROUND), in_short(on, YEAR_ROUND)) == (words, short)
    assert str(on.year) in in_full(on)


def test_between_two_years_the_next_one_is_not_this_one_yet():
    year = SchoolCalendar().year_begun_by(date(2027, 7, 6))

    assert in_short(date(2027, 9, 2), year) == "Thu, Sep 2, 2027"


def test_in_june_a_meeting_in_september_says_its_year_in_every_list():
    seen = look(a_case_of(1, meets="2027-09-15", at=time(9)), today=date(2027, 6, 8))
    (student,) = seen.students

    assert meeting_line(student, seen).startswith("Wed, Sep 15, 2027 at 9:00 am")
    told = str(hub.overview(a_desk(seen)))
    assert "Wed, Sep 15, 2027 at 9:00 am" in told
    assert "by Fri, Aug 20, 2027" in told


def test_a_meeting_of_this_school_year_goes_without_it():
    seen = look(a_case_of(1, meets="2027-03-05"))
    (student,) = seen.students

    assert meeting_line(student, seen).startswith("Fri, Mar 5, ")
