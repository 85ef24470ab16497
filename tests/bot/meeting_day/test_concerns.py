"""What a parent raised comes up until somebody has dealt with it."""

from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.meeting_day.concerns import ConcernState, concerns_at
from bot.meetings.meetings import MeetingId, MeetingState
from bot.people.people import PersonId
from tests.bot.ui.running import MEETING, a_concern

ZONE = ZoneInfo("America/Los_Angeles")
EARLIER, LATER = MeetingId(11), MeetingId(13)
DAYS = {EARLIER: date(2026, 5, 5), MEETING.id: MEETING.on, LATER: date(2026, 11, 20)}
HELD = replace(MEETING, state=MeetingState.HELD, held_on=MEETING.on)
LATE_ON_THE_DAY = datetime(2026, 10, 28, 6, 59, tzinfo=UTC)
THE_DAY_AFTER = datetime(2026, 10, 28, 7, tzinfo=UTC)


def comes_up(at_meeting, **fields) -> bool:
    """Whether one concern belongs in the thread of `at_meeting`."""
    concern = a_concern(1, **fields)
    return concerns_at(at_meeting, [concern], days=DAYS, zone=ZONE) == [concern]


@pytest.mark.parametrize("state", list(ConcernState))
def test_a_meetings_own_concerns_stay_in_its_thread_whatever_became_of_them(state):
    assert comes_up(MEETING, state=state)
    assert comes_up(HELD, state=state, at=THE_DAY_AFTER)


@pytest.mark.parametrize(
    ("state", "carried"),
    [
        (ConcernState.OPEN, True),
        (ConcernState.DEFERRED, True),
        (ConcernState.ADDRESSED, False),
        (ConcernState.ANSWERED, False),
        (ConcernState.UNRESOLVED, False),
    ],
)
@pytest.mark.parametrize("raised_in", [None, EARLIER], ids=["a-conversation", "earlier-meeting"])
def test_what_is_open_or_deferred_is_carried_to_the_next_meeting(state, carried, raised_in):
    assert comes_up(MEETING, state=state, meeting=raised_in) is carried


def test_what_was_settled_in_a_meeting_stays_in_its_thread():
    settled = {"state": ConcernState.ANSWERED, "settled_in": MEETING.id}

    assert comes_up(MEETING, meeting=EARLIER, **settled)


def test_a_concern_of_a_later_meeting_is_not_taken_up_before_it():
    assert not comes_up(MEETING, meeting=LATER)


@pytest.mark.parametrize(
    ("at", "there"),
    [
        pytest.param(LATE_ON_THE_DAY, True, id="late-on-its-day"),
        pytest.param(THE_DAY_AFTER, False, id="the-day-after"),
    ],
)
def test_a_meeting_that_is_over_takes_up_what_was_raised_by_its_day(at, there):
    assert comes_up(HELD, meeting=None, at=at) is there


def test_a_cancelled_meeting_takes_up_nothing_from_elsewhere():
    cancelled = replace(MEETING, state=MeetingState.CANCELLED)

    assert not comes_up(cancelled, meeting=None)


def test_reopened_and_deferred_before_are_told_from_what_was_recorded():
    assert not a_concern(1).reopened
    assert a_concern(1, settled_by=PersonId(1)).reopened
    deferred = a_concern(1, state=ConcernState.DEFERRED, settled_in=EARLIER)
    assert deferred.deferred_before(MEETING.id)
    assert not deferred.deferred_before(EARLIER)
