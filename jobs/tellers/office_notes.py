"""The note in the office's channel, drawn anew as the office ticks and the meeting changes."""

import json

from bot.dates.obligation_rows import Standing, State, meeting_subject
from bot.dates.obligation_rules import ObligationId
from bot.errors import NotOnCaseloadError
from bot.messages import MessageKind
from bot.office.office_notes import NOT_THERE, Noted, NoteId
from bot.people.people import Person
from bot.ui.kit.blocks import Message
from bot.ui.office import office_notes as office_note
from bot.ui.office import telling_office
from casework.meetings.meeting_changes import record
from casework.office.office_told import as_it_stands
from jobs.delivery.detours import meeting_of
from jobs.tellers.tellers import Rendering, Teller
from storage import Errand, Posted, Scope


class OfficeNoteTeller(Teller):
    """The subject is the meeting, the step the note."""

    kind = MessageKind.OFFICE_NOTE

    def compose(self, scope: Scope, errand: Errand) -> Rendering | None:
        """Return none where the note is over already, or the office has no channel any more."""
        it = _noted(scope, note_in(errand))
        channel = scope.workspace.office_channel
        if it is None or not it.state.waits or not channel:
            return None
        return Rendering(
            message=office_note.message(it, scope.workspace.links),
            channel=channel,
            kept=json.dumps({"note": it.note.id}),
        )

    def redraw(self, scope: Scope, posted: Posted) -> Message | None:
        it = _noted(scope, note_in(posted))
        return office_note.message(it, scope.workspace.links) if it else None


def office_note_failed(scope: Scope, person: Person, errand: Errand) -> Message | None:
    """Tell the case manager that the channel takes no note. The subject is the meeting.

    None where they lead the student no more, or the office has nothing to do any more.
    """
    meeting_id = meeting_of(errand.subject)
    if not person.leads or meeting_id is None:
        return None
    student = scope.students.get(scope.meetings.get(meeting_id).student)
    if student.case_manager != person.id:
        return None
    notes = scope.office_notes.of_meeting(meeting_id)
    it = _noted(scope, notes[0].id) if notes else None
    if it is None or not it.state.wants_another:
        return None
    return telling_office.failed_message(it.alias, it.meeting)


def misses_its_note(scope: Scope, note_id: NoteId) -> None:
    """Open the telling of the office again: its note stands nowhere in Slack.

    Nobody could tick it, so that without this it would lie with the office for ever.
    """
    it = _noted(scope, note_id)
    if it is None or not it.state.waits:
        return
    subject = meeting_subject(it.meeting.id)
    before = scope.obligations.standing(subject, ObligationId.OFFICE_INFORMED)
    if before.state is not State.PLANNED:
        return
    standing = Standing(
        state=State.OPEN,
        reason=NOT_THERE,
        revise=it.note.anew,
        snoozed_until=before.snoozed_until,
        stays_due_on=before.stays_due_on,
    )
    record(scope, it.meeting, ObligationId.OFFICE_INFORMED, standing)


def note_in(message: Errand | Posted) -> NoteId:
    step = message.step if isinstance(message, Errand) else json.loads(message.kept)["note"]
    return NoteId(int(step))


def _noted(scope: Scope, note_id: NoteId) -> Noted | None:
    """Return the note as it stands; None where it is on record no more."""
    try:
        note = scope.office_notes.get(note_id)
    except NotOnCaseloadError:
        return None
    return as_it_stands(scope, note, scope.meetings.get(note.meeting))
