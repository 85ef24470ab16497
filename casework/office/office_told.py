"""How far the office is with a meeting, for every screen that tells of it."""

import json

from bot.dates.obligation_rows import meeting_subject
from bot.dates.obligation_rules import ObligationId
from bot.meetings.meetings import Meeting
from bot.messages import MessageKind
from bot.office.office_notes import OfficeNote, OfficeTick
from bot.ui.office.office_notes import Noted, noted
from bot.ui.office.telling_office import Told
from casework.meetings.meeting_changes import rows_before
from storage import Scope


def told_of(scope: Scope, meeting: Meeting) -> Told | None:
    """None where the meeting has no such row: it is called off, or the district has none."""
    rows = {row.id: row for row in rows_before(scope, meeting)}
    row = rows.get(ObligationId.OFFICE_INFORMED)
    if row is None:
        return None
    channel = bool(scope.workspace.office_channel)
    notes = scope.office_notes.of_meeting(meeting.id)
    if not notes:
        return Told(meeting=meeting, row=row, channel=channel)
    ticks = scope.office_notes.ticks(notes[0])
    return Told(
        meeting=meeting,
        row=row,
        channel=channel,
        noted=as_it_stands(scope, notes[0], meeting, ticks, newest=True),
        failed=_failed(scope, notes[0]),
        ticked_by=scope.people.get(ticks[0].by).name if ticks else "",
    )


def as_it_stands(
    scope: Scope, note: OfficeNote, meeting: Meeting, ticks: list[OfficeTick], *, newest: bool
) -> Noted:
    return noted(
        note,
        scope.students.get(meeting.student),
        meeting,
        scope.obligations.standing(meeting_subject(meeting.id), ObligationId.OFFICE_INFORMED),
        ticks,
        newest=newest,
        today=scope.today,
    )


def _failed(scope: Scope, newest: OfficeNote) -> bool:
    """Whether the newest note is not on its way, and stands in Slack no more, or never did."""
    subject = meeting_subject(newest.meeting)
    fate = scope.outbox.fate(MessageKind.OFFICE_NOTE, subject)
    if fate is not None and fate.waits:
        return False
    standing = scope.messages.of(MessageKind.OFFICE_NOTE, subject)
    return not any(json.loads(posted.kept)["note"] == newest.id for posted in standing)
