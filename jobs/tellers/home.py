"""The home tab, drawn anew while somebody may be looking at it."""

from dataclasses import dataclass
from datetime import datetime

from bot.errors import NotAllowedError
from bot.messages import MessageKind
from bot.people.people import SlackUserId
from bot.ui.digest import home
from bot.ui.kit.blocks import View
from casework.digest.home import AT_HOME, home_tab, kept_from, look_beside
from casework.digest.owed import log_named
from casework.office.office_lists import log_at_home
from jobs.tellers.tellers import Rendering, Teller
from storage import Errand, Posted, Scope, Storage


@dataclass(frozen=True, kw_only=True)
class HomeTeller(Teller):
    """What it shows is read on behalf of the person.

    Whom it shows them for the first time that day is logged before.
    """

    kind: MessageKind = MessageKind.HOME

    def compose(self, scope: Scope, errand: Errand) -> Rendering | None:  # noqa: ARG002 - a Teller
        """Post nothing: a home tab is drawn, and never posted."""
        return None

    def drawn_anew(self, storage: Storage, posted: Posted, *, now: datetime) -> View | None:
        user = SlackUserId(posted.addressee)
        try:
            beside = look_beside(storage, user, now=now)
            with storage.caseload_of(user, now=now) as caseload:
                page, reopened = kept_from(posted.kept)
                tab = home_tab(caseload, beside, reopened=reopened)
                caseload.audit.saw(AT_HOME, home.students_on(tab, page), anew=True)
                if tab.invitations and page == 0:
                    log_at_home(caseload, tab.invitations, anew=True)
            log_named(storage, user, home.waiting_on(tab, page), now=now, anew=True)
            return home.render(tab, page=page)
        except NotAllowedError:
            # They were let in when they opened it, and what it told them is not theirs any more.
            return home.for_strangers()
