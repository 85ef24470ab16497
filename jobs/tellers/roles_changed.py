"""The word to somebody whose roles have changed."""

from bot.messages import MessageKind
from bot.people.people import SlackUserId
from bot.settings.setting_up import FIRST_ADMIN
from bot.ui.kit.blocks import Message
from bot.ui.people import roles_changed
from jobs.tellers.tellers import Rendering
from storage import Errand, Posted, Scope


class RoleTeller:
    """The subject says whether it was the first admin; the step is the moment of the change."""

    kind = MessageKind.ROLES_CHANGED

    def compose(self, scope: Scope, errand: Errand) -> Rendering | None:
        person = scope.people.by_slack(SlackUserId(errand.addressee))
        if person is None or not person.on_staff:
            return None
        first = errand.subject == FIRST_ADMIN
        return Rendering(
            message=roles_changed.render(person, first_admin=first), channel=errand.addressee
        )

    def redraw(self, scope: Scope, posted: Posted) -> Message | None:  # noqa: ARG002 - a Teller
        """Leave it: what it tells happened that day."""
        return None
