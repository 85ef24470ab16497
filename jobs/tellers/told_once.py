"""A word to one person about what has happened: said once, and never drawn anew."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot.messages import MessageKind
from bot.people.people import Person, SlackUserId
from bot.settings.setting_up import FIRST_ADMIN
from bot.ui.kit.blocks import Message
from bot.ui.meeting_day.public_channels import closed_channel
from bot.ui.people import roles_changed
from jobs.tellers.admin_acts import changed_caseload, changed_roles_of, many_rows
from jobs.tellers.confirmations import decided
from jobs.tellers.form_files import no_file
from jobs.tellers.hand_overs import handed_over
from jobs.tellers.link_notices import link_notice
from jobs.tellers.office_notes import office_note_failed
from jobs.tellers.record_acts import record_act
from jobs.tellers.tellers import Rendering, Teller
from jobs.tellers.unreached import unreached
from storage import Errand, Scope

Words = Callable[[Scope, Person, Errand], Message | None]
"""What a person is told; None where it is not true any more, or no longer theirs to know."""


@dataclass(frozen=True, kw_only=True)
class ToldOnce(Teller):
    """Tells the addressee in their own messages, in the words of the table below."""

    kind: MessageKind

    def compose(self, scope: Scope, errand: Errand) -> Rendering | None:
        person = scope.people.by_slack(SlackUserId(errand.addressee))
        message = TOLD_ONCE[self.kind](scope, person, errand) if person else None
        return Rendering(message=message, channel=errand.addressee) if message else None


def closed(scope: Scope, person: Person, errand: Errand) -> Message | None:  # noqa: ARG001 - Words
    """Say that a case manager's channel takes no messages of ours; it is the subject."""
    return closed_channel(errand.subject) if person.on_staff else None


def changed_roles(scope: Scope, person: Person, errand: Errand) -> Message | None:
    """Say what they may do now, or to another admin whose roles were changed, as the subject says.

    It also says whether they are the first admin.
    """
    if not person.on_staff:
        return None
    if errand.subject not in ("", FIRST_ADMIN):
        return changed_roles_of(scope, person, errand.subject)
    return roles_changed.render(person, first_admin=errand.subject == FIRST_ADMIN)


TOLD_ONCE: Mapping[MessageKind, Words] = {
    MessageKind.LINK_NOTICE: link_notice,
    MessageKind.NOTICE: closed,
    MessageKind.NO_FILE: no_file,
    MessageKind.HANDED_OVER: handed_over,
    MessageKind.OFFICE_NOTE_FAILED: office_note_failed,
    MessageKind.ROLES_CHANGED: changed_roles,
    MessageKind.UNREACHED: unreached,
    MessageKind.CASELOAD_CHANGED: changed_caseload,
    MessageKind.CONFIRMATION_ANSWER: decided,
    MessageKind.MANY_ROWS: many_rows,
    MessageKind.RECORD_ACT: record_act,
}
"""The function that words each such kind. A new one is a line here, and its words."""
