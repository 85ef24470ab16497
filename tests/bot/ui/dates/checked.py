"""Dates for a meeting, and what is said of them."""

from bot.calendar import WEEKDAYS
from bot.dates.date_checks import DateCheck, problems_of_date
from tests.bot.a_case import a_case, a_student, day


def a_check(on: str, today: str = "2026-10-08", calendar=WEEKDAYS, **fields) -> DateCheck:
    """What the date would cost a student of whom nobody knows the review dates."""
    case = a_case(student=a_student(**{key: day(value) for key, value in fields.items()}))
    return problems_of_date(day(on), today=day(today), calendar=calendar, case=case)
