"""What somebody gets to see of one meeting."""

from bot.meetings.meetings import MeetingId
from bot.meetings.seen_meetings import SeenMeeting
from bot.permissions import Act
from casework.meeting_day.meeting_views import log_view
from casework.meeting_day.staff_briefs import may_ask_for_brief
from casework.meetings.meeting_changes import has_begun
from casework.office.office_told import told_of
from storage import Scope


def see_meeting(scope: Scope, meeting_id: MeetingId) -> SeenMeeting:
    """Return what there is to see of one meeting; log the view first."""
    scope.require(Act.HOLD_MEETING)
    meeting = scope.meetings.get(meeting_id)
    log_view(scope, meeting, "a meeting and its dates")
    return SeenMeeting(
        student=scope.students.get(meeting.student),
        meeting=meeting,
        changes=scope.meetings.changes(meeting.id),
        others=[one for one in scope.meetings.of(meeting.student)[::-1] if one.id != meeting.id],
        today=scope.today,
        begun=has_begun(scope, meeting),
        names={person.id: person.name for person in scope.people.all()},
        office=told_of(scope, meeting),
        comes_late=scope.case_of(meeting.student).comes_late(meeting),
        brief=may_ask_for_brief(scope, meeting),
        confirmed=scope.calendar.confirmed,
    )
