"""The rows after a meeting, in whatever state a test wants them."""

from bot.calendar import WEEKDAYS
from bot.dates.obligation_rows import meeting_subject
from bot.dates.obligations import after_meeting
from tests.bot.a_case import a_case


def rows_after(meeting, standings=None):
    """`standings` by obligation; what is not in it has nothing recorded."""
    subject = meeting_subject(meeting.id)
    recorded = {(subject, row): standing for row, standing in (standings or {}).items()}
    return after_meeting(meeting, WEEKDAYS, a_case(standings=recorded))
