"""The message to whom something was handed after a meeting, drawn anew as they answer."""

from bot.after_meetings.duties import Handed
from bot.meetings.meetings import MeetingId
from bot.messages import MessageKind
from bot.people.people import SlackUserId
from bot.ui.after_meetings import duties
from bot.ui.kit.blocks import Message
from casework.after_meetings.duties import handed_to, is_on_team
from jobs.tellers.tellers import Rendering, Teller
from storage import Errand, Posted, Scope


class HandedTeller(Teller):
    """The subject is the meeting; the message says how much is theirs, and never what."""

    kind = MessageKind.HANDED

    def compose(self, scope: Scope, errand: Errand) -> Rendering | None:
        theirs = _handed(scope, errand.addressee, errand.subject)
        if theirs is None or not theirs.open:
            return None
        return Rendering(message=duties.message(theirs), channel=errand.addressee)

    def redraw(self, scope: Scope, posted: Posted) -> Message | None:
        theirs = _handed(scope, posted.addressee, posted.subject)
        return duties.message(theirs) if theirs else None


def _handed(scope: Scope, addressee: str, subject: str) -> Handed | None:
    """Return what is theirs by now; None for who may not be told."""
    person = scope.people.by_slack(SlackUserId(addressee))
    if person is None or not scope.people.is_let_in(person):
        return None
    meeting = scope.meetings.get(MeetingId(int(subject.partition(":")[2])))
    if person.guest and not is_on_team(scope, person.id, meeting.student):
        return None
    return handed_to(scope, person.id, meeting)
