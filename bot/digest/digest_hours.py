"""When a person's morning is, and what their day allows."""

from datetime import date, datetime, time
from typing import Protocol
from zoneinfo import ZoneInfo

from bot.calendar import SchoolCalendar
from bot.workspaces import DAYTIME, Hours


class HasMornings(Protocol):
    """A person, or a channel that is spoken to as if it were one."""

    @property
    def zone(self) -> ZoneInfo: ...
    @property
    def digest_at(self) -> time: ...


def morning_of(
    person: HasMornings, calendar: SchoolCalendar, *, now: datetime, hours: Hours = DAYTIME
) -> date | None:
    """Return the date whose digest is to be sent to the person at `now`; None where none is.

    That is their own date, from the time they set until the evening: a digest that could not go
    in the morning still goes in the afternoon, and never on another day. Clock changes neither
    skip nor repeat it, since a day has one date however long it is. `hours` are the district's:
    a time set after the last of them would never come, so the digest then goes at the first.
    Whose school has no school that day, what they are told of decides.
    """
    local = now.astimezone(person.zone)
    begins = person.digest_at if person.digest_at in hours else hours.first
    if local.time() < begins or local.time() not in hours:
        return None
    return local.date() if calendar.is_school_day_somewhere(local.date()) else None


def is_their_date(day: date, zone: ZoneInfo, *, now: datetime, hours: Hours = DAYTIME) -> bool:
    """Tell whether it is `day` in the person's zone, at an hour at which they may be written to."""
    local = now.astimezone(zone)
    return local.date() == day and local.time() in hours
