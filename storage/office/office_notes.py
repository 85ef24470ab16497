"""Notes to the office and its words about them; neither is ever removed."""

from dataclasses import replace
from typing import Any

from sqlalchemy import Row, insert, select, update

from bot.errors import NotOnCaseloadError
from bot.meetings.meetings import Meeting, MeetingId
from bot.messages import Record
from bot.office.office_notes import Invitation, NoteId, OfficeNote, OfficeTick
from bot.permissions import Act
from storage import tables as rows
from storage.audit import Audit
from storage.scopes.reach import Reach

_notes, _ticks = rows.office_notes.c, rows.office_ticks.c


class OfficeNotes:
    def __init__(self, reach: Reach) -> None:
        self._reach = reach

    def of_meeting(self, meeting: MeetingId) -> list[OfficeNote]:
        """List every note about a meeting, the latest first."""
        self._reach.student_of(meeting)
        found = self._reach.connection.execute(
            select(rows.office_notes)
            .where(_notes.workspace_id == self._reach.workspace_id, _notes.meeting_id == meeting)
            .order_by(_notes.id.desc())
        )
        return [_note_from(row) for row in found]

    def get(self, note: NoteId) -> OfficeNote:
        """Return one note; raise NotOnCaseloadError where its student is out of reach."""
        row = self._reach.connection.execute(
            select(rows.office_notes).where(
                self._reach.can_get_at(rows.office_notes), _notes.id == note
            )
        ).first()
        if row is None:
            raise NotOnCaseloadError
        return _note_from(row)

    def add(self, meeting: Meeting, *, anew: bool) -> OfficeNote:
        """Keep that the case manager has a note sent about the meeting as it is."""
        self._reach.require(Act.TELL_OFFICE, meeting.student)
        assert self._reach.student_of(meeting.id) == meeting.student
        row = self._reach.connection.execute(
            insert(rows.office_notes)
            .values(
                workspace_id=self._reach.workspace_id,
                student_id=meeting.student,
                meeting_id=meeting.id,
                on=meeting.on,
                at=meeting.at,
                anew=anew,
                sent_by_id=self._reach.acting().id,
                sent_at=self._reach.now,
            )
            .returning(*_notes)
        ).one()
        note = _note_from(row)
        self._log("sent the office a note", note)
        return note

    def withdraw(self, note: OfficeNote) -> OfficeNote:
        """Keep that a note was taken back; that it was sent stays on record."""
        self._reach.require(Act.TELL_OFFICE, note.student)
        self._reach.connection.execute(
            update(rows.office_notes)
            .where(self._reach.can_get_at(rows.office_notes), _notes.id == note.id)
            .values(withdrawn_by_id=self._reach.acting().id, withdrawn_at=self._reach.now)
        )
        self._log("took back a note to the office", note)
        return replace(note, withdrawn_at=self._reach.now)

    def ticks(self, note: OfficeNote) -> list[OfficeTick]:
        """List every word of the office about a note, the latest first."""
        found = self._reach.connection.execute(
            select(*self._reach.columns_of(rows.office_ticks))
            .where(self._reach.can_get_at(rows.office_ticks), _ticks.note_id == note.id)
            .order_by(_ticks.id.desc())
        )
        return [_tick_from(row) for row in found]

    def tick(self, note: OfficeNote, invitation: Invitation | None) -> None:
        """Keep what the office says of its invitation, or with None that it takes that back."""
        self._reach.require(Act.TICK_INVITATION, note.student)
        said = {"rights": invitation.rights, "language": invitation.language} if invitation else {}
        self._reach.connection.execute(
            insert(rows.office_ticks).values(
                workspace_id=self._reach.workspace_id,
                student_id=note.student,
                note_id=note.id,
                sent_on=invitation.sent_on if invitation else None,
                private=said,
                by_id=self._reach.acting().id,
                at=self._reach.now,
            )
        )
        self._log("ticked an invitation" if invitation else "took back the office's tick", note)

    def _log(self, act: str, note: OfficeNote) -> None:
        """Log what was just written of a note, and note it for whatever shows it."""
        self._reach.touched(Record.OFFICE_NOTE, meeting=note.meeting)
        Audit(self._reach).log(
            act, student=note.student, meeting=note.meeting, detail=f"note {note.id}"
        )


def _note_from(row: Row[Any]) -> OfficeNote:
    return OfficeNote(
        id=NoteId(row.id),
        student=row.student_id,
        meeting=MeetingId(row.meeting_id),
        on=row.on,
        at=row.at,
        anew=row.anew,
        sent_by=row.sent_by_id,
        sent_at=row.sent_at,
        withdrawn_at=row.withdrawn_at,
    )


def _tick_from(row: Row[Any]) -> OfficeTick:
    """Read a tick; where the private fields stay closed, what they hold is not told."""
    private = getattr(row, "private", None) or {}
    invitation = None
    if row.sent_on is not None:
        invitation = Invitation(
            sent_on=row.sent_on,
            rights=bool(private.get("rights")),
            language=str(private.get("language", "")),
        )
    return OfficeTick(
        id=row.id, note=NoteId(row.note_id), invitation=invitation, by=row.by_id, at=row.at
    )
