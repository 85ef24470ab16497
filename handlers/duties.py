"""What was handed to a colleague: opened by its owner alone, and answered by them."""

from dataclasses import dataclass

from slack_bolt import App
from slack_sdk import WebClient

from bot.errors import NotOnCaseloadError, StaleError
from bot.meetings import MeetingId
from bot.people import SlackUserId
from bot.permissions import Act
from bot.ui import handed as modal
from bot.ui.blocks import View
from bot.ui.handed import Handed
from handlers.digest_redraws import redraw_what_tells_of_student
from handlers.errors import Body, acknowledge, person_in, told_of_errors
from handlers.responsibilities import HANDED, teachers_of
from handlers.surroundings import Surroundings
from handlers.threads import AFTER, redraw
from storage import Scope

NOT_YOURS = (
    "This is not yours any more: it was taken off you, or you have left the student's team. "
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
            try:
                scope.duties.answer(modal.duty_in(body["actions"][0]))
                meeting = scope.meetings.get(meeting_id)
            except NotOnCaseloadError:
                raise StaleError(NOT_YOURS) from None
            if scope.duties.all_have_read(meeting_id, teachers_of(scope, meeting).keys()):
                scope.obligations.settle_reading(meeting)
                redraw_what_tells_of_student(scope, meeting.student)
            redraw(scope, meeting_id, HANDED, AFTER)
            view = _shown(scope, meeting_id, notice="Noted. Thank you.")
        client.views_update(view_id=body["view"]["id"], view=view)
        surroundings.wake()


def _shown(scope: Scope, meeting_id: MeetingId, *, notice: str = "") -> View:
    """What is theirs; logged before it is shown, and disclosed to a contracted provider."""
    try:
        meeting = scope.meetings.get(meeting_id)
    except NotOnCaseloadError:
        raise StaleError(NOT_YOURS) from None
    scope.require(Act.ANSWER_DUTY, meeting.student)
    me = scope.person.id
    student = scope.students.get(meeting.student)
    scope.audit.log("saw what was handed over", student=student.id, meeting=meeting_id)
    if scope.people.is_contracted(me):
        scope.disclosures.log(me, student.id, "what was handed over after the meeting")
    handed = Handed(meeting=meeting_id, alias=student.alias, duties=scope.duties.to(me, meeting_id))
    return modal.render(handed, student=student.name, notice=notice)
