"""All the work of one person, to be drawn by whichever door."""

from datetime import date
from typing import Any

from bot.after_meetings.duties import Duty, DutyId, DutyKind, Handed
from bot.calendar import default_school_year
from bot.dates.default_rules import DEFAULT_RULES
from bot.digest.home import HomeTab
from bot.digest.owed import Waiting, due_first
from bot.forms.drafts import DraftKey
from bot.meetings.meetings import MeetingId
from bot.people.people import PersonId, Role
from bot.requests.owed_forms import Owed
from bot.requests.requests import Form, RequestId, RequestState
from bot.students import StudentId
from tests.bot.ui.a_glance import NOW, look

LEADS = frozenset({Role.CASE_MANAGER})


def a_desk(seen=None, **work: Any) -> HomeTab:
    known = {"confirmed": True, "roles": LEADS, "names": True, "rules": DEFAULT_RULES}
    return HomeTab(**{**known, "glance": seen or look(), **work})


def a_form(
    number: int = 1,
    by: str = "2026-10-13",
    *,
    name: str = "Juniper Quickwater",
    asked_late: bool = False,
) -> Waiting:
    owed = Owed(
        request=RequestId(number),
        form=Form.TEACHER_FEEDBACK,
        alias=f"JQ-{number:03}",
        asked_by="Pat Fennimore",
        wanted_by=date.fromisoformat(by),
        year=default_school_year(2026),
        asked_late=asked_late,
        state=RequestState.OPEN,
    )
    return Waiting(thing=owed, name=name, by=None if asked_late else owed.wanted_by)


def handed_over(*by: str | None, read: bool = False) -> Waiting:
    """What was taken on, each by its day; and with `read` the at-a-glance."""
    kinds = [(DutyKind.RESPONSIBILITY, day) for day in by]
    duties = [
        Duty(
            id=DutyId(number),
            draft=DraftKey(str(number)),
            student=StudentId(1),
            meeting=MeetingId(1),
            kind=kind,
            owner=PersonId(2),
            text="call the clinic",
            due_on=date.fromisoformat(day) if day else None,
            by=PersonId(1),
            at=NOW,
        )
        for number, (kind, day) in enumerate([*kinds, *[(DutyKind.AT_A_GLANCE, None)] * read])
    ]
    handed = Handed(
        meeting=MeetingId(1),
        alias="HO-001",
        case_manager="Pat Fennimore",
        year=default_school_year(2026),
        duties=duties,
    )
    return Waiting(thing=handed, name="Hollis Overton", by=due_first(handed))
