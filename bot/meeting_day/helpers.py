"""Who helps at one meeting, and how long that lasts."""

from datetime import date

from bot.calendar import SchoolCalendar
from bot.meetings.meetings import Meeting, MeetingState

HELPS_ON = 2
"""School days after the meeting: by then the notes are to be in the IEP, and helping is over."""


def helps_until(meeting: Meeting, calendar: SchoolCalendar) -> date | None:
    """Return the last day on which a helper may do anything; None where the meeting is off.

    It counts from the day the meeting was held, else from the day it is planned for, so that it
    ends even where nobody marks the meeting, and moves along with it.
    """
    if meeting.state is MeetingState.CANCELLED:
        return None
    return calendar.school_days_after(meeting.held_on or meeting.on, HELPS_ON)
