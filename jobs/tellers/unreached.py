"""Tells an admin that somebody cannot be reached in Slack."""

from bot.people.people import Person, PersonId, Role
from bot.ui.kit.blocks import Message
from bot.ui.people.unreached import nobody_reached, office_unreached, person_unreached
from storage import Errand, Scope

THE_APP, OFFICE = "app", "office"
"""Subjects besides a person: nobody can be written to, and the office's channel is closed."""

_PERSON = "person:"


def person_subject(person: PersonId) -> str:
    return f"{_PERSON}{person}"


def unreached(scope: Scope, admin: Person, errand: Errand) -> Message | None:
    """Word it; the subject is who cannot be reached, the step Slack's reason."""
    if Role.ADMIN not in admin.roles or not admin.on_staff:
        return None
    if errand.subject == THE_APP:
        return nobody_reached()
    if errand.subject == OFFICE:
        channel = scope.workspace.office_channel
        return office_unreached(channel) if channel else None
    person = scope.people.get(PersonId(int(errand.subject.removeprefix(_PERSON))))
    return person_unreached(person.name or person.email or "Somebody", reason=errand.step)
