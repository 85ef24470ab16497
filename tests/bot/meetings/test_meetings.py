"""On what days a meeting can be, and what may happen to it."""

from dataclasses import replace
from datetime import date, time

import pytest

from bot.calendar import WEEKDAYS
from bot.errors import DateError
from bot.meetings.meetings import MeetingState, cancelled, check_date, held, moved
from tests.bot.a_case import a_meeting, day

PLANNED = a_meeting("2026-10-27", "2026-08-20", at=time(8, 30))


@pytest.mark.parametrize(
    "on",
    [
        pytest.param("2026-10-26", id="a-monday"),
        pytest.param("2026-10-30", id="a-friday"),
        pytest.param("2026-08-17", id="the-first-day-of-the-year"),
        pytest.param("2027-06-15", id="the-last-day-of-the-year"),
    ],
)
def test_a_meeting_can_be_on_any_weekday_of_a_school_year(on):
    check_date(day(on), WEEKDAYS)


@pytest.mark.parametrize(
    ("on", "sentence"),
    [
        pytest.param("2026-10-24", "Saturday, October 24, 2026 is on a weekend", id="a-saturday"),
        pytest.param("2026-10-25", "Sunday, October 25, 2026 is on a weekend", id="a-sunday"),
        pytest.param("2026-08-14", "August 14, 2026 falls between", id="before-the-year"),
        pytest.param("2027-06-16", "June 16, 2027 falls between", id="after-the-year"),
    ],
)
def test_a_day_on_which_no_meeting_can_be_is_refused_in_words(on, sentence):
    with pytest.raises(DateError, match=sentence):
        check_date(day(on), WEEKDAYS)


@pytest.mark.parametrize(
    ("state", "today", "unmarked"),
    [
        pytest.param(MeetingState.PLANNED, "2026-10-27", False, id="on-its-day"),
        pytest.param(MeetingState.PLANNED, "2026-10-28", True, id="the-day-after"),
        pytest.param(MeetingState.HELD, "2026-10-28", False, id="held"),
        pytest.param(MeetingState.CANCELLED, "2026-10-28", False, id="cancelled"),
        pytest.param(MeetingState.ADJOURNED, "2026-10-28", False, id="adjourned"),
    ],
)
def test_a_planned_meeting_whose_day_has_passed_waits_for_an_answer(state, today, unmarked):
    meeting = a_meeting("2026-10-27", "2026-08-20", state=state)
    assert meeting.unmarked(today=day(today)) is unmarked


def test_what_was_held_is_no_longer_waited_for():
    meeting = held(PLANNED, on=date(2026, 10, 28))

    assert (meeting.state, meeting.held_on) == (MeetingState.HELD, date(2026, 10, 28))
    assert PLANNED.waits
    assert not meeting.waits


def test_what_was_cancelled_is_no_longer_waited_for():
    assert cancelled(PLANNED).state is MeetingState.CANCELLED
    assert not cancelled(PLANNED).waits


def move(meeting, to, *, at=None):
    return moved(meeting, to=day(to), at=at, today=date(2026, 9, 21), calendar=WEEKDAYS)


def test_a_moved_meeting_arises_anew_on_the_day_it_was_moved():
    meeting = move(PLANNED, "2026-11-03", at=time(10))

    assert (meeting.on, meeting.at) == (date(2026, 11, 3), time(10))
    assert meeting.arose_on == date(2026, 9, 21)
    assert meeting.waits


def test_rule_10_another_hour_is_a_move_too():
    meeting = move(PLANNED, "2026-10-27", at=time(10))
    assert (meeting.at, meeting.arose_on) == (time(10), date(2026, 9, 21))


@pytest.mark.parametrize("at", [None, time(10)], ids=["still-unknown", "known-at-last"])
def test_an_hour_that_becomes_known_moves_nothing(at):
    meeting = move(replace(PLANNED, at=None), "2026-10-27", at=at)
    assert (meeting.at, meeting.arose_on) == (at, PLANNED.arose_on)


def test_a_cancelled_meeting_set_again_on_its_day_arises_anew():
    meeting = move(cancelled(PLANNED), "2026-10-27")
    assert (meeting.waits, meeting.arose_on) == (True, date(2026, 9, 21))


def test_a_meeting_that_is_moved_was_neither_held_nor_signed():
    once_held = a_meeting(
        "2026-09-15",
        "2026-08-20",
        state=MeetingState.HELD,
        held_on=date(2026, 9, 15),
        consent_on=date(2026, 9, 16),
    )
    meeting = move(once_held, "2026-11-03")
    assert (meeting.waits, meeting.held_on, meeting.consent_on) == (True, None, None)


def test_a_meeting_cannot_be_moved_to_a_weekend():
    with pytest.raises(DateError, match="Please choose a weekday; nothing was saved"):
        move(PLANNED, "2026-10-31")
