"""Due dates as the tests of the core ask for them and write them down."""

from datetime import timedelta

from bot.calendar import WEEKDAYS, SchoolCalendar
from bot.dates.default_rules import DEFAULT_RULES
from bot.dates.due_dates import dues_before
from bot.dates.obligation_rules import ObligationId as Id
from tests.bot.a_case import day

BY_THE_10TH = (
    Id.AGREE_DATE,
    Id.MASTER_CALENDAR,
    Id.MEETING_NOTICE,
    Id.INVITATION_FORM,
    Id.OFFICE_INFORMED,
    Id.TEACHER_FEEDBACK_OUT,
    Id.PROVIDER_REPORT_OUT,
)
FORMS_BACK = (Id.TEACHER_FEEDBACK_BACK, Id.PROVIDER_REPORT_BACK)
CONVERSATION = (Id.PARENT_CONVERSATION, Id.DRAFT_PREFERENCE)
LONG_BEFORE = "2026-08-01"


def dues(on: str, created: str = LONG_BEFORE, calendar=WEEKDAYS, rules=DEFAULT_RULES):
    return dues_before(day(on), day(created), calendar, rules)


def said(due) -> str:
    """A due date as the table of worked examples writes it."""
    window = f"{due.opens_on} … " if due.opens_on else ""
    return f"{window}{due.on}{' expedited' if due.expedited else ''}"


def closed_on(*days: str) -> SchoolCalendar:
    return SchoolCalendar(closures=frozenset(map(day, days)))


def closed_from(first: str, last: str) -> SchoolCalendar:
    span = (day(last) - day(first)).days
    return SchoolCalendar(closures=frozenset(day(first) + timedelta(n) for n in range(span + 1)))
