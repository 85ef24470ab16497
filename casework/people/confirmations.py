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
from bot.students import Student
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


def ask_whose_it_is(scope: Scope, student: Student) -> None:
    """Ask the admins whose a student is, where another caseload has had the same id longer."""
    first = scope.students.had_longer(student) if student.number and scope.by else None
    if first is None or first.case_manager == student.case_manager:
        return
    own = Gift(student=student.id, case_manager=student.case_manager)
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
    _log(scope, asked, _ASKED[asked.wish])
    ask_admins(scope, MessageKind.CONFIRMATION, str(asked.id), step="first")


def close(scope: Scope, asked: Confirmation, decision: Ruling) -> None:
    """Keep and log what became of it, and tell who asked.

    Who gave a student's id to one of their own is told nothing: it would tell them whose that is.
    """
    decided = scope.confirmations.decide(asked, decision)
    _log(scope, decided, f"{_ASKED[asked.wish]}: {decision}")
    if asked.wish is not Wish.TWIN:
        asker = scope.people.get(asked.by)
        tell(scope, MessageKind.CONFIRMATION_ANSWER, str(asked.id), [asker], step=decision)


_ASKED = {
    Wish.ROLES: "asked an admin for roles",
    Wish.STUDENTS: "asked an admin for a student",
    Wish.TWIN: "named by student id from another caseload",
}


def _log(scope: Scope, asked: Confirmation, act: str) -> None:
    """Log it under each student; of two of one id under whoever has had it longer.

    In the trail of the other it would be read by whoever must not know.
    """
    if asked.wish is Wish.ROLES:
        scope.audit.log(act, detail=", ".join(sorted(asked.roles)))
        return
    gifts = asked.gifts[:1] if asked.wish is Wish.TWIN else asked.gifts
    for gift in gifts:
        scope.audit.log(act, student=gift.student, detail=gift.part)


def give_up_late(scope: Scope) -> int:
    """Close what no admin has decided in time; returns how many."""
    late = scope.confirmations.late()
    for one in late:
        close(scope, one, Ruling.LATE)
    return len(late)
