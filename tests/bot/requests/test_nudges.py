"""Respondents are told again 7, 3 and 1 days before, on school days, and never of what is past."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.calendar import SchoolCalendar
from bot.people.people import Person, PersonId, SlackUserId
from bot.requests.nudges import is_nudged_on, nudge_days, told_from

HERE = ZoneInfo("America/Los_Angeles")
LONG_AGO = date(2026, 9, 1)


@pytest.mark.parametrize(
    ("due_on", "asked_on", "days"),
    [
        pytest.param(
            date(2026, 10, 15),
            LONG_AGO,
            [date(2026, 10, 8), date(2026, 10, 12), date(2026, 10, 14)],
            id="all-three-on-school-days",
        ),
        pytest.param(
            date(2026, 10, 13),
            LONG_AGO,
            [date(2026, 10, 6), date(2026, 10, 9), date(2026, 10, 12)],
            id="a-saturday-becomes-the-friday-before-it",
        ),
        pytest.param(
            date(2026, 10, 15),
            date(2026, 10, 8),
            [date(2026, 10, 12), date(2026, 10, 14)],
            id="what-falls-on-the-day-of-asking-is-skipped",
        ),
        pytest.param(
            date(2026, 10, 15),
            date(2026, 10, 7),
            [date(2026, 10, 8), date(2026, 10, 12), date(2026, 10, 14)],
            id="the-day-after-asking-is-not",
        ),
        pytest.param(date(2026, 10, 15), date(2026, 10, 15), [], id="asked-on-the-last-day"),
    ],
)
def test_the_days_of_the_nudges(due_on, asked_on, days):
    assert list(nudge_days(due_on, SchoolCalendar(), asked_on=asked_on)) == days


def nudged(calendar, *, missed=(), due_on=date(2026, 10, 15), told_on=None):
    """The days of the nudges where nobody runs on those that are missed."""
    told = []
    for day in (date(2026, 10, 1) + timedelta(days=number) for number in range(30)):
        if day in missed or not calendar.is_school_day(day):
            continue
        if is_nudged_on(day, due_on, calendar, asked_on=LONG_AGO, told_on=told_on):
            told.append(day)
            told_on = day
    return told


@pytest.mark.parametrize(
    ("missed", "days"),
    [
        pytest.param((), (8, 12, 14), id="none-missed"),
        pytest.param((8,), (9, 12, 14), id="one-comes-the-day-after"),
        pytest.param((8, 9), (12, 14), id="one-that-falls-to-the-next-is-one-with-it"),
        pytest.param((12,), (8, 13, 14), id="the-second"),
        pytest.param((14,), (8, 12, 15), id="the-last-still-comes-on-the-due-date"),
        pytest.param((14, 15), (8, 12), id="and-never-after-it"),
        pytest.param(range(6, 13), (13, 14), id="a-week-away-brings-one-for-all"),
        pytest.param(range(5, 17), (), id="away-until-it-is-late"),
        pytest.param((7, 9, 13), (8, 12, 14), id="other-days-do-not-matter"),
    ],
)
def test_a_nudge_whose_day_was_missed_comes_the_next_school_day(missed, days):
    away = {date(2026, 10, day) for day in missed}

    assert nudged(SchoolCalendar(), missed=away) == [date(2026, 10, day) for day in days]


def test_over_the_new_year_a_missed_nudge_comes_when_school_begins_again():
    closed = SchoolCalendar(
        closures=frozenset(date(2026, 10, 12) + timedelta(days=number) for number in range(5))
    )
    away = {date(2026, 10, day) for day in (8, 9)}

    told = nudged(closed, missed=away, due_on=date(2026, 10, 21))

    assert told == [date(2026, 10, 19), date(2026, 10, 20)]


def test_a_closure_is_no_day_for_a_nudge():
    closed = SchoolCalendar(closures=frozenset({date(2026, 10, 12)}))

    days = list(nudge_days(date(2026, 10, 13), closed, asked_on=LONG_AGO))

    assert days[-1] == date(2026, 10, 9)


@pytest.mark.parametrize(
    ("local", "told"),
    [
        pytest.param("2026-10-08T06:00", None, id="from-six"),
        pytest.param("2026-10-08T17:59", None, id="until-six"),
        pytest.param("2026-10-08T05:59", "2026-10-08T06:00", id="before-dawn"),
        pytest.param("2026-10-08T18:00", "2026-10-09T06:00", id="in-the-evening"),
    ],
)
def test_a_message_waits_for_the_persons_own_day(local, told):
    person = Person(
        id=PersonId(1),
        slack_id=SlackUserId("U0TEA"),
        name="Tea",
        email=None,
        timezone="America/Los_Angeles",
        digest_at=time(6, 45),
    )
    now = datetime.fromisoformat(local).replace(tzinfo=HERE).astimezone(UTC)
    expected = datetime.fromisoformat(told).replace(tzinfo=HERE) if told else None

    assert told_from(person, now=now) == expected
