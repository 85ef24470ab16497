"""What is told of an admin's acts, to whom it concerns and to the other admins."""

from bot.people.admin_acts import MOST_NEW, CaseloadChange, roles_changed_by
from bot.people.people import Person, PersonId, Role
from bot.ui.kit.blocks import Message
from bot.ui.people import admin_acts as ui
from jobs.tellers.hand_overs import OFFICE
from storage import Errand, Scope


def changed_caseload(scope: Scope, person: Person, errand: Errand) -> Message | None:
    """Say it by alias; the subject is the change. An admin who is none any more is told nothing."""
    change = CaseloadChange.from_text(errand.subject)
    aliases = [scope.students.get(one).alias for one in change.students]
    by = called(scope, change.by) if change.by else OFFICE
    if not person.on_staff:
        return None
    if change.is_of_teams and person.id == change.to:
        return ui.teams_changed(by, aliases)
    if person.id == change.whose:
        return ui.moved_from_you(by, aliases, to=called(scope, change.to))
    if person.id == change.to:
        return ui.added_for_you(by, aliases)
    if Role.ADMIN not in person.roles:
        return None
    whose = called(scope, change.whose) if change.whose else ""
    return ui.caseload_of_another(by, aliases, whose=whose, to=called(scope, change.to))


def changed_roles_of(scope: Scope, admin: Person, subject: str) -> Message | None:
    """Tell an admin whose roles another has changed, as they are now."""
    if Role.ADMIN not in admin.roles:
        return None
    by, person = roles_changed_by(subject)
    return ui.roles_of_another(called(scope, by), scope.people.get(person))


def many_rows(scope: Scope, admin: Person, errand: Errand) -> Message | None:
    """Say who pastes more students than anybody has; the subject is who."""
    if Role.ADMIN not in admin.roles or not admin.on_staff:
        return None
    return ui.many_rows(called(scope, PersonId(int(errand.subject))), most=MOST_NEW)


def called(scope: Scope, person: PersonId) -> str:
    known = scope.people.get(person)
    return known.name or known.email or "Somebody"
