"""What is said of a meeting's date before it is kept, as every screen with a date asks it."""

from datetime import date

from bot import date_words
from bot.dates.date_checks import DateCheck, problems_of_date
from bot.errors import DateError, StaleError
from bot.meetings.meetings import Meeting, check_date
from bot.students import StudentId
from storage import Scope


def check_move(scope: Scope, meeting: Meeting, to: date) -> DateCheck:
    """What the date would cost a meeting that is on record."""
    return problems_of_date(
        to,
        today=scope.today,
        calendar=scope.calendar_for(meeting.student),
        case=scope.case_of(meeting.student),
        moving=meeting,
        rules=scope.rules,
    )


def still_possible(scope: Scope, student: StudentId, on: date) -> None:
    """A date that was offered yesterday can have passed, or lost its school year, by now."""
    try:
        check_date(on, scope.calendar_for(student))
    except DateError as error:
        raise StaleError(str(error)) from error
    if on < scope.today:
        raise StaleError(f"{date_words.in_words(on)} has passed meanwhile. Nothing was saved.")
