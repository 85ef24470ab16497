"""A person's morning: once a school day, in their own zone, whatever the clocks do."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.calendar import WEEKDAYS
from bot.digest.digest_hours import is_their_date, morning_of
from bot.people.people import Person, PersonId, SlackUserId
from bot.workspaces import Hours
from tests.bot.a_case import day
from tests.examples import examples

ZONES = (
    "America/Los_Angeles",
    "America/New_York",
    "America/Phoenix",
    "America/Adak",
    "America/St_Johns",
    "Pacific/Honolulu",
    "Pacific/Guam",
    "Europe/Berlin",
    "Australia/Lord_Howe",
    "Asia/Kolkata",
    "Africa/Casablanca",
    "Pacific/Chatham",
)

CHANGES = (date(2026, 3, 8), date(2026, 11, 1), date(2026, 3, 29), date(2026, 10, 25))
"""Days on which clocks are changed, in America and in Europe, and their neighbours in between."""


def a_person(zone: str = "America/Los_Angeles", at: time = time(6, 45)) -> Person:
    return Person(
        id=PersonId(1),
        slack_id=SlackUserId("U0EXAMPLE"),
        name="Quill Example",
        email=None,
        timezone=zone,
        digest_at=at,
    )


def at(text: str, zone: str = "America/Los_Angeles") -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        pytest.param("2026-10-08 06:44", None, id="a-minute-early"),
        pytest.param("2026-10-08 06:45", "2026-10-08", id="on-the-minute"),
        pytest.param("2026-10-08 17:59", "2026-10-08", id="the-assistant-was-down-all-day"),
        pytest.param("2026-10-08 18:00", None, id="the-evening-is-free"),
        pytest.param("2026-10-10 06:45", None, id="a-saturday"),
        pytest.param("2026-07-08 06:45", None, id="in-the-summer"),
    ],
)
def test_a_digest_comes_between_the_persons_morning_and_the_evening(moment, expected):
    wanted = day(expected) if expected else None

    assert morning_of(a_person(), WEEKDAYS, now=at(moment)) == wanted


def test_nobody_is_written_to_before_six_even_if_they_set_it_so():
    early = a_person(at=time(5, 30))

    assert morning_of(early, WEEKDAYS, now=at("2026-10-08 05:59")) is None
    assert morning_of(early, WEEKDAYS, now=at("2026-10-08 06:00")) == day("2026-10-08")


def test_each_person_has_a_morning_of_their_own():
    now = at("2026-10-08 06:45", "America/New_York")

    assert morning_of(a_person("America/New_York"), WEEKDAYS, now=now) == day("2026-10-08")
    assert morning_of(a_person("America/Los_Angeles"), WEEKDAYS, now=now) is None


@given(
    zone=st.sampled_from(ZONES),
    change=st.sampled_from(CHANGES),
    set_to=st.times(min_value=time(0), max_value=time(17, 59)),
    phase=st.integers(min_value=0, max_value=59),
)
@examples(150)
def test_across_a_clock_change_no_digest_is_skipped_or_sent_twice(zone, change, set_to, phase):
    """Plan at some second of every minute for nine days around the change."""
    person = a_person(zone, set_to)
    begin = datetime.combine(change - timedelta(days=4), time(0, 0, phase), ZoneInfo(zone))
    moments = [begin.astimezone(UTC) + timedelta(minutes=minute) for minute in range(9 * 1440)]
    mornings = [morning_of(person, WEEKDAYS, now=now) for now in moments]

    first_of = [new for old, new in pairwise([None, *mornings]) if new and new != old]
    days = [change + timedelta(days=offset) for offset in range(-3, 4)]

    assert sorted(set(first_of)) == first_of
    assert {one for one in first_of if one in days} == {
        one for one in days if WEEKDAYS.is_school_day(one)
    }


@pytest.mark.parametrize(
    ("moment", "is_theirs"),
    [
        ("2026-10-08 05:59", False),
        ("2026-10-08 06:00", True),
        ("2026-10-08 18:00", False),
        ("2026-10-09 07:00", False),
    ],
)
def test_a_digest_that_waited_is_not_sent_at_night_or_on_another_day(moment, is_theirs):
    assert is_their_date(day("2026-10-08"), a_person().zone, now=at(moment)) is is_theirs


EARLY_DISTRICT = Hours(first=time(5, 0), until=time(15, 0))


@pytest.mark.parametrize(
    ("moment", "expected"),
    [("04:59", None), ("05:00", "2026-10-08"), ("14:59", "2026-10-08"), ("15:00", None)],
)
def test_a_districts_own_quiet_hours_hold(moment, expected):
    now, person = at(f"2026-10-08 {moment}"), a_person(at=time(4, 0))
    wanted = day(expected) if expected else None

    assert morning_of(person, WEEKDAYS, now=now, hours=EARLY_DISTRICT) == wanted
    in_hours = is_their_date(day("2026-10-08"), person.zone, now=now, hours=EARLY_DISTRICT)
    assert in_hours is (wanted is not None)


def test_a_digest_set_to_come_in_the_evening_comes_in_the_morning_instead():
    late = a_person(at=time(15, 0))
    now = at("2026-10-08 05:00")

    assert morning_of(late, WEEKDAYS, now=now, hours=EARLY_DISTRICT) == day("2026-10-08")


@pytest.mark.parametrize(("today", "paused"), [("2026-10-08", True), ("2026-10-09", False)])
def test_a_leave_ends_on_the_day_on_which_somebody_is_back(today, paused):
    away = replace(a_person(), paused_until=day("2026-10-09"))

    assert away.is_paused(day(today)) is paused
    assert not a_person().is_paused(day(today))


@given(
    zone=st.sampled_from(sorted(ZONES)),
    moment=st.datetimes(min_value=datetime(2026, 8, 1), max_value=datetime(2027, 6, 30)),
    set_to=st.times(),
    first=st.times(min_value=time(0), max_value=time(9)),
    until=st.times(min_value=time(14), max_value=time(23, 59)),
)
@examples(300)
def test_nothing_goes_out_in_the_quiet_hours_whatever_zone_and_hours_are_set(
    zone, moment, set_to, first, until
):
    """An evening start finds nobody to write to, wherever they are and whatever they have set."""
    now, hours = moment.replace(tzinfo=UTC), Hours(first=first, until=until)
    person = a_person(zone, set_to)

    on = morning_of(person, WEEKDAYS, now=now, hours=hours)

    local = now.astimezone(ZoneInfo(zone))
    if on is not None:
        assert on == local.date()
        assert first <= local.time() < until
        assert WEEKDAYS.is_school_day(on)
        assert is_their_date(on, person.zone, now=now, hours=hours)
