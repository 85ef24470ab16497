"""The two figures that tell an administrator whether schools talk with parents."""

from datetime import date

import pytest

from bot.conversations.collaboration import (
    Compared,
    Rate,
    Talk,
    collaboration_rate,
    conversations_compared,
    first_session,
)
from bot.meetings.meetings import MeetingId, MeetingState
from tests.bot.a_case import a_meeting, day

FALL = {"first": date(2026, 8, 17), "last": date(2026, 12, 18)}


def talk(held_on, meeting=12):
    return Talk(held_on=day(held_on), meeting=MeetingId(meeting) if meeting else None)


def a_held_meeting(on="2026-10-27", number=12, **fields):
    known = {"id": MeetingId(number), "state": MeetingState.HELD, "held_on": day(on)}
    return a_meeting(on, "2026-08-20", **{**known, **fields})


def rate(meetings, talks):
    return collaboration_rate(meetings, talks, **FALL)


@pytest.mark.parametrize(
    ("held_on", "now", "before"),
    [
        pytest.param("2026-08-17", 1, 0, id="the-first-day"),
        pytest.param("2026-12-18", 1, 0, id="the-last-day"),
        pytest.param("2026-08-16", 0, 0, id="the-day-before"),
        pytest.param("2026-12-19", 0, 0, id="the-day-after"),
        pytest.param("2025-08-17", 0, 1, id="the-first-day-a-year-before"),
        pytest.param("2025-12-18", 0, 1, id="the-last-day-a-year-before"),
        pytest.param("2025-08-16", 0, 0, id="too-early-a-year-before"),
        pytest.param("2025-12-19", 0, 0, id="too-late-a-year-before"),
        pytest.param("2024-10-01", 0, 0, id="two-years-before"),
    ],
)
def test_a_conversation_counts_in_its_own_months_or_in_those_of_a_year_before(held_on, now, before):
    compared = conversations_compared([talk(held_on)], **FALL)
    assert compared == Compared(now=now, before=before)


def test_a_leap_day_is_compared_with_the_last_of_february():
    talks = [talk("2027-02-28"), talk("2028-02-29"), talk("2027-03-01")]
    compared = conversations_compared(talks, first=day("2028-02-01"), last=day("2028-02-29"))
    assert compared == Compared(now=1, before=1)


def test_a_conversation_counts_as_one_whether_or_not_a_meeting_is_set():
    talks = [talk("2026-10-01", meeting=None), talk("2026-10-01")]
    assert conversations_compared(talks, **FALL).now == 2


@pytest.mark.parametrize(
    ("now", "before", "change"),
    [(150, 100, 50), (60, 100, -40), (7, 7, 0), (5, 0, None), (0, 0, None), (0, 8, -100)],
)
def test_the_change_is_in_percent_of_what_there_was_before(now, before, change):
    assert Compared(now=now, before=before).change == change


@pytest.mark.parametrize(
    ("held_on", "talked"),
    [
        pytest.param("2026-10-26", 1, id="the-day-before"),
        pytest.param("2026-10-27", 0, id="on-the-day"),
        pytest.param("2026-10-28", 0, id="the-day-after"),
    ],
)
def test_the_conversation_comes_before_the_meeting_or_does_not_count(held_on, talked):
    assert rate([a_held_meeting()], [talk(held_on)]) == Rate(held=1, talked_before=talked)


def test_a_meeting_held_later_than_planned_counts_by_the_day_it_was_held():
    late = a_held_meeting(held_on=day("2026-10-29"))
    assert rate([late], [talk("2026-10-28")]).talked_before == 1


def test_two_conversations_before_one_meeting_count_once():
    assert rate([a_held_meeting()], [talk("2026-10-01"), talk("2026-10-30")]) == Rate(
        held=1, talked_before=1
    )


@pytest.mark.parametrize(
    "state", [MeetingState.PLANNED, MeetingState.CANCELLED, MeetingState.ADJOURNED]
)
def test_only_meetings_that_were_held_count(state):
    assert rate([a_held_meeting(state=state)], [talk("2026-10-01")]).held == 0


def test_a_meeting_of_long_ago_that_a_file_brought_counts_neither_way():
    history = a_held_meeting("2026-09-10", arose_on=day("2026-09-11"))
    earlier = a_held_meeting("2025-09-10", 13, arose_on=day("2026-09-11"))
    assert rate([history, earlier], []) == Rate(held=0, talked_before=0, history=1)


@pytest.mark.parametrize(
    ("on", "held"),
    [("2026-08-16", 0), ("2026-08-17", 1), ("2026-12-18", 1), ("2026-12-19", 0)],
)
def test_meetings_count_from_the_first_day_to_the_last(on, held):
    meeting = a_held_meeting(on, arose_on=day("2026-06-01"))
    assert rate([meeting], []).held == held


def test_a_chain_of_adjourned_meetings_counts_once_and_any_sessions_conversation_counts():
    adjourned = a_held_meeting(number=12, state=MeetingState.ADJOURNED, held_on=None)
    again = a_held_meeting("2026-11-03", number=13, continues=MeetingId(12))
    later = a_held_meeting("2026-11-10", number=14, continues=MeetingId(13))

    for session in (12, 13, 14):
        counted = rate([adjourned, again, later], [talk("2026-10-20", session)])
        assert counted == Rate(held=1, talked_before=1)


def test_a_chain_that_runs_in_a_circle_ends():
    circle = {MeetingId(1): MeetingId(2), MeetingId(2): MeetingId(1)}
    assert first_session(MeetingId(1), circle) == MeetingId(2)


@pytest.mark.parametrize(
    ("held", "talked", "percent"),
    [
        (0, 0, None),
        (4, 0, 0),
        (4, 4, 100),
        (4, 3, 75),
        pytest.param(1000, 999, 99, id="not-quite-all"),
        pytest.param(1000, 1, 1, id="not-quite-none"),
    ],
)
def test_the_share_says_all_only_of_all_and_none_only_of_none(held, talked, percent):
    assert Rate(held=held, talked_before=talked).percent == percent
