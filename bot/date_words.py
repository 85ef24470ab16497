"""Days and hours as Americans say them, put together by Babel: the one source of every date.

A date outside of this school year says its year. Where `year` is given, it is the workspace's own
of that day; without it the day is at hand, such as today or the day of what a text stands beside.
"""

from datetime import date, time
from functools import lru_cache

from babel import Locale
from babel.dates import format_date

from bot.calendar import SchoolYear

_HERE = Locale.parse("en_US")
_DAYS_AT_HAND = 4096
"""A caseload names the same few days over and over, and Babel takes its time with each."""


@lru_cache(maxsize=_DAYS_AT_HAND)
def _put(day: date, pattern: str) -> str:
    return format_date(day, pattern, locale=_HERE)


def in_words(day: date, year: SchoolYear | None = None) -> str:
    """Return a date as people say it: Thursday, October 8."""
    return in_full(day) if _is_outside(day, year) else _put(day, "EEEE, MMMM d")


def in_short(day: date, year: SchoolYear | None = None) -> str:
    """Return a date in a list: Thu, Oct 8."""
    return in_short_with_year(day) if _is_outside(day, year) else _put(day, "EEE, MMM d")


def in_brief(day: date, year: SchoolYear | None = None) -> str:
    """Return a date where there is hardly any room: Oct 8."""
    return _put(day, "MMM d, y" if _is_outside(day, year) else "MMM d")


def _is_outside(day: date, year: SchoolYear | None) -> bool:
    return year is not None and day not in year


def in_full(day: date) -> str:
    """Return a date with its year: Thursday, October 8, 2026."""
    return _put(day, "EEEE, MMMM d, y")


def in_short_with_year(day: date) -> str:
    """Return a date in a list that is kept for years: Thu, Oct 8, 2026."""
    return _put(day, "EEE, MMM d, y")


def month(day: date, year: SchoolYear | None = None) -> str:
    """Return the month of a date: October 2026; inside the school `year`, October."""
    return _put(day, "MMMM" if year is not None and day in year else "MMMM y")


def without_weekday(day: date) -> str:
    """Return a date inside a paragraph that is kept for years: October 8, 2026."""
    return _put(day, "MMMM d, y")


def clock_time(at: time) -> str:
    """Return a time of day as people say it: 8:30 am."""
    return f"{at.hour % 12 or 12}:{at:%M} {'am' if at.hour < 12 else 'pm'}"


def at_clock_time(at: time | None) -> str:
    """Return what follows a day where the time is known: " at 8:30 am", else nothing."""
    return f" at {clock_time(at)}" if at else ""


def day_and_hour(on: date, at: time | None, year: SchoolYear | None = None) -> str:
    """Return when a meeting is, as far as that is known; in a list where `year` is given."""
    day = in_short(on, year) if year else in_full(on)
    return f"{day}{at_clock_time(at) or ', time not known yet'}"
