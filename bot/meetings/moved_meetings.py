"""What becomes of a meeting's obligations when it is moved or cancelled."""

from collections.abc import Iterable
from datetime import date

from bot.calendar import SchoolCalendar
from bot.dates.due_dates import rule_date, run_up
from bot.dates.obligation_rows import Obligation
from bot.dates.obligation_rules import ObligationId
from bot.meetings.meetings import Meeting
from bot.office.office_notes import with_the_office

REOPENED_BY_A_MOVE = frozenset(
    {
        ObligationId.MASTER_CALENDAR,
        ObligationId.MEETING_NOTICE,
        ObligationId.INVITATION_FORM,
        ObligationId.OFFICE_INFORMED,
        ObligationId.AGENDA,
    }
)
"""What names the date to somebody; forms and the conversation stay as they are."""


def reopened_by_moving(rows: Iterable[Obligation]) -> frozenset[ObligationId]:
    """Which of the meeting's rows open again as *revise*: those done with the old date.

    The office has read the old date as soon as it has the note, ticked or not.
    """
    return frozenset(
        row.id
        for row in rows
        if row.id in REOPENED_BY_A_MOVE and (row.state.accomplished or with_the_office(row))
    )


def overdue_in_spite_of_moving(
    rows: Iterable[Obligation],
    meeting: Meeting,
    *,
    to: date,
    today: date,
    calendar: SchoolCalendar,
) -> dict[ObligationId, date]:
    """The rows of `meeting` that are overdue and stay so on its new date, with their due dates.

    They are recorded in `Standing.stays_due_on`. A row whose own rule names a later day for the
    new date is excused, and has to have that recording taken away.
    """
    before = run_up(meeting.on, meeting.arose_on, calendar)
    after = run_up(to, meeting.arose_on, calendar)
    return {
        row.id: row.due_on
        for row in rows
        if row.open_ and row.due_on is not None and row.due_on < today
        if rule_date(row.why.rule, after) <= rule_date(row.why.rule, before)
    }


def closed_by_cancelling(rows: Iterable[Obligation]) -> frozenset[ObligationId]:
    """Which of the meeting's rows cancelling closes: those still open."""
    return frozenset(row.id for row in rows if row.open_)
