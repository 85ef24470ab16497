"""What admins do with a list of closures: look it through, then take its good rows in."""

from bot.dates.closures import Pasted, look_through
from bot.imports.import_rows import read_closures
from storage import Scope


def look_through_list(settings: Scope, text: str, *, school: str = "") -> Pasted:
    """Return what a list would change, and which rows would stay out."""
    read = read_closures(text)
    known = [day for day, _ in settings.settings.closures(school)]
    return look_through(read.rows, read.findings, known=known)


def take_in_list(settings: Scope, text: str, *, school: str = "") -> int:
    """Take the good rows of a list in; return how many days were not closed yet.

    Whoever brings in the district's own list has looked at the calendar, so that is confirmed.
    """
    new = look_through_list(settings, text, school=school).new
    added = settings.settings.add_closures(new, school)
    if not settings.calendar.confirmed:
        settings.settings.confirm_calendar()
    return added
