"""When a respondent is told again: 7, 3 and 1 days before their form is due, and never after."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from bot.calendar import SchoolCalendar
from bot.digest.digest_hours import HasMornings
from bot.requests.requests import RequestId
from bot.workspaces import DAYTIME, Hours

STEPS = (7, 3, 1)
"""Days before the due date."""


def nudge_days(due_on: date, calendar: SchoolCalendar, *, asked_on: date) -> Iterator[date]:
    """Find the days of the nudges, each moved to the school day before where it is none.

    What would fall on the day of asking, or before it, is skipped: it has just been said.
    """
    for days in STEPS:
        on = calendar.on_or_before(due_on - timedelta(days=days))
        if on > asked_on:
            yield on


def reminding_of(requests: Iterable[RequestId], *, at: datetime) -> str:
    """Return the step of one nudge about several forms, at the moment at which it goes."""
    return "|".join([at.isoformat(timespec="minutes"), *map(str, requests)])


def reminded_of(step: str) -> list[RequestId]:
    """Return the forms that such a step names; none where it is a day's."""
    return [RequestId(int(number)) for number in step.split("|")[1:]]


def told_from(person: HasMornings, *, now: datetime, hours: Hours = DAYTIME) -> datetime | None:
    """Return from when on a message may reach the person; None means at once, in their day."""
    local = now.astimezone(person.zone)
    if local.time() in hours:
        return None
    later = local.time() >= hours.until
    day = local.date() + timedelta(days=1 if later else 0)
    return datetime.combine(day, hours.first, tzinfo=person.zone)
