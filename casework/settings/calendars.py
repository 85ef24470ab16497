"""What admins do with the school calendar, and with that of a school which has its own."""

from datetime import date

from bot.dates.closures import spans, weekdays
from bot.settings.calendars import CalendarInForce
from storage import Scope


def calendar_of(settings: Scope, school: str = "") -> CalendarInForce:
    """Return the calendar of the workspace, or of a school, with the closures still of interest."""
    calendar = settings.calendar.of(school) if school else settings.calendar
    since = calendar.year_begun_by(settings.today).first
    closures = [one for one in settings.settings.closures(school) if one[0] >= since]
    return CalendarInForce(
        school=school, calendar=calendar, closures=spans(closures), today=settings.today
    )


def schools_without_own(settings: Scope) -> list[str]:
    """Return the schools that go by the district's calendar."""
    own = {school for school, _ in settings.calendar.schools}
    return [school for school in settings.roles.schools() if school not in own]


def give_own_calendar(settings: Scope, school: str) -> None:
    """Let a school have a calendar of its own, with at least the year that runs."""
    years = settings.calendar.years or (settings.calendar.year_begun_by(settings.today),)
    settings.settings.give_own_calendar(school, years)


def remove_closure(settings: Scope, first: date, last: date, *, school: str) -> bool:
    """Let there be school on each of these days; return whether any was closed."""
    removed = [settings.settings.remove_closure(day, school) for day in weekdays(first, last)]
    return any(removed)
