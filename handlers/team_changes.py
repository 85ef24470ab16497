"""What a changed team brings with it: requests, the rows that hang on them, and the messages."""

from collections.abc import Sequence

from bot.people import TeamMember
from bot.requests import is_taken
from bot.students import StudentId
from handlers.asking import redraw_message_of
from handlers.digest_redraws import redraw_digests_about, redraw_what_tells_of
from handlers.threads import CARD, ENDING, PARENT, redraw
from storage import Scope


def change_team(scope: Scope, student: StudentId, members: Sequence[TeamMember]) -> None:
    """Put exactly these people on the team, with all that follows from it."""
    # First, while whoever stands in is on the team still: theirs may be what is ended now.
    redraw_digests_about(scope, [student])
    scope.people.set_team(student, members)
    for request in scope.follow_team(student):
        redraw_message_of(scope, scope.people.get(request.respondent))
    for meeting in scope.meetings.of(student):
        if is_taken(meeting, today=scope.today):
            redraw_what_tells_of(scope, meeting)
            redraw(scope, meeting.id, PARENT, CARD, ENDING)
