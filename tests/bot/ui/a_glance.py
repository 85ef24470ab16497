"""Caseloads to draw, small or as full as they come."""

from datetime import UTC, date, datetime, time, timedelta

from bot.calendar import WEEKDAYS
from bot.dates.cases import Case
from bot.dates.default_rules import DEFAULT_RULES
from bot.meetings.meetings import MeetingId
from bot.records.caseloads import Glance, glance
from bot.students import StudentId
from tests.bot.a_case import PROVIDER, TEACHER, a_case, a_meeting, a_student

TODAY = date(2026, 10, 8)
"""A Thursday; soon is Thursday, October 22."""
NOW = datetime(2026, 10, 8, 15, tzinfo=UTC)


def alias(number: int) -> str:
    return f"QX-{number:03}"


def a_case_of(number: int = 1, *, meets: str | None = None, at: time | None = None, **student):
    """The case of student `number`, with one planned meeting or without any."""
    meeting = None
    if meets:
        meeting = a_meeting(
            meets, "2026-08-20", id=MeetingId(number), student=StudentId(number), at=at
        )
    known = {"id": StudentId(number), "alias": alias(number), "last_name": f"Example {number}"}
    return a_case(
        *([meeting] if meeting else []),
        student=a_student(**{**known, **student}),
        team=(TEACHER, PROVIDER),
    )


def look(*cases: Case, today: date = TODAY) -> Glance:
    return glance(cases, WEEKDAYS, DEFAULT_RULES, today=today)


def sixty_students(name: str = "Example") -> Glance:
    """Every third without a date; the others meet one a day, the first of them today."""
    meets = [TODAY + timedelta(days=number) for number in range(90)]
    weekdays = [day.isoformat() for day in meets if day.weekday() < 5]
    return look(
        *(
            a_case_of(
                number,
                meets=None if number % 3 == 0 else weekdays[number],
                at=time(8, 30) if number % 2 else None,
                first_name=name,
                last_name=name,
                annual_due=date(2027, 3, 5) if number % 2 else None,
            )
            for number in range(60)
        )
    )
