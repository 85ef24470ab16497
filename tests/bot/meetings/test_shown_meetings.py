"""What somebody has before them of a meeting, and whether it has moved since."""

from dataclasses import replace
from datetime import date, time

import pytest

from bot.meetings.shown_meetings import has_moved, shown_from, shown_text
from tests.bot.a_case import a_meeting


@pytest.mark.parametrize(
    ("at", "now", "moved"),
    [
        pytest.param(None, {}, False, id="as-it-was"),
        pytest.param(time(9), {"at": time(10)}, True, id="another-time"),
        pytest.param(time(9), {"at": None}, True, id="its-time-taken-back"),
        pytest.param(None, {"at": time(9)}, False, id="a-time-set-for-the-first-time"),
        pytest.param(None, {"on": date(2026, 11, 25)}, True, id="another-day"),
        pytest.param(
            None, {"on": date(2026, 11, 25), "at": time(9)}, True, id="another-day-and-a-time"
        ),
    ],
)
def test_a_meeting_has_moved_where_its_day_or_a_time_that_was_known_is_another(at, now, moved):
    """A time that a colleague set was told as *The meeting has moved*."""
    meeting = a_meeting("2026-10-27", "2026-08-20", at=at)
    shown = shown_from(shown_text([meeting]))

    assert has_moved(replace(meeting, **now), shown) is moved
