"""Notes to the office as a test needs them."""

from dataclasses import replace
from datetime import UTC, date, datetime, time

from bot.calendar import WEEKDAYS
from bot.meetings.meetings import MeetingId
from bot.office.office_cards import OfficeList, listed
from bot.office.office_notes import Noted, NoteId, NoteState
from bot.students import StudentId
from tests.bot.a_case import a_meeting, a_student
from tests.bot.office.test_office_notes import NOTE, OWED, SENT

TODAY = date(2026, 10, 1)
SENT_AT = datetime(2026, 10, 1, 16, tzinfo=UTC)
"""Thursday morning, at nine in Los Angeles."""
WANTED_BY = date(2026, 10, 9)
RECEIVED = replace(SENT, received_on=date(2026, 9, 30))
SAID = {NoteState.INVITED: SENT, NoteState.RIGHTS_OWED: OWED}


def a_noted(number: int = 1, state: NoteState = NoteState.WAITING, **fields) -> Noted:
    """Make a note about a meeting of November; `on`, `wanted_by` and others can be given."""
    on = fields.pop("on", date(2026, 11, 18))
    meeting = replace(a_meeting(on.isoformat(), "2026-09-01"), id=MeetingId(number), at=time(9, 30))
    note = replace(
        NOTE,
        id=NoteId(number),
        meeting=meeting.id,
        on=on,
        at=meeting.at,
        sent_at=fields.pop("sent_at", SENT_AT),
        wanted_by=fields.pop("wanted_by", WANTED_BY),
        anew=fields.pop("anew", False),
    )
    student = a_student(
        id=StudentId(number),
        alias=f"MQ-{number:03}",
        first_name="Maya",
        last_name=f"Quill{number}",
        home_language=fields.pop("home_language", "Hmong"),
        school=fields.pop("school", ""),
    )
    known = {"student": student, "note": note, "meeting": meeting, "state": state}
    return Noted(**{**known, "invitation": SAID.get(state), **fields})


def a_list(*noted: Noted, today: date = TODAY) -> OfficeList:
    return listed(noted, today=today, year=WEEKDAYS.year_begun_by(today))
