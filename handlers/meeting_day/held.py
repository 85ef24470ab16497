"""Listen to who is here, and to a meeting that is marked as held."""

from bot.forms import tags
from bot.forms.answers import Answers
from bot.forms.meeting_day.concerns import HOLD_MEETING, outcomes_from
from bot.meetings.meetings import MeetingState
from bot.permissions import Act, may
from bot.ui.kit.blocks import View
from bot.ui.meeting_day import concerns, people_at_meeting
from bot.ui.meeting_day import thread_controls as controls
from casework.meeting_day.concerns import settle_concerns
from casework.meeting_day.meeting_views import log_view
from casework.meeting_day.people_at_meeting import preferred_attendance
from casework.meeting_day.threads import running_meeting
from casework.meetings.meeting_changes import hold, refuse_to_hold
from casework.meetings.meeting_undone import take_back_held
from handlers.kit.asked import Asked
from handlers.kit.listening import Listening
from handlers.meeting_day.threads import thread_of


def listen(on: Listening) -> None:
    on.click(controls.HELD, ask_if_held)
    on.submit(HOLD_MEETING, hold_meeting)
    on.click(controls.NOT_HELD, take_back)
    on.click(controls.PEOPLE, show_people)


def ask_if_held(asked: Asked) -> View:
    """List what is open before the meeting is marked; none of it blocks."""
    with thread_of(asked, Act.HOLD_MEETING) as (scope, meeting):
        refuse_to_hold(scope, meeting)
        log_view(scope, meeting, "the open concerns")
        return concerns.render_held(running_meeting(scope, asked.content, meeting.id))


def hold_meeting(asked: Asked, answers: Answers) -> None:
    """Keep what became of the concerns, mark the meeting, then close the modal."""
    outcomes, wanted = outcomes_from(answers), asked.carried(tags.MEETING)
    with asked.meeting(wanted, Act.HOLD_MEETING) as scope:
        meeting = scope.meetings.get(wanted)
        settle_concerns(scope, meeting, outcomes)
        if meeting.state is not MeetingState.HELD:
            hold(scope, meeting, on=meeting.on)


def take_back(asked: Asked) -> None:
    """Plan the meeting again, which was not held after all; its checklist goes on."""
    wanted = controls.clicked(asked.action).meeting
    with asked.meeting(wanted, Act.HOLD_MEETING) as scope:
        take_back_held(scope, scope.meetings.get(wanted), why="Not held after all.")


def show_people(asked: Asked) -> View:
    """Show who is here; what the parents prefer is the case manager's to know."""
    with thread_of(asked, Act.SEE_NAMES) as (scope, meeting):
        log_view(scope, meeting, "who is at the meeting")
        student = scope.students.get(meeting.student)
        knows = may(Act.TALK_WITH_PARENTS, scope.relations)
        return people_at_meeting.render(
            student,
            scope.people.expected_of(student.id, meeting.on),
            leads=scope.people.get(student.case_manager).name,
            helpers=[person.name for person in scope.helpers.of(meeting.id)],
            attendance=preferred_attendance(scope, student.id) if knows else None,
            knows_preference=knows,
        )
