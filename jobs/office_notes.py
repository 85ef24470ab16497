"""The note in the office's channel, drawn anew as the office ticks and the meeting changes."""

import json
from dataclasses import dataclass

from bot.errors import NotOnCaseloadError
from bot.obligations import ObligationId, meeting_subject
from bot.office_notes import OFFICE_NOTE, OFFICE_NOTE_FAILED, NoteId
from bot.people import SlackUserId
from bot.ui import office_note, telling_office
from bot.ui.blocks import Message
from bot.ui.office_note import Noted, noted
from jobs.detours import meeting_of
from jobs.tellers import Rendering
from storage import Errand, Posted, Scope


@dataclass(frozen=True, kw_only=True)
class OfficeNoteTeller:
    """The subject is the meeting, the step the note."""

    kind: str = OFFICE_NOTE

    def compose(self, scope: Scope, errand: Errand) -> Rendering | None:
        """None where the note is over already, or the office has another channel by now."""
        it = _noted(scope, NoteId(int(errand.step)))
        if it is None or not it.state.waits or errand.addressee != scope.workspace.office_channel:
            return None
        return Rendering(
            message=office_note.message(it, scope.workspace.links),
            channel=errand.addressee,
            kept=json.dumps({"note": it.note.id}),
        )

    def redraw(self, scope: Scope, posted: Posted) -> Message | None:
        it = _noted(scope, NoteId(int(json.loads(posted.kept)["note"])))
        return office_note.message(it, scope.workspace.links) if it else None


@dataclass(frozen=True, kw_only=True)
class OfficeNoteFailed:
    """Tells the case manager that the channel takes no note. The subject is the meeting."""

    kind: str = OFFICE_NOTE_FAILED

    def compose(self, scope: Scope, errand: Errand) -> Rendering | None:
        """None where the person has left, or the office has nothing to do any more."""
        person = scope.people.by_slack(SlackUserId(errand.addressee))
        meeting_id = meeting_of(errand.subject)
        if person is None or not person.on_staff or meeting_id is None:
            return None
        notes = scope.office_notes.of_meeting(meeting_id)
        it = _noted(scope, notes[0].id) if notes else None
        if it is None or not it.state.waits:
            return None
        return Rendering(
            message=telling_office.failed_message(it.alias, it.meeting), channel=errand.addressee
        )

    def redraw(self, scope: Scope, posted: Posted) -> Message | None:  # noqa: ARG002 - a Teller
        """Leave it: what it tells happened that day."""
        return None


def _noted(scope: Scope, note_id: NoteId) -> Noted | None:
    """The note as it stands; None where it is on record no more."""
    try:
        note = scope.office_notes.get(note_id)
    except NotOnCaseloadError:
        return None
    meeting = scope.meetings.get(note.meeting)
    subject = meeting_subject(meeting.id)
    return noted(
        note,
        scope.students.get(meeting.student),
        meeting,
        scope.obligations.standing(subject, ObligationId.OFFICE_INFORMED),
        scope.office_notes.ticks(note),
        newest=scope.office_notes.of_meeting(meeting.id)[0].id == note.id,
        today=scope.today,
    )
