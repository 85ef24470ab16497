"""Notes to the office and its words about them; neither is ever removed."""

from dataclasses import replace
from typing import Any

from sqlalchemy import Row

from bot.meetings.meetings import Meeting, MeetingId
from bot.messages import Record
from bot.office.office_notes import Invitation, NoteId, OfficeNote, OfficeTick
from bot.permissions import Act
from storage import tables as rows
from storage.audit import Audit
from storage.scopes.reach import Reach
from storage.scopes.record_tables import RecordTable


def _invitation(row: Row[Any]) -> Invitation | None:
    """Read what was said; where the private fields stay closed, what they hold is not told."""
    if row.sent_on is None:
        return None
    private = getattr(row, "private", None) or {}
    return Invitation(
        sent_on=row.sent_on,
        rights=bool(private.get("rights")),
        language=str(private.get("language", "")),
    )


_notes = RecordTable(OfficeNote, rows.office_notes, rows.office_notes.c.id.desc())
_ticks = RecordTable(
    OfficeTick,
    rows.office_ticks,
    rows.office_ticks.c.id.desc(),
    closes_with_names=True,
    invitation=_invitation,
)


class OfficeNotes:
    def __init__(self, reach: Reach) -> None:
        self._reach = reach

    def of_meeting(self, meeting: MeetingId) -> list[OfficeNote]:
        """List every note about a meeting, the latest first."""
        self._reach.student_of(meeting)
        return _notes.here(self._reach, _notes.c.meeting_id == meeting)

    def ahead(self) -> list[OfficeNote]:
        """List every note that named today or a later day, the latest first."""
        return _notes.within(self._reach, _notes.c.on >= self._reach.today)

    def get(self, note: NoteId) -> OfficeNote:
        return _notes.get(self._reach, note)

    def add(self, meeting: Meeting, *, anew: bool) -> OfficeNote:
        """Keep that the case manager has a note sent about the meeting as it is."""
        self._reach.require(Act.TELL_OFFICE, meeting.student)
        assert self._reach.student_of(meeting.id) == meeting.student
        note = OfficeNote(
            id=NoteId(0),
            student=meeting.student,
            meeting=meeting.id,
            on=meeting.on,
            at=meeting.at,
            anew=anew,
            sent_by=self._reach.acting().id,
            sent_at=self._reach.now,
        )
        note = replace(note, id=NoteId(_notes.add(self._reach, **_notes.values(note))))
        self._log("sent the office a note", note)
        return note

    def withdraw(self, note: OfficeNote) -> OfficeNote:
        """Keep that a note was taken back; that it was sent stays on record."""
        self._reach.require(Act.TELL_OFFICE, self.get(note.id).student)
        withdrawn = {"withdrawn_by_id": self._reach.acting().id, "withdrawn_at": self._reach.now}
        _notes.change(self._reach, note.id, **withdrawn)
        self._log("took back a note to the office", note)
        return replace(note, withdrawn_at=self._reach.now)

    def ticks(self, note: OfficeNote) -> list[OfficeTick]:
        """List every word of the office about a note, the latest first."""
        return _ticks.within(self._reach, _ticks.c.note_id == note.id)

    def tick(self, note: OfficeNote, invitation: Invitation | None) -> None:
        """Keep what the office says of its invitation, or with None that it takes that back."""
        self._reach.require(Act.TICK_INVITATION, note.student)
        said = {"rights": invitation.rights, "language": invitation.language} if invitation else {}
        _ticks.add(
            self._reach,
            student_id=note.student,
            note_id=note.id,
            sent_on=invitation.sent_on if invitation else None,
            private=said,
            **self._reach.signed(),
        )
        self._log("ticked an invitation" if invitation else "took back the office's tick", note)

    def _log(self, act: str, note: OfficeNote) -> None:
        """Log what was just written of a note, and note it for whatever shows it."""
        self._reach.touched(Record.OFFICE_NOTE, meeting=note.meeting)
        Audit(self._reach).log(
            act, student=note.student, meeting=note.meeting, detail=f"note {note.id}"
        )
