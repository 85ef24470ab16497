"""Tells an admin that somebody cannot be reached in Slack."""

from bot.people.people import Person, PersonId, Role
from bot.ui.kit.blocks import Message
from bot.ui.people.unreached import nobody_reached, office_unreached, person_unreached
from storage import Errand, Scope

THE_APP = "app"
"""The subject where nobody can be written to."""

_PERSON, _OFFICE = "person:", "office:"


def person_subject(person: PersonId) -> str:
    return f"{_PERSON}{person}"


def office_subject(channel: str) -> str:
    """Return the subject where a channel of the office takes nothing; another one is told anew."""
    return f"{_OFFICE}{channel}"


def unreached(scope: Scope, admin: Person, errand: Errand) -> Message | None:
    """Word it; the subject is who cannot be reached, the step Slack's reason."""
    if Role.ADMIN not in admin.roles or not admin.on_staff:
        return None
    if errand.subject == THE_APP:
        return nobody_reached()
    if errand.subject.startswith(_OFFICE):
        channel = errand.subject.removeprefix(_OFFICE)
        return office_unreached(channel) if channel == scope.workspace.office_channel else None
    person = scope.people.get(PersonId(int(errand.subject.removeprefix(_PERSON))))
    return person_unreached(person.name or "Somebody", reason=errand.step)
