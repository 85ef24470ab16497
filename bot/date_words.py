"""Days and hours as people say them.

A date outside of this school year says its year. Where `year` is given, it is the workspace's own
of that day; without it the day is at hand, such as today or the day of what a text stands beside.
"""

from datetime import date, time

from bot.calendar import SchoolYear


def in_words(day: date, year: SchoolYear | None = None) -> str:
    """Return a date as people say it: Thursday 8 October."""
    return f"{day:%A} {day.day} {day:%B}{_outside(day, year)}"


def in_short(day: date, year: SchoolYear | None = None) -> str:
    """Return a date in a list: Thu 8 Oct."""
    return f"{day:%a} {day.day} {day:%b}{_outside(day, year)}"


def _outside(day: date, year: SchoolYear | None) -> str:
    return "" if year is None or day in year else f" {day.year}"


def in_full(day: date) -> str:
    """Return a date with its year: Thursday 8 October 2026."""
    return f"{in_words(day)} {day.year}"


def in_short_with_year(day: date) -> str:
    """Return a date in a list that is kept for years: Thu 8 Oct 2026."""
    return f"{in_short(day)} {day.year}"


def clock_time(at: time) -> str:
    """Return a time of day as people say it: 8:30 am."""
    return f"{at.hour % 12 or 12}:{at:%M} {'am' if at.hour < 12 else 'pm'}"


def at_clock_time(at: time | None) -> str:
    """Return what follows a day where the time is known: " at 8:30 am", else nothing."""
    return f" at {clock_time(at)}" if at else ""


def day_and_hour(on: date, at: time | None) -> str:
    """Return when a meeting is, as far as that is known."""
    return f"{in_full(on)}{at_clock_time(at) or ', time not known yet'}"
