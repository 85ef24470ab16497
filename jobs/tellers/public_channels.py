"""The notice that a case manager's channel takes no messages of ours."""

from bot.messages import MessageKind
from bot.people.people import SlackUserId
from bot.ui.kit.blocks import Message
from bot.ui.meeting_day.public_channels import closed_channel
from jobs.tellers.tellers import Rendering
from storage import Errand, Posted, Scope


class Notices:
    """The subject is the channel's id."""

    kind = MessageKind.NOTICE

    def compose(self, scope: Scope, errand: Errand) -> Rendering | None:
        person = scope.people.by_slack(SlackUserId(errand.addressee))
        if person is None or not person.on_staff:
            return None
        return Rendering(message=closed_channel(errand.subject), channel=errand.addressee)

    def redraw(self, scope: Scope, posted: Posted) -> Message | None:  # noqa: ARG002 - a Teller
        """Leave it: what it tells happened that day."""
        return None
