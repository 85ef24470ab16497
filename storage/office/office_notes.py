"""Notes to the office and its words about them; neither is ever removed."""

from collections import defaultdict
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, select

from bot.dates.obligation_rows import NOTHING_RECORDED, meeting_subject
from bot.dates.obligation_rules import ObligationId
from bot.meetings.meetings import Meeting, MeetingId
from bot.messages import Record
from bot.office.office_notes import (
    Invitation,
    Noted,
    NoteId,
    OfficeNote,
    OfficeTick,
    noted,
)
from bot.permissions import Act
from storage import tables as rows
from storage.audit import Audit
from storage.dates.standing_values import STANDINGS
from storage.meetings.meetings import MEETINGS
from storage.records.students import STUDENTS
from storage.scopes.reach import Reach
from storage.scopes.record_tables import RecordTable


def _invitation(row: Any) -> Invitation | None:
    """Read what was said; where the private fields stay closed, what they hold is not told."""
    if row.sent_on is None:
        return None
    private = getattr(row, "private", None) or {}
    return Invitation(
        sent_on=row.sent_on,
        rights=bool(private.get("rights")),
        language=str(private.get("language", "")),
        received_on=row.received_on,
    )


_notes = RecordTable(OfficeNote, rows.office_notes, rows.office_notes.c.id.desc())
_ticks = RecordTable(
    OfficeTick,
    rows.office_ticks,
    rows.office_ticks.c.id.desc(),
    closes_with_names=True,
    invitation=_invitation,
)


def _of_students(*which: ColumnElement[bool]) -> ColumnElement[bool]:
    """Return the students about whom such a note was sent."""
    return STUDENTS.c.id.in_(select(_notes.c.student_id).where(*which))


class OfficeNotes:
    def __init__(self, reach: Reach) -> None:
        self._reach = reach

    def of_meeting(self, meeting: MeetingId) -> list[Noted]:
        """List every note about a meeting as it stands, the latest first."""
        self._reach.student_of(meeting)
        return self._as_they_stand(_notes.c.meeting_id == meeting)

    def between(self, first: date, last: date = date.max) -> list[Noted]:
        """List the notes that named a day from `first` to `last`, in a fixed number of queries."""
        found = self._as_they_stand(_notes.c.on.between(first, last))
        return [one for one in found if first <= one.note.on <= last]

    def get(self, note: NoteId) -> Noted:
        """Return one note as it stands; raise NotOnCaseloadError where it is out of reach."""
        meeting = _notes.get(self._reach, note).meeting
        return next(one for one in self.of_meeting(meeting) if one.note.id == note)

    def months(self, *, since: date) -> set[date]:
        """Return the months from `since` on of whose meetings the office was told, by their 1st."""
        here = _notes.c.workspace_id == self._reach.workspace_id
        found = select(_notes.c.on).where(here, _notes.c.on >= since).distinct()
        return {on.replace(day=1) for on in self._reach.connection.scalars(found)}

    def _as_they_stand(self, which: ColumnElement[bool]) -> list[Noted]:
        """List every note about the meetings of which one is such, the latest first."""
        reach, c = self._reach, _notes.c
        here = (c.workspace_id == reach.workspace_id, which)
        meeting_ids, about = select(c.meeting_id).where(*here), _of_students(*here)
        of_them = STUDENTS.select(reach).where(reach.within, about)
        students = {
            row.id: STUDENTS.read(row, reach.words) for row in reach.connection.execute(of_them)
        }
        meetings = {one.id: one for one in MEETINGS.within(reach, MEETINGS.c.id.in_(meeting_ids))}
        told = STANDINGS.select(reach).where(
            reach.about_students(rows.standings, about),
            STANDINGS.c.obligation == ObligationId.OFFICE_INFORMED,
        )
        standings = {
            row.subject: STANDINGS.read(row, reach.words) for row in reach.connection.execute(told)
        }
        notes = _notes.within(reach, c.meeting_id.in_(meeting_ids))
        newest = {note.meeting: note.id for note in reversed(notes)}
        ticks: defaultdict[NoteId, list[OfficeTick]] = defaultdict(list)
        of_these = select(c.id).where(c.meeting_id.in_(meeting_ids))
        for tick in _ticks.within(reach, _ticks.c.note_id.in_(of_these)):
            ticks[tick.note].append(tick)
        return [
            noted(
                note,
                students[note.student],
                meetings[note.meeting],
                standings.get(meeting_subject(note.meeting), NOTHING_RECORDED),
                ticks[note.id],
                newest=newest[note.meeting] == note.id,
                today=reach.today,
            )
            for note in notes
        ]

    def add(self, meeting: Meeting, *, anew: bool, wanted_by: date | None = None) -> OfficeNote:
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
            wanted_by=wanted_by,
        )
        note = replace(note, id=NoteId(_notes.add(self._reach, **_notes.values(note))))
        self._log("sent the office a note", note)
        return note

    def withdraw(self, note: OfficeNote) -> OfficeNote:
        """Keep that a note was taken back; that it was sent stays on record."""
        self._reach.require(Act.TELL_OFFICE, _notes.get(self._reach, note.id).student)
        withdrawn = {"withdrawn_by_id": self._reach.acting().id, "withdrawn_at": self._reach.now}
        _notes.change(self._reach, _notes.c.id == note.id, **withdrawn)
        self._log("took back a note to the office", note)
        return replace(note, withdrawn_at=self._reach.now)

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
            received_on=invitation.received_on if invitation else None,
            **self._reach.signed(),
        )
        self._log("ticked an invitation" if invitation else "took back the office's tick", note)

    def _log(self, act: str, note: OfficeNote) -> None:
        """Log what was just written of a note, and note it for whatever shows it."""
        self._reach.touched(Record.OFFICE_NOTE, student=note.student, meeting=note.meeting)
        Audit(self._reach).log(
            act, student=note.student, meeting=note.meeting, detail=f"note {note.id}"
        )
