"""What another admin decides: everything is looked at once more, and then it is done or not."""

import contextlib
from collections.abc import Sequence
from dataclasses import replace

from bot.errors import NotAllowedError, StaleError
from bot.forms.people.roles import RolesWanted
from bot.imports.import_rows import CaseloadRow, read_caseload
from bot.people.confirmations import (
    Confirmation,
    ConfirmationId,
    Ruling,
    Wish,
    as_they_were,
)
from bot.people.people import Person, Role, SlackUserId
from bot.students import Student
from casework.imports.import_students import gifts_to
from casework.imports.imports import Files, take_in
from casework.people.admin_acts import tell_of_caseload
from casework.people.confirmations import close
from casework.people.roles import give_roles
from casework.records.hand_overs import tell_of_hand_over
from storage import Scope

NOT_YOURS = "Another admin decides this: nobody confirms what they asked for. Nothing was changed."
NOT_YOURS_EITHER = (
    "This also gives you a student, or a part on a team, so another admin has to confirm it. "
    "Nothing was changed."
)
NOT_ANY_MORE = (
    "These rows cannot be taken in any more. Nothing was changed. Please refuse them; they can be "
    "pasted again."
)


def decide(intake: Scope, number: ConfirmationId, *, confirms: bool) -> Ruling:
    """Do what is asked for, or refuse it; return what became of it.

    Raises NotAllowedError for who asked, and StaleError where it was decided before.
    """
    asked = intake.confirmations.get(number)
    if asked.by == intake.by:
        raise NotAllowedError(NOT_YOURS)
    if not asked.waits:
        raise StaleError("This was decided already. Nothing more was changed.")
    decision = _decision(intake, asked, confirms=confirms)
    if decision is Ruling.CONFIRMED:
        _do(intake, asked)
    close(intake, asked, decision)
    return decision


def _decision(intake: Scope, asked: Confirmation, *, confirms: bool) -> Ruling:
    if asked.is_late(intake.now):
        return Ruling.LATE
    if not confirms:
        return Ruling.REFUSED
    asker = intake.people.get(asked.by)
    return Ruling.CONFIRMED if _still_holds(intake, asked, asker) else Ruling.STALE


def _still_holds(intake: Scope, asked: Confirmation, asker: Person) -> bool:
    """Tell whether whoever asked may still ask, and all is as it was then."""
    if asked.wish is Wish.TWIN:
        first, own = _both(intake, asked)
        as_asked = [one.case_manager for one in asked.gifts]
        same = first.number == own.number and first.number != ""
        to = intake.people.get(own.case_manager)
        return same and to.leads and [first.case_manager, own.case_manager] == as_asked
    if not asker.on_staff or Role.ADMIN not in asker.roles:
        return False
    if asked.wish is Wish.ROLES:
        return as_they_were(asker) == asked.gives
    return [*map(str, gifts_to(intake, _rows(asked), asker))] == [*asked.gives]


def _do(intake: Scope, asked: Confirmation) -> None:
    if asked.wish is Wish.ROLES:
        wanted = RolesWanted(roles=asked.roles, schools=asked.schools, level=asked.level)
        asker = intake.people.get(asked.by)
        give_roles(
            intake, asker, wanted, slack_id=SlackUserId(asker.slack_id or ""), colleague=None
        )
        return
    if asked.wish is Wish.TWIN:
        _move_the_first(intake, asked)
        return
    if gifts_to(intake, _rows(asked), intake.person):
        raise NotAllowedError(NOT_YOURS_EITHER)
    report = take_in(Files(caseload=asked.rows), lambda: contextlib.nullcontext(intake))
    if report.bad:
        raise StaleError(NOT_ANY_MORE)


def _move_the_first(intake: Scope, asked: Confirmation) -> None:
    """Move the record that was there first; the one made since leaves, and can be brought back."""
    first, own = _both(intake, asked)
    to = intake.people.get(own.case_manager)  # for whom a substitute may have asked
    # Who had left there is here, or nobody would have their dates any more.
    intake.students.keep(replace(first, case_manager=to.id, exited_on=own.exited_on))
    intake.students.keep(replace(own, exited_on=intake.today))
    tell_of_caseload(intake, first.case_manager, to.id, [first.id])
    if to.slack_id:
        tell_of_hand_over(intake, [first.id], to)


def _both(intake: Scope, asked: Confirmation) -> list[Student]:
    """Return the record that was there first, and the one made since with the same id."""
    return [intake.students.get(one.student) for one in asked.gifts if one.student]


def _rows(asked: Confirmation) -> Sequence[CaseloadRow]:
    return read_caseload(asked.rows).rows
