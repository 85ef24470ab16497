"""When somebody is reminded of a call that they agreed on."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.calendar import WEEKDAYS
from bot.conversations.booked_calls import (
    BookedCall,
    CallId,
    CallState,
    is_reminded_now,
    plans_conversation,
    reminded_at,
)
from bot.dates.obligation_rows import State
from bot.dates.obligation_rules import ObligationId
from bot.dates.obligations import obligations_of
from bot.meetings.meetings import MeetingId
from bot.people.people import PersonId
from bot.students import StudentId
from tests.bot.a_case import a_case, a_meeting, recorded

LA = ZoneInfo("America/Los_Angeles")
TOKYO = ZoneInfo("Asia/Tokyo")
MEETING = a_meeting("2026-10-27", "2026-08-20")


def local(text, zone=LA):
    return datetime.fromisoformat(text).replace(tzinfo=zone).astimezone(UTC)


def a_call(at, *, state=CallState.BOOKED, student=7):
    return BookedCall(
        id=CallId(1),
        student=StudentId(student),
        meeting=MeetingId(12),
        at=local(at),
        state=state,
        by=PersonId(1),
    )


@pytest.mark.parametrize(
    ("call", "reminder"),
    [
        pytest.param("2026-10-08T15:30", "2026-10-08T15:15", id="shortly-before"),
        pytest.param("2026-10-08T06:15", "2026-10-08T06:00", id="at-the-first-hour"),
        pytest.param("2026-10-08T06:14", "2026-10-07T17:45", id="too-early-so-the-evening-before"),
        pytest.param("2026-10-08T18:14", "2026-10-08T17:59", id="at-the-last-minute"),
        pytest.param("2026-10-08T18:15", "2026-10-08T17:45", id="in-the-evening"),
        pytest.param("2026-10-08T00:05", "2026-10-07T17:45", id="after-midnight"),
        pytest.param("2026-11-01T15:30", "2026-11-01T15:15", id="on-the-day-clocks-go-back"),
        pytest.param("2027-03-14T06:10", "2027-03-13T17:45", id="on-the-day-they-go-forward"),
    ],
)
def test_the_reminder_comes_shortly_before_and_never_outside_the_hours(call, reminder):
    assert reminded_at(local(call), LA) == local(reminder)


@pytest.mark.parametrize(
    ("now", "reminded"),
    [
        pytest.param("2026-10-08T15:14", False, id="a-minute-early"),
        pytest.param("2026-10-08T15:15", True, id="on-time"),
        pytest.param("2026-10-08T15:29", True, id="late-but-before-the-call"),
        pytest.param("2026-10-08T15:30", False, id="when-it-has-begun"),
    ],
)
def test_nobody_is_reminded_too_early_or_too_late(now, reminded):
    assert is_reminded_now(a_call("2026-10-08T15:30"), LA, now=local(now)) is reminded


def test_a_reminder_that_could_not_go_in_time_does_not_go_in_the_night():
    call = a_call("2026-10-08T20:00")
    assert is_reminded_now(call, LA, now=local("2026-10-08T17:59"))
    assert not is_reminded_now(call, LA, now=local("2026-10-08T18:00"))


def test_each_is_reminded_in_their_own_zone():
    in_the_afternoon = local("2026-10-08T15:30")
    assert reminded_at(in_the_afternoon, TOKYO) == local("2026-10-09T07:15", TOKYO)


def test_a_call_that_is_cancelled_reminds_nobody():
    call = a_call("2026-10-08T15:30", state=CallState.CANCELLED)
    assert not is_reminded_now(call, LA, now=local("2026-10-08T15:20"))


@pytest.mark.parametrize(
    ("call", "plans"),
    [
        pytest.param(a_call("2026-10-26T23:59"), True, id="the-day-before"),
        pytest.param(a_call("2026-10-27T08:00"), False, id="on-the-day-itself"),
        pytest.param(a_call("2026-10-20T08:00", state=CallState.CANCELLED), False, id="cancelled"),
        pytest.param(a_call("2026-10-20T08:00", student=8), False, id="anothers"),
    ],
)
def test_a_call_before_the_meeting_plans_the_conversation(call, plans):
    assert plans_conversation(call, MEETING, LA) is plans


@pytest.mark.parametrize(
    ("today", "state"),
    [
        pytest.param("2026-10-20", State.PLANNED, id="on-the-day-of-the-call"),
        pytest.param("2026-10-21", State.OPEN, id="when-nobody-took-it"),
    ],
)
def test_a_conversation_is_planned_no_longer_than_its_call(today, state):
    row = ObligationId.PARENT_CONVERSATION
    case = a_case(
        MEETING, standings=recorded(State.PLANNED, row), calls=(a_call("2026-10-20T09:00"),)
    )
    rows = {one.id: one for one in obligations_of(case, WEEKDAYS, today=date.fromisoformat(today))}
    assert rows[row].state is state
