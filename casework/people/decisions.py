"""What another admin decides: everything is looked at once more, and then it is done or not."""

import contextlib
from collections.abc import Sequence

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
from casework.imports.import_students import gifts_to
from casework.imports.imports import Files, take_in
from casework.people.confirmations import close
from casework.people.roles import give_roles
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
    if gifts_to(intake, _rows(asked), intake.person):
        raise NotAllowedError(NOT_YOURS_EITHER)
    report = take_in(Files(caseload=asked.rows), lambda: contextlib.nullcontext(intake))
    if report.bad:
        raise StaleError(NOT_ANY_MORE)


def _rows(asked: Confirmation) -> Sequence[CaseloadRow]:
    return read_caseload(asked.rows).rows
