"""How far the office is with a meeting, for every screen and message that tells of it."""

from dataclasses import replace

from bot.dates.obligation_rules import ObligationId
from bot.meetings.meetings import Meeting
from bot.office.office_told import OfficeTold
from casework.meetings.meeting_changes import rows_before
from casework.office.office_cards import places_for
from storage import Scope


def told_of(scope: Scope, meeting: Meeting) -> OfficeTold | None:
    """Tell how far the office is; None where a meeting is called off, or has no such row."""
    rows = {row.id: row for row in rows_before(scope, meeting)}
    row = rows.get(ObligationId.OFFICE_INFORMED)
    if row is None:
        return None
    places = places_for(scope, meeting)
    told = OfficeTold(meeting=meeting, row=row, reachable=bool(places))
    notes = scope.office_notes.of_meeting(meeting.id)
    if not notes:
        return told
    newest = notes[0]
    ticked_by = scope.people.get(newest.ticks[0].by).name if newest.ticks else ""
    return replace(told, noted=newest, ticked_by=ticked_by)
