"""What was handed to a colleague: opened by its owner alone, and answered by them."""

from dataclasses import dataclass

from slack_bolt import App
from slack_sdk import WebClient

from bot.after_meetings.duties import Duty, handed_by_now
from bot.errors import NotOnCaseloadError, StaleError
from bot.meetings.meetings import Meeting, MeetingId
from bot.people.people import SlackUserId
from bot.permissions import Act
from bot.ui.after_meetings import handed as modal
from bot.ui.after_meetings.handed import Handed
from bot.ui.kit.blocks import View
from handlers.after_meetings.responsibilities import teachers_of
from handlers.kit.errors import Body, acknowledge, person_in, told_of_errors
from handlers.kit.surroundings import Surroundings
from storage import Scope

NOT_YOURS = (
    "This is not yours any more: it was taken off you, or you have left the student's team. "
    "Nothing was changed; the case manager knows more."
)

NOT_NOW = (
    "The meeting is not marked as held any more, so that nothing of it is handed over just now. "
    "Nothing was changed; the case manager knows more."
)


@dataclass(frozen=True, kw_only=True)
class DutyHandlers:
    surroundings: Surroundings

    def register(self, app: App) -> None:
        app.action(modal.OPEN)(ack=acknowledge, lazy=[told_of_errors(self.open)])
        app.action(modal.ANSWER)(ack=acknowledge, lazy=[told_of_errors(self.answer)])

    def open(self, body: Body, client: WebClient) -> None:
        meeting_id = modal.meeting_in(body["actions"][0])
        surroundings = self.surroundings
        user = SlackUserId(person_in(body))
        with surroundings.storage.handed_to(user, now=surroundings.clock.now()) as scope:
            view = _shown(scope, meeting_id)
        client.views_open(trigger_id=body["trigger_id"], view=view)

    def answer(self, body: Body, client: WebClient) -> None:
        """Record that it is done, or read; twice has the result of once."""
        meeting_id = modal.meeting_in(body["actions"][0])
        surroundings = self.surroundings
        user = SlackUserId(person_in(body))
        with surroundings.storage.handed_to(user, now=surroundings.clock.now()) as scope:
            duty, meeting = modal.duty_in(body["actions"][0]), _meeting(scope, meeting_id)
            if duty not in {one.id for one in _theirs(scope, meeting)}:
                raise StaleError(NOT_YOURS)
            scope.duties.answer(duty)
            if scope.duties.all_have_read(meeting_id, teachers_of(scope, meeting).keys()):
                scope.obligations.settle_reading(meeting)
            view = _shown(scope, meeting_id, notice="Noted. Thank you.")
        client.views_update(view_id=body["view"]["id"], view=view)
        surroundings.wake()


def _shown(scope: Scope, meeting_id: MeetingId, *, notice: str = "") -> View:
    """What is theirs; logged before it is shown, and disclosed to a contracted provider."""
    meeting = _meeting(scope, meeting_id)
    scope.require(Act.ANSWER_DUTY, meeting.student)
    me, theirs = scope.person.id, _theirs(scope, meeting)
    if not theirs:
        raise StaleError(NOT_YOURS if meeting.took_place else NOT_NOW)
    student = scope.students.get(meeting.student)
    scope.audit.log("saw what was handed over", student=student.id, meeting=meeting_id)
    if scope.people.is_contracted(me):
        scope.disclosures.log(me, student.id, "what was handed over after the meeting")
    handed = Handed(meeting=meeting_id, alias=student.alias, duties=theirs)
    return modal.render(handed, student=student.name, notice=notice)


def _meeting(scope: Scope, meeting_id: MeetingId) -> Meeting:
    try:
        return scope.meetings.get(meeting_id)
    except NotOnCaseloadError:
        raise StaleError(NOT_YOURS) from None


def _theirs(scope: Scope, meeting: Meeting) -> list[Duty]:
    """What is theirs at this moment, asked anew at every click."""
    me = scope.person.id
    team = scope.people.team_of(meeting.student)
    on_team = any(one.person == me and one.serves_on(scope.today) for one in team)
    return handed_by_now(scope.duties.to(me, meeting.id), meeting, on_team=on_team)
