"""The home tab, drawn anew while somebody may be looking at it."""

from dataclasses import dataclass

from bot.errors import NotAllowedError
from bot.messages import MessageKind
from bot.people.people import SlackUserId
from bot.ui.digest import home
from bot.ui.kit.blocks import View
from casework.digest.home import home_tab
from casework.digest.owed import waiting_for
from jobs.tellers.tellers import Rendering, Teller
from storage import Errand, Posted, Scope, Storage


@dataclass(frozen=True, kw_only=True)
class HomeTeller(Teller):
    """What it shows is read on behalf of the person; that it was is logged before."""

    storage: Storage
    kind: MessageKind = MessageKind.HOME

    def compose(self, scope: Scope, errand: Errand) -> Rendering | None:  # noqa: ARG002 - a Teller
        """Post nothing: a home tab is drawn, and never posted."""
        return None

    def redraw(self, scope: Scope, posted: Posted) -> View | None:
        user = SlackUserId(posted.addressee)
        try:
            waiting = waiting_for(self.storage, user, now=scope.now)
            with self.storage.caseload_of(user, now=scope.now) as caseload:
                caseload.audit.log("was shown the home tab anew")
                work = home_tab(caseload, self.storage, waiting, anew=True)
                return home.render(work, page=int(posted.kept))
        except NotAllowedError:
            # They were let in when they opened it, and what it told them is not theirs any more.
            return home.for_strangers()
