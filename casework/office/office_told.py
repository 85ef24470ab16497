"""How far the office is with a meeting, for every screen and message that tells of it."""

import json
from dataclasses import replace

from bot.dates.obligation_rows import meeting_subject
from bot.dates.obligation_rules import ObligationId
from bot.meetings.meetings import Meeting
from bot.messages import MessageKind
from bot.office.office_notes import Noted, OfficeNote, noted
from bot.office.office_told import OfficeTold
from casework.meetings.meeting_changes import rows_before
from storage import Scope


def told_of(scope: Scope, meeting: Meeting) -> OfficeTold | None:
    """Tell how far the office is; None where a meeting is called off, or has no such row."""
    rows = {row.id: row for row in rows_before(scope, meeting)}
    row = rows.get(ObligationId.OFFICE_INFORMED)
    if row is None:
        return None
    told = OfficeTold(meeting=meeting, row=row, channel=bool(scope.workspace.office_channel))
    notes = scope.office_notes.of_meeting(meeting.id)
    if not notes:
        return told
    newest = as_it_stands(scope, notes[0], meeting)
    return replace(
        told,
        noted=newest,
        failed=_failed(scope, notes[0]),
        ticked_by=scope.people.get(newest.ticks[0].by).name if newest.ticks else "",
    )


def as_it_stands(scope: Scope, note: OfficeNote, meeting: Meeting) -> Noted:
    return noted(
        note,
        scope.students.get(meeting.student),
        meeting,
        scope.obligations.standing(meeting_subject(meeting.id), ObligationId.OFFICE_INFORMED),
        scope.office_notes.ticks(note),
        newest=scope.office_notes.of_meeting(meeting.id)[0].id == note.id,
        today=scope.today,
    )


def to_send(scope: Scope) -> list[Noted]:
    """Return what whoever is of the office has still to send, for their schools."""
    notes = {note.meeting: note for note in reversed(scope.office_notes.ahead())}
    found = [as_it_stands(scope, note, scope.meetings.get(note.meeting)) for note in notes.values()]
    return [one for one in found if one.state.waits]


def _failed(scope: Scope, newest: OfficeNote) -> bool:
    """Say whether the newest note is not on its way, and does not stand in Slack."""
    subject = meeting_subject(newest.meeting)
    fate = scope.outbox.fate(MessageKind.OFFICE_NOTE, subject)
    if fate is not None and fate.waits:
        return False
    standing = scope.messages.of(MessageKind.OFFICE_NOTE, subject)
    return not any(json.loads(posted.kept)["note"] == newest.id for posted in standing)
