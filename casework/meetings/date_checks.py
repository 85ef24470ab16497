"""What is said of a meeting's date before it is kept, as every screen with a date asks it."""

from dataclasses import replace
from datetime import date

from bot import date_words
from bot.dates.cases import Case
from bot.dates.date_checks import DateCheck, problems_of_date
from bot.errors import DateError, StaleError
from bot.forms.meetings.meeting_forms import NewDate
from bot.forms.meetings.meetings import Wanted
from bot.meetings.meetings import Meeting, check_date
from bot.students import StudentId
from storage import Scope


def cost_of_move(scope: Scope, meeting: Meeting, new: NewDate) -> DateCheck | None:
    """Return what the new date would cost; None where that is nothing, or was told already.

    Another hour of the same day makes nothing late that was not late before.
    """
    assert new.on is not None, "the form asks for a date"
    check = problems_of_date(
        new.on,
        today=scope.today,
        calendar=scope.calendar_for(meeting.student),
        case=scope.case_of(meeting.student),
        moving=meeting,
        rules=scope.rules,
    )
    known = new.on in (new.warned_of, meeting.on)
    return check if check.warned and not known else None


def cost_of_date(scope: Scope, case: Case, wanted: Wanted) -> DateCheck | None:
    """Return what the date would cost a new meeting; None where nothing, or told already."""
    assert wanted.on is not None, "the form asks for a date"
    check = problems_of_date(
        wanted.on,
        today=scope.today,
        calendar=scope.calendar_for(wanted.student),
        case=case,
        rules=scope.rules,
    )
    if not wanted.asked:
        # What the parents asked for is another meeting, and its last day says nothing of this one.
        check = replace(check, hold_by=None)
    return check if check.warned and wanted.warned_of != wanted.on else None


def still_possible(scope: Scope, student: StudentId, on: date) -> None:
    """Refuse a date that was offered before, and has passed or lost its school year since."""
    try:
        check_date(on, scope.calendar_for(student))
    except DateError as error:
        raise StaleError(str(error)) from error
    if on < scope.today:
        raise StaleError(f"{date_words.in_full(on)} has passed meanwhile. Nothing was saved.")
