"""When a meeting's checklist thread opens, and where to look when it is over."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot import date_words
from bot.calendar import SchoolCalendar
from bot.meetings.meetings import Meeting, MeetingState

OPENS_AT = time(7, 0)
"""On the day of the meeting, in the workspace's zone."""

EARLY_BEFORE = time(8, 30)
"""A meeting before this leaves no time to read on its own morning."""

OPENS_EARLY_AT = time(15, 0)
"""On the school day before an early meeting."""


def thread_opens_at(meeting: Meeting, calendar: SchoolCalendar, zone: ZoneInfo) -> datetime:
    """Return the moment, in UTC, at which the thread opens.

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
    """Tell whether the thread of a planned meeting is to be there at `now`.

    It is from its opening until the day is over; for a day that has passed none is opened.
    """
    opened = thread_opens_at(meeting, calendar, zone) <= now
    return meeting.waits and opened and now.astimezone(zone).date() <= meeting.on


def days_whose_threads_may_open(today: date, calendar: SchoolCalendar) -> Iterator[date]:
    """List today, and every day up to the next school day, whose early meetings open today.

    Closures in between are among them: a meeting imported for one is kept, with a warning.
    """
    until = calendar.after(today)
    day = today
    while day <= until and (day == today or calendar.year_of(day) is not None):
        yield day
        day += timedelta(days=1)


def where_instead(meeting: Meeting) -> str:
    """Say where the checklist stands once its thread is over."""
    if meeting.state is MeetingState.CANCELLED:
        return "This meeting was cancelled. Nothing more is asked here."
    return (
        f"The checklist for this meeting has moved: it opens again for "
        f"{date_words.in_full(meeting.on)}, {time_in_words(meeting.at)}."
    )


def time_in_words(at: time | None) -> str:
    """Say a meeting's time as people do: 9:30 am. It is the workspace's own."""
    return date_words.clock_time(at) if at is not None else "time not known yet"
