"""The thread of a meeting: what it is drawn from, for which day, and whether it is over."""

import json

from bot.content import Content
from bot.errors import StaleError
from bot.meeting_day.checklists import RunningMeeting
from bot.meeting_day.threads import where_instead
from bot.meetings.meetings import Meeting, MeetingId, MeetingState
from casework.meeting_day.checklists import checklist_in
from storage import Posted, Scope


def kept_for(meeting: Meeting) -> str:
    """Return what is kept with each message of a thread: the day it was posted for."""
    return json.dumps({"on": meeting.on.isoformat()})


def thread_day(posted: Posted) -> str:
    """Return for which day a message of a thread was posted; empty for any other message."""
    return str(json.loads(posted.kept or "{}").get("on", ""))


def meeting_in_thread(scope: Scope, meeting_id: MeetingId, message: tuple[str, str]) -> Meeting:
    """Return the meeting that a message is about; raise StaleError where its thread is over.

    Such a message is drawn anew without its controls; this is for who clicks before it is. It is
    given by its channel and time stamp, which are empty where somebody clicked in a modal.
    """
    meeting = scope.meetings.get(meeting_id)
    posted = scope.messages.at(*message) if all(message) else None
    moved = posted is not None and thread_day(posted) not in ("", meeting.on.isoformat())
    if moved or meeting.state is MeetingState.CANCELLED:
        raise StaleError(f"{where_instead(meeting)} Nothing was changed.")
    return meeting


def running_meeting(scope: Scope, content: Content, meeting_id: MeetingId) -> RunningMeeting:
    meeting = scope.meetings.get(meeting_id)
    student = scope.students.get(meeting.student)
    return RunningMeeting(
        alias=student.alias,
        meeting=meeting,
        checklist=checklist_in(scope, content, meeting.id),
        team=scope.people.expected_of(student.id, meeting.on),
        zone=scope.workspace.zone,
        year=scope.school_year,
        confirmed=scope.calendar.confirmed,
        rights=scope.checklists.rights(meeting.id),
        sign_off=scope.checklists.sign_off(meeting.id),
        concerns=tuple(scope.concerns.at(meeting)),
        proposals=tuple(scope.proposals.of_meeting(meeting.id)),
    )
