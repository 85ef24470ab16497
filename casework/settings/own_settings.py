"""What a case manager sets for themselves: digest hour, channel, leave."""

from bot.people.people import Person
from bot.permissions import WorkspaceAct, require_in_workspace
from storage import Scope


def keep_own_settings(caseload: Scope, wanted: Person) -> None:
    """Keep what somebody set for themselves; whether a channel may hold students was asked."""
    require_in_workspace(WorkspaceAct.LEAD, caseload.person.roles)
    if wanted != caseload.person:
        caseload.people.keep(wanted)
