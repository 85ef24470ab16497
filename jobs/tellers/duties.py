"""The message to whom something was handed after a meeting, drawn anew as they answer."""

from dataclasses import dataclass

from bot.after_meetings.duties import handed_by_now
from bot.meetings.meetings import MeetingId
from bot.messages import MessageKind
from bot.people.people import SlackUserId
from bot.ui.after_meetings import handed
from bot.ui.after_meetings.handed import Handed
from bot.ui.kit.blocks import Message
from jobs.tellers.tellers import Rendering
from storage import Errand, Posted, Scope


@dataclass(frozen=True, kw_only=True)
class HandedTeller:
    """The subject is the meeting; the message says how much is theirs, and never what."""

    kind: MessageKind = MessageKind.HANDED

    def compose(self, scope: Scope, errand: Errand) -> Rendering | None:
        theirs = _handed(scope, errand.addressee, errand.subject)
        if theirs is None or not theirs.open:
            return None
        return Rendering(message=handed.message(theirs), channel=errand.addressee)

    def redraw(self, scope: Scope, posted: Posted) -> Message | None:
        theirs = _handed(scope, posted.addressee, posted.subject)
        return handed.message(theirs) if theirs else None


def _handed(scope: Scope, addressee: str, subject: str) -> Handed | None:
    """What is theirs by now; None for who may not be told. Nothing before the meeting was held."""
    person = scope.people.by_slack(SlackUserId(addressee))
    if person is None or not scope.people.is_let_in(person):
        return None
    meeting = scope.meetings.get(MeetingId(int(subject.partition(":")[2])))
    student = scope.students.get(meeting.student)
    on_team = any(
        one.person == person.id and one.serves_on(scope.today)
        for one in scope.people.team_of(student.id)
    )
    if person.guest and not on_team:
        return None
    theirs = handed_by_now(scope.duties.to(person.id, meeting.id), meeting, on_team=on_team)
    return Handed(meeting=meeting.id, alias=student.alias, duties=theirs)
