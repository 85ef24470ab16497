"""What an admin did to a role or a caseload: told at once to whom it concerns and other admins."""

from collections.abc import Iterable, Sequence

from bot.messages import MessageKind
from bot.people.admin_acts import CaseloadChange, roles_subject
from bot.people.confirmations import others
from bot.people.people import Person, PersonId
from bot.requests.nudges import told_from
from bot.students import StudentId
from storage import Errand, Scope


def tell_of_caseload(
    scope: Scope, whose: PersonId | None, to: PersonId, students: Sequence[StudentId]
) -> None:
    """Tell who lost the students, or has them new, and the other admins.

    Whoever gains students of others is told by the hand-over itself. What a file does is told to
    no admin: it came from whoever runs Preiep.
    """
    change = CaseloadChange(by=scope.by, whose=whose, to=to, students=tuple(students))
    concerned = [scope.people.get(whose or to)]
    admins = [one for one in _other_admins(scope) if one.id not in (whose, to)]
    tell(scope, MessageKind.CASELOAD_CHANGED, str(change), [*concerned, *admins])


def tell_of_roles(scope: Scope, person: Person) -> None:
    """Tell somebody what they may do now, and the other admins who changed it.

    Nobody is told what they did themselves, and of what a file did only the person.
    """
    step = scope.now.isoformat(timespec="seconds")
    if person.slack_id and person.id != scope.by:
        scope.outbox.put(
            Errand(kind=MessageKind.ROLES_CHANGED, addressee=person.slack_id, step=step)
        )
    admins = [one for one in _other_admins(scope) if one.id != person.id]
    if scope.by is not None:
        tell(scope, MessageKind.ROLES_CHANGED, roles_subject(scope.by, person.id), admins)


def ask_admins(scope: Scope, kind: MessageKind, subject: str, step: str = "") -> int:
    """Put one message to each other admin; returns how many there are."""
    admins = others(scope.roles.admins(), than=scope.by)
    tell(scope, kind, subject, admins, step=step)
    return len(admins)


def _other_admins(scope: Scope) -> list[Person]:
    return others(scope.roles.admins(), than=scope.by) if scope.by else []


def tell(
    scope: Scope, kind: MessageKind, subject: str, people: Iterable[Person], *, step: str = ""
) -> None:
    """Put the same message to several people, in the district's hours; nobody tells themself."""
    scope.outbox.put_all(
        Errand(
            kind=kind,
            addressee=one.slack_id,
            subject=subject,
            step=step or scope.now.isoformat(timespec="seconds"),
            not_before=told_from(one, now=scope.now, hours=scope.workspace.hours),
        )
        for one in people
        if one.slack_id and one.id != scope.by
    )
