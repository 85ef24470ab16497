"""When a person's morning is, and what their day allows."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from bot.calendar import SchoolCalendar
from bot.people import Person

EARLIEST = time(6, 0)
LATEST = time(18, 0)
"""Nothing but a checklist thread goes out before the one or from the other on."""


def morning_of(person: Person, calendar: SchoolCalendar, *, now: datetime) -> date | None:
    """The date whose digest is to be sent to the person at `now`; None where none is.

    That is their own date, from the time they set until the evening: a digest that could not go
    in the morning still goes in the afternoon, and never on another day. Clock changes neither
    skip nor repeat it, since a day has one date however long it is.
    """
    local = now.astimezone(person.zone)
    begins = max(person.digest_at, EARLIEST)
    if not begins <= local.time() < LATEST or not calendar.is_school_day(local.date()):
        return None
    return local.date()


def is_their_date(day: date, zone: ZoneInfo, *, now: datetime) -> bool:
    """Whether it is `day` in the person's zone, at an hour at which they may be written to."""
    local = now.astimezone(zone)
    return local.date() == day and EARLIEST <= local.time() < LATEST
