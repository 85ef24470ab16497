"""Invented students, teams and meetings from which the tests of the core build their cases."""

from datetime import date
from typing import Any

from bot.dates.cases import Case
from bot.dates.obligation_rows import Standing, State, meeting_subject
from bot.dates.obligation_rules import ObligationId
from bot.meetings.meetings import Kind, Meeting, MeetingId, Mode
from bot.people.people import PersonId, TeamMember, TeamRole
from bot.students import Student, StudentId


def day(text: str) -> date:
    return date.fromisoformat(text)


def a_student(**fields: Any) -> Student:
    known = {
        "id": StudentId(7),
        "alias": "QX-4KM",
        "first_name": "Quill",
        "last_name": "Example",
        "number": "000-7",
        "case_manager": PersonId(1),
    }
    return Student(**{**known, **fields})


def a_meeting(on: str, created: str, **fields: Any) -> Meeting:
    known = {
        "id": MeetingId(12),
        "student": StudentId(7),
        "on": day(on),
        "at": None,
        "kind": Kind.ANNUAL,
        "mode": Mode.PHONE,
        "arose_on": day(created),
    }
    return Meeting(**{**known, **fields})


TEACHER = TeamMember(person=PersonId(2), role=TeamRole.TEACHER)
PROVIDER = TeamMember(person=PersonId(3), role=TeamRole.PROVIDER, service="example service")
STAFF_PROVIDER = TeamMember(
    person=PersonId(4), role=TeamRole.STAFF_PROVIDER, service="example service"
)


def recorded(state: State, *rows: ObligationId, meeting: int = 12, **fields: Any):
    """The standings of a meeting of which `rows` are in `state`."""
    subject = meeting_subject(MeetingId(meeting))
    return {(subject, row): Standing(state=state, **fields) for row in rows}


def a_case(*meetings: Meeting, **fields: Any) -> Case:
    known = {"student": a_student(), "team": (TEACHER, PROVIDER), "meetings": meetings}
    return Case(**{**known, **fields})
