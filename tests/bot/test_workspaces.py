"""A workspace's own date."""

from datetime import UTC, date, datetime

import pytest

from bot.workspaces import LOCAL, Workspace


@pytest.mark.parametrize(
    ("now", "today"),
    [
        pytest.param(datetime(2026, 10, 8, 6, 59, tzinfo=UTC), date(2026, 10, 7), id="before"),
        pytest.param(datetime(2026, 10, 8, 7, 0, tzinfo=UTC), date(2026, 10, 8), id="at-midnight"),
        pytest.param(datetime(2026, 12, 8, 7, 59, tzinfo=UTC), date(2026, 12, 7), id="in-winter"),
    ],
)
def test_the_day_begins_at_midnight_in_the_workspaces_own_zone(now, today):
    assert Workspace(id=LOCAL, timezone="America/Los_Angeles").today(now) == today


def test_a_moment_without_a_zone_is_a_mistake():
    with pytest.raises(AssertionError, match="without a zone"):
        Workspace(id=LOCAL).today(datetime(2026, 10, 8, 12))
