"""When a meeting's checklist thread opens."""

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest

from bot.calendar import WEEKDAYS, SchoolCalendar
from bot.meeting_day.threads import days_whose_threads_may_open, thread_opens_at, thread_stands
from bot.meetings.meetings import cancelled
from tests.bot.a_case import a_meeting, day

PACIFIC = ZoneInfo("America/Los_Angeles")
WINTER_BREAK = SchoolCalendar(
    closures=frozenset(day(f"2026-12-{date:02}") for date in range(21, 32)) | {day("2027-01-01")}
)


def opens(on: str, at: time | None, calendar: SchoolCalendar = WEEKDAYS) -> str:
    meeting = a_meeting(on, "2026-06-01", at=at)
    return thread_opens_at(meeting, calendar, PACIFIC).astimezone(PACIFIC).isoformat(" ", "minutes")


@pytest.mark.parametrize(
    ("on", "at", "expected"),
    [
        pytest.param("2026-10-27", time(10), "2026-10-27 07:00-07:00", id="on-the-morning"),
        pytest.param("2026-10-27", None, "2026-10-27 07:00-07:00", id="time-not-known-yet"),
        pytest.param("2026-10-27", time(8, 30), "2026-10-27 07:00-07:00", id="at-half-past-eight"),
        pytest.param("2026-10-27", time(8, 29), "2026-10-26 15:00-07:00", id="an-early-meeting"),
        pytest.param("2026-10-26", time(7, 30), "2026-10-23 15:00-07:00", id="early-on-a-monday"),
        pytest.param("2026-11-02", time(8), "2026-10-30 15:00-07:00", id="clocks-change-between"),
        pytest.param("2026-11-02", time(9), "2026-11-02 07:00-08:00", id="after-clocks-changed"),
        pytest.param("2026-08-17", time(8), "2026-08-17 07:00-07:00", id="the-years-first-day"),
    ],
)
def test_a_thread_opens_on_the_morning_or_for_an_early_meeting_the_day_before(on, at, expected):
    assert opens(on, at) == expected


def test_an_early_meeting_after_a_break_opens_before_the_break():
    assert opens("2027-01-04", time(8), WINTER_BREAK) == "2026-12-18 15:00-08:00"


@pytest.mark.parametrize(
    ("now", "stands"),
    [
        pytest.param("2026-10-27 06:59", False, id="a-minute-early"),
        pytest.param("2026-10-27 07:00", True, id="on-the-minute"),
        pytest.param("2026-10-27 22:00", True, id="the-assistant-was-down-all-day"),
        pytest.param("2026-10-28 07:00", False, id="the-day-has-passed"),
    ],
)
def test_a_thread_is_opened_until_its_day_is_over(now, stands):
    meeting = a_meeting("2026-10-27", "2026-09-01", at=time(10))
    moment = datetime.fromisoformat(now).replace(tzinfo=PACIFIC).astimezone(UTC)

    assert thread_stands(meeting, WEEKDAYS, PACIFIC, now=moment) is stands


def test_a_cancelled_meeting_gets_no_thread():
    meeting = cancelled(a_meeting("2026-10-27", "2026-09-01", at=time(10)))
    moment = datetime(2026, 10, 27, 8, tzinfo=PACIFIC)

    assert not thread_stands(meeting, WEEKDAYS, PACIFIC, now=moment)


@pytest.mark.parametrize(
    ("today", "last", "count"),
    [
        pytest.param("2026-10-27", "2026-10-28", 2, id="on-a-school-day-today-and-the-next"),
        pytest.param("2026-10-23", "2026-10-26", 4, id="on-a-friday-up-to-monday"),
        pytest.param("2026-06-15", "2026-06-15", 1, id="on-the-years-last-day-no-further"),
    ],
)
def test_the_days_to_look_at_reach_to_the_next_school_day(today, last, count):
    days = list(days_whose_threads_may_open(day(today), WEEKDAYS))

    assert (days[0], days[-1], len(days)) == (day(today), day(last), count)


def test_no_early_meeting_is_missed_by_looking_at_those_days():
    """Whatever the day and the hour of a meeting, some day to look at leads to it in time."""
    for date in range(1, 29):
        meeting = a_meeting(f"2027-01-{date:02}", "2026-09-01", at=time(8))
        opened = thread_opens_at(meeting, WINTER_BREAK, PACIFIC).astimezone(PACIFIC).date()

        assert meeting.on in days_whose_threads_may_open(opened, WINTER_BREAK)
