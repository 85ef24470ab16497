"""When a meeting's checklist thread opens."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.calendar import SchoolCalendar
from bot.meetings.meetings import Meeting

OPENS_AT = time(7, 0)
"""On the day of the meeting, in the workspace's zone."""

EARLY_BEFORE = time(8, 30)
"""A meeting before this leaves no time to read on its own morning."""

OPENS_EARLY_AT = time(15, 0)
"""On the school day before an early meeting."""


def thread_opens_at(meeting: Meeting, calendar: SchoolCalendar, zone: ZoneInfo) -> datetime:
    """The moment (UTC) at which the thread opens.

    An early meeting on the school year's first day has no school day before it that anybody
    would still remember in August: its thread opens on the day itself.
    """
    if meeting.at is not None and meeting.at < EARLY_BEFORE:
        day_before = calendar.last_school_day_before(meeting.on)
        if day_before is not None:
            return datetime.combine(day_before, OPENS_EARLY_AT, zone).astimezone(UTC)
    return datetime.combine(meeting.on, OPENS_AT, zone).astimezone(UTC)


def thread_stands(
    meeting: Meeting, calendar: SchoolCalendar, zone: ZoneInfo, *, now: datetime
) -> bool:
    """Whether the thread of a planned meeting is to be there at `now`.

    From its opening until the day is over: one for a day that has passed is not opened any more.
    """
    opened = thread_opens_at(meeting, calendar, zone) <= now
    return meeting.waits and opened and now.astimezone(zone).date() <= meeting.on


def days_whose_threads_may_open(today: date, calendar: SchoolCalendar) -> Iterator[date]:
    """Today, and every day up to the next school day, whose early meetings open today.

    Closures in between are among them: a meeting imported for one is kept, with a warning.
    """
    until = calendar.after(today)
    day = today
    while day <= until and (day == today or calendar.year_of(day) is not None):
        yield day
        day += timedelta(days=1)
