"""Ask an admin to confirm what nobody gives themself, and tell who asked what became of it."""

from collections.abc import Iterable

from bot.messages import MessageKind
from bot.people.confirmations import Confirmation, ConfirmationId, Gift, Wish
from bot.people.people import Person, PersonId, Role, SlackUserId
from bot.ui.kit.blocks import Message
from bot.ui.people import confirmations as ui
from bot.ui.people.confirmations import Given
from jobs.tellers.tellers import Rendering, Teller
from storage import Errand, Posted, Scope


class ConfirmationTeller(Teller):
    """The subject is the number of what is asked for."""

    kind = MessageKind.CONFIRMATION

    def compose(self, scope: Scope, errand: Errand) -> Rendering | None:
        asked = scope.confirmations.get(ConfirmationId(int(errand.subject)))
        message = _words(scope, asked, errand.addressee) if asked.waits else None
        return Rendering(message=message, channel=errand.addressee) if message else None

    def redraw(self, scope: Scope, posted: Posted) -> Message | None:
        """Say what became of it, without the buttons."""
        asked = scope.confirmations.get(ConfirmationId(int(posted.subject)))
        return _words(scope, asked, posted.addressee)


def decided(scope: Scope, person: Person, errand: Errand) -> Message | None:  # noqa: ARG001 - Words
    """Tell who asked; the subject is the number of what they asked for."""
    asked = scope.confirmations.get(ConfirmationId(int(errand.subject)))
    return None if asked.waits else ui.answer(asked, decided_by=_name(scope, asked.decided_by))


def _words(scope: Scope, asked: Confirmation, addressee: str) -> Message | None:
    admin = scope.people.by_slack(SlackUserId(addressee))
    if admin is None or not admin.on_staff or Role.ADMIN not in admin.roles:
        return None
    return ui.request(
        asked,
        scope.people.get(asked.by),
        [] if asked.wish is Wish.ROLES else _given(scope, asked.gifts),
        decided_by=_name(scope, asked.decided_by),
    )


def _given(scope: Scope, gifts: Iterable[Gift]) -> list[Given]:
    """Put together what is given as the same, from the same caseload."""
    together: dict[tuple[str, PersonId | None], list[Gift]] = {}
    for gift in gifts:
        together.setdefault((gift.part, gift.case_manager), []).append(gift)
    return [
        Given(
            part=part,
            whose=_name(scope, whose),
            aliases=[scope.students.get(one.student).alias for one in found if one.student],
            new=sum(one.student is None for one in found),
        )
        for (part, whose), found in together.items()
    ]


def _name(scope: Scope, person: PersonId | None) -> str:
    if person is None:
        return ""
    known = scope.people.get(person)
    return known.name or known.email or "Somebody"
