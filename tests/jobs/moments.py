"""Moments of school time, and what is to be said at them."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from jobs.plan import errands_now
from jobs.surroundings import JobSurroundings
from storage import Errand
from tests.jobs.conftest import StandingClock


def at(text: str, zone: str = "America/Los_Angeles") -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


def said_at(
    surroundings: JobSurroundings,
    clock: StandingClock,
    moment: str,
    zone: str = "America/Los_Angeles",
) -> list[Errand]:
    """What is to be said at a moment, seen with fresh eyes."""
    clock.at = at(moment, zone)
    return errands_now(surroundings)
