"""A helper helps at one meeting, and not for ever."""

from dataclasses import replace
from datetime import date

import pytest

from bot.calendar import WEEKDAYS, SchoolCalendar
from bot.meeting_day.helpers import helps_until
from bot.meetings.meetings import MeetingState
from tests.bot.ui.running import MEETING

THURSDAY, FRIDAY = date(2026, 10, 29), date(2026, 10, 30)


@pytest.mark.parametrize(
    ("fields", "calendar", "until"),
    [
        pytest.param({}, WEEKDAYS, THURSDAY, id="planned-counts-from-its-day"),
        pytest.param(
            {"state": MeetingState.HELD, "held_on": date(2026, 10, 28)},
            WEEKDAYS,
            FRIDAY,
            id="held-counts-from-the-day-it-was-held",
        ),
        pytest.param({"state": MeetingState.ADJOURNED}, WEEKDAYS, THURSDAY, id="adjourned"),
        pytest.param(
            {}, SchoolCalendar(closures=frozenset({THURSDAY})), FRIDAY, id="a-closure-in-between"
        ),
        pytest.param({"state": MeetingState.CANCELLED}, WEEKDAYS, None, id="cancelled-at-once"),
    ],
)
def test_helping_ends_two_school_days_after_the_meeting(fields, calendar, until):
    assert helps_until(replace(MEETING, **fields), calendar) == until
