"""What admins want for themselves: asked of another admin, told, and given up when it is late."""

from bot.forms.people.roles import RolesWanted
from bot.messages import MessageKind
from bot.people.confirmations import (
    Confirmation,
    ConfirmationId,
    Gift,
    Ruling,
    Wish,
    as_they_were,
    others,
)
from bot.people.people import Person
from casework.people.admin_acts import ask_admins, tell
from storage import Scope

_NEW = ConfirmationId(0)


def somebody_can_confirm(scope: Scope) -> bool:
    return bool(others(scope.roles.admins(), than=scope.by))


def ask_for_roles(scope: Scope, person: Person, wanted: RolesWanted) -> None:
    """Ask the other admins to give somebody roles who may not give them to themself."""
    _ask(
        scope,
        Confirmation(
            id=_NEW,
            wish=Wish.ROLES,
            by=person.id,
            at=scope.now,
            gives=as_they_were(person),
            roles=wanted.roles,
            schools=wanted.schools,
            level=wanted.level,
        ),
    )


def ask_for_students(scope: Scope, rows: str, gives: list[Gift]) -> None:
    """Ask the other admins to take in rows that give students to whoever pasted them."""
    _ask(
        scope,
        Confirmation(
            id=_NEW,
            wish=Wish.STUDENTS,
            by=scope.person.id,
            at=scope.now,
            gives=tuple(map(str, gives)),
            rows=rows,
        ),
    )


def ask_about_twin(scope: Scope, first: Gift, own: Gift) -> None:
    """Ask the admins whose a student is, whose id somebody gave to a new one of their own."""
    _ask(
        scope,
        Confirmation(
            id=_NEW,
            wish=Wish.TWIN,
            by=scope.person.id,
            at=scope.now,
            gives=(str(first), str(own)),
        ),
    )


def _ask(scope: Scope, wanted: Confirmation) -> None:
    asked = scope.confirmations.ask(wanted)
    if asked is None:
        return
    for gift in asked.gifts if asked.wish is not Wish.ROLES else ():
        if gift.student is not None:
            scope.audit.log(f"asked an admin for a student: {gift.part}", student=gift.student)
    if asked.wish is Wish.ROLES:
        scope.audit.log("asked for roles", detail=f"{', '.join(sorted(asked.roles))}")
    ask_admins(scope, MessageKind.CONFIRMATION, str(asked.id), step="first")


def close(scope: Scope, asked: Confirmation, decision: Ruling) -> None:
    """Keep and log what became of it, and tell who asked.

    Who gave a student's id to one of their own is told nothing: it would tell them whose that is.
    """
    decided = scope.confirmations.decide(asked, decision)
    students = {one.student for one in decided.gifts} if asked.wish is not Wish.ROLES else {None}
    for student in students:
        scope.audit.log(f"{asked.wish} asked of an admin: {decision}", student=student)
    if asked.wish is not Wish.TWIN:
        asker = scope.people.get(asked.by)
        tell(scope, MessageKind.CONFIRMATION_ANSWER, str(asked.id), [asker], step=decision)


def give_up_late(scope: Scope) -> int:
    """Close what no admin has decided in time; returns how many."""
    late = scope.confirmations.late()
    for one in late:
        close(scope, one, Ruling.LATE)
    return len(late)
