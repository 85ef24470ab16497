"""Tells an admin that somebody cannot be reached in Slack."""

from bot.people.people import Person, Role
from bot.ui.kit.blocks import Message
from bot.ui.people import unreached as ui
from casework.people.unreached import still_unreached
from storage import Errand, Scope


def unreached(scope: Scope, admin: Person, errand: Errand) -> Message | None:
    """Word it; the subject is who cannot be reached, the step why and since when."""
    if Role.ADMIN not in admin.roles or not admin.on_staff:
        return None
    found = still_unreached(scope, {errand.subject: errand.step})
    return ui.message(found[0]) if found else None
