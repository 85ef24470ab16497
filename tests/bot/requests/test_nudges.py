"""Respondents are told again 7, 3 and 1 days before, on school days, and never of what is past."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from bot.calendar import SchoolCalendar
from bot.people.people import Person, PersonId, SlackUserId
from bot.requests.nudges import nudge_days, told_from

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
