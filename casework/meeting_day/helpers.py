"""Who helps at one meeting: named, and taken off again."""

from datetime import date

from bot.errors import StaleError
from bot.meeting_day.helpers import helps_until
from bot.meetings.meetings import MeetingId
from bot.people.colleagues import Colleague
from bot.people.people import Person, PersonId, SlackUserId
from storage import Scope


def who_helps(scope: Scope, meeting_id: MeetingId) -> tuple[list[Person], date | None]:
    """Return the helpers of a meeting, and the last day on which they can do anything there."""
    meeting = scope.meetings.get(meeting_id)
    until = helps_until(meeting, scope.calendar_for(meeting.student))
    return scope.helpers.of(meeting_id), until


def name_helper(
    scope: Scope, meeting: MeetingId, slack_id: SlackUserId, newcomer: Colleague | None
) -> None:
    """Let a colleague help at a meeting, and put them on record where they are a newcomer."""
    if newcomer:
        scope.people.add(slack_id=slack_id, name=newcomer.name, timezone=newcomer.timezone)
    scope.helpers.add(meeting, slack_id)


def take_off_helper(scope: Scope, meeting: MeetingId, helper: PersonId) -> None:
    """End somebody's help at once; raise StaleError where they help no more."""
    if not scope.helpers.remove(meeting, helper):
        raise StaleError("They were taken off already. Nothing was changed.")
