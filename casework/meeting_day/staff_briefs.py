"""A staff brief is asked for, meeting by meeting: its row stands from then on."""

from bot.dates.obligation_rows import Standing, State, meeting_subject
from bot.dates.obligation_rules import ObligationId, Presence
from bot.errors import StaleError
from bot.meetings.meetings import Meeting
from casework.meetings.meeting_changes import record
from storage import Scope

ROW = ObligationId.STAFF_BRIEF

ON_THE_LIST = (
    "On your list now: staff told of needs and concerns, before the meeting. The student's screen "
    "takes it off again, as not needed."
)


def may_ask_for_brief(scope: Scope, meeting: Meeting) -> bool:
    """Tell whether each meeting may ask for a brief here, and this one has not yet."""
    if not meeting.waits or scope.rules[ROW].presence is not Presence.ASKED_FOR:
        return False
    return not scope.obligations.standing(meeting_subject(meeting.id), ROW).revision


def ask_for_brief(scope: Scope, meeting: Meeting) -> None:
    if not may_ask_for_brief(scope, meeting):
        raise StaleError("This was asked for already, or the meeting is over. Nothing was changed.")
    record(scope, meeting, ROW, Standing(state=State.OPEN, reason="asked for"))
