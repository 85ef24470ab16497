"""When a respondent is told again: 7, 3 and 1 days before their form is due, and never after.

A day on which nobody ran is made up for on the next one.
"""

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


def is_nudged_on(
    on: date, due_on: date, calendar: SchoolCalendar, *, asked_on: date, told_on: date | None
) -> bool:
    """Tell whether a nudge comes on `on`: its day is there, or was missed since `told_on`.

    That is the last day before on which this respondent was nudged, of whatever was to be told by
    then; None where that was never. However many days were missed, one nudge makes up for them,
    and none comes once the form is late.
    """
    days = nudge_days(due_on, calendar, asked_on=asked_on)
    may_be = on <= due_on and calendar.is_school_day(on)
    return may_be and any(day <= on and (told_on is None or told_on < day) for day in days)


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
