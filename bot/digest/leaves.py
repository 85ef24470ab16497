"""The first morning after a leave, on which a digest comes whatever there is to say."""

from collections.abc import Collection
from datetime import date

from bot.calendar import SchoolCalendar


def is_first_morning_back(
    on: date, back_on: date | None, calendars: Collection[SchoolCalendar]
) -> bool:
    """Tell whether `on` is somebody's first school day after a leave, in which no digest came.

    `back_on` is the day named for their return, None where no leave is on record. The calendars
    are those of their students' schools: the latest of the school days before counts.
    """
    if back_on is None or not calendars:
        return False
    before = max(calendar.before(on) for calendar in calendars)
    return before < back_on <= on
