"""A row, a student and a meeting to try an import with."""

from dataclasses import replace
from datetime import date, time

from bot.calendar import SchoolCalendar
from bot.imports.import_rows import CaseloadRow
from bot.imports.imports import change_of
from bot.meetings.meetings import Kind, Meeting, MeetingId, Mode
from bot.people.people import PersonId
from bot.students import Student, StudentId

TODAY = date(2026, 9, 1)
CALENDAR = SchoolCalendar(closures=frozenset({date(2026, 11, 11)}))


STUDENT = Student(
    id=StudentId(1),
    alias="OP-7KQ",
    first_name="Otis",
    last_name="Plumfield",
    number="S1",
    case_manager=PersonId(1),
    grade="7",
    annual_due=date(2026, 11, 2),
)


def a_row(**columns):
    return CaseloadRow(line=2, number="S1", **columns)


def a_meeting(on, *, kind=Kind.ANNUAL, **fields):
    meeting = Meeting(
        id=MeetingId(on.toordinal()),
        student=StudentId(1),
        on=on,
        at=time(9),
        kind=kind,
        mode=Mode.VIDEO,
        arose_on=date(2026, 8, 20),
    )
    return replace(meeting, **fields)


def change(row, *, last=None, student=STUDENT, meetings=(), today=TODAY):
    return change_of(
        row,
        last=last.said() if last else {},
        student=student,
        meetings=meetings,
        calendar=CALENDAR,
        today=today,
    )
