"""Marking a meeting as held, and who is there."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.errors import FormError
from bot.forms.meeting_day.concerns import HOLD_MEETING, outcomes_from
from bot.meeting_day.checklists import RunningMeeting
from bot.meetings.meetings import Meeting, MeetingState, Mode
from bot.permissions import Act, may
from bot.ui.kit.blocks import View
from bot.ui.kit.reading import answers_in
from bot.ui.meeting_day import people_at_meeting
from bot.ui.meeting_day import thread_controls as controls
from bot.ui.meetings import held as held_modal
from casework.meeting_day.concerns import settle_concerns
from casework.meetings.meeting_changes import hold, refuse_to_hold, take_back_held
from handlers.kit.errors import Body, acknowledge, told_of_errors
from handlers.kit.surroundings import Surroundings
from handlers.meeting_day.threads import checklist_in, log_view, meeting_clicked, meeting_scope
from storage import Scope


@dataclass(frozen=True, kw_only=True)
class MeetingHandlers:
    surroundings: Surroundings

    def register(self, app: App) -> None:
        app.action(controls.HELD)(ack=acknowledge, lazy=[told_of_errors(self.ask_if_held)])
        app.view(HOLD_MEETING.name)(self.hold)
        app.action(controls.NOT_HELD)(ack=acknowledge, lazy=[told_of_errors(self.take_back)])
        app.action(controls.PEOPLE)(ack=acknowledge, lazy=[told_of_errors(self.show_people)])

    def ask_if_held(self, body: Body, client: WebClient) -> None:
        """List what is open before the meeting is marked; none of it blocks."""
        meeting_id = controls.clicked(body["actions"][0]).meeting
        with meeting_scope(self.surroundings, body, meeting_id, Act.HOLD_MEETING) as scope:
            meeting = meeting_clicked(scope, body, meeting_id)
            refuse_to_hold(scope, meeting, on=meeting.on)
            log_view(scope, meeting, "the open concerns")
            view = held_modal.render_held(self._running(scope, meeting))
        client.views_open(trigger_id=body["trigger_id"], view=view)

    def hold(self, ack: Ack, body: Body, view: Mapping[str, Any]) -> None:
        """Keep what became of the concerns, mark the meeting, then close the modal."""
        try:
            outcomes = outcomes_from(answers_in(view))
        except FormError as error:
            ack(response_action="errors", errors=error.problems)
            return
        meeting_id = controls.meeting_in(view)
        with meeting_scope(self.surroundings, body, meeting_id, Act.HOLD_MEETING) as scope:
            meeting = scope.meetings.get(meeting_id)
            settle_concerns(scope, meeting, outcomes)
            if meeting.state is not MeetingState.HELD:
                hold(scope, meeting, on=meeting.on)
        ack()
        self.surroundings.wake()

    def take_back(self, body: Body, client: WebClient) -> None:  # noqa: ARG002 - a lazy's shape
        """It was not held after all: the meeting is planned again, and its checklist goes on."""
        meeting_id = controls.clicked(body["actions"][0]).meeting
        with meeting_scope(self.surroundings, body, meeting_id, Act.HOLD_MEETING) as scope:
            take_back_held(scope, scope.meetings.get(meeting_id), why="Not held after all.")
        self.surroundings.wake()

    def show_people(self, body: Body, client: WebClient) -> None:
        meeting_id = controls.clicked(body["actions"][0]).meeting
        with meeting_scope(self.surroundings, body, meeting_id, Act.SEE_NAMES) as scope:
            meeting = meeting_clicked(scope, body, meeting_id)
            log_view(scope, meeting, "who is at the meeting")
            view = _people(scope, meeting)
        client.views_open(trigger_id=body["trigger_id"], view=view)

    def _running(self, scope: Scope, meeting: Meeting) -> RunningMeeting:
        return RunningMeeting(
            alias="",
            meeting=meeting,
            checklist=checklist_in(self.surroundings, scope, meeting.id),
            team=(),
            zone=scope.workspace.zone,
            concerns=tuple(scope.concerns.at(meeting)),
        )


def _people(scope: Scope, meeting: Meeting) -> View:
    student = scope.students.get(meeting.student)
    knows_preference = may(Act.TALK_WITH_PARENTS, scope.relations)
    return people_at_meeting.render(
        student,
        scope.people.expected_of(student.id, meeting.on),
        leads=scope.people.get(student.case_manager).name,
        helpers=[person.name for person in scope.helpers.of(meeting.id)],
        attendance=_preference(scope, meeting) if knows_preference else None,
        knows_preference=knows_preference,
    )


def _preference(scope: Scope, meeting: Meeting) -> Mode | None:
    """What the parents said last about how they like to attend; None where nobody asked."""
    talks = scope.conversations.about(meeting.student)
    said = (one.attendance for one in talks if not one.withdrawn)
    return next((attendance for attendance in said if attendance), None)
