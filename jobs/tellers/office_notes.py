"""A note that an older version posted alone, and what happens where the office hears of nothing."""

import json

from bot.dates.obligation_rows import Standing, State, meeting_subject
from bot.dates.obligation_rules import ObligationId
from bot.messages import MessageKind
from bot.office.office_notes import NOT_THERE
from bot.people.people import Person
from bot.ui.kit.blocks import Message
from bot.ui.office import office_notes as office_note
from bot.ui.office import telling_office
from casework.meetings.meeting_changes import record
from casework.office.office_cards import places_of_office, untold_in, waiting_in
from jobs.delivery.detours import meeting_of
from jobs.tellers.tellers import Rendering, Teller
from storage import Errand, Posted, Scope


class OfficeNoteTeller(Teller):
    """Draw anew what stands from before there was a card; the subject is the meeting."""

    kind = MessageKind.OFFICE_NOTE

    def compose(self, scope: Scope, errand: Errand) -> Rendering | None:  # noqa: ARG002 - a Teller
        """Post none any more: what an older version put comes with the morning's card."""
        return None

    def redraw(self, scope: Scope, posted: Posted) -> Message | None:
        meeting, kept = meeting_of(posted.subject), json.loads(posted.kept)["note"]
        notes = scope.office_notes.of_meeting(meeting) if meeting else []
        return next((office_note.message(one) for one in notes if one.note.id == kept), None)


def office_note_failed(scope: Scope, person: Person, errand: Errand) -> Message | None:
    """Tell the case manager that the channel takes no card. The subject is its month.

    None where the office has nothing left to do for whom they lead at that moment.
    """
    if not person.leads:
        return None
    untold = untold_in(scope, errand.subject)
    theirs = [one for one in untold if one.student.case_manager == person.id]
    return telling_office.failed_message(theirs, scope.school_year) if theirs else None


def misses_its_card(scope: Scope, message: Errand | Posted) -> None:
    """Open the telling of the office again: the card of that month stands nowhere in Slack.

    Without this, what stands on it would lie with the office for ever. An older card is no loss,
    and what stands in another place for the student's school as well, somebody there has.
    """
    cards = scope.messages.of(MessageKind.OFFICE_CARD, message.subject, message.addressee)
    is_older = isinstance(message, Posted) and cards[0].id != message.id
    if is_older:
        return
    others = [one for one in places_of_office(scope) if one.addressee != message.addressee]
    for one in waiting_in(scope, message.subject):
        if any(place.invites_for(one.student) for place in others):
            continue
        subject = meeting_subject(one.meeting.id)
        before = scope.obligations.standing(subject, ObligationId.OFFICE_INFORMED)
        if before.state is State.PLANNED:
            standing = Standing(
                state=State.OPEN,
                reason=NOT_THERE,
                revise=one.note.anew,
                snoozed_until=before.snoozed_until,
                stays_due_on=before.stays_due_on,
            )
            record(scope, one.meeting, ObligationId.OFFICE_INFORMED, standing)
