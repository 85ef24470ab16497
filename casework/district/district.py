"""What supervisors look at: the schools in counts, and a row whose reason is logged."""

from collections.abc import Iterable

from bot.dates.cases import Case
from bot.digest.digest_lines import Entry, Key
from bot.digest.digest_rows import Morning
from bot.district.district import School, found, schools_of
from bot.errors import StaleError
from bot.permissions import Act
from bot.students import StudentId
from casework.dates.settling import RowSeen, with_history
from storage import Scope


def look_at_schools(scope: Scope) -> tuple[School, ...]:
    """Return the schools with their counts; log the look first."""
    scope.audit.log("looked at the district")
    return schools_of(morning_of_district(scope))


def look_at_school(scope: Scope, key: str) -> School:
    """Return the school of a button; raise StaleError where it has no student any more.

    Whose rows of it are shown, the caller logs with `log_rows`.
    """
    school = found(schools_of(morning_of_district(scope)), key)
    if school is None:
        raise StaleError(
            "No student is on record at this school any more. Please open `/iep district` again."
        )
    return school


def log_rows(scope: Scope, entries: Iterable[Entry]) -> None:
    """Log under each student that a supervisor is about to see their rows, by alias."""
    scope.audit.saw("looked at the rows of a school, by alias", (one.student for one in entries))


def look_at_student(scope: Scope, student: StudentId) -> School:
    """Return what is open for one student, as the school's rows have it; the look is logged."""
    scope.require(Act.SEE_OBLIGATIONS, student)
    scope.audit.log("looked at what is open for a student, by alias", student=student)
    [school] = schools_of(_morning(scope, [scope.case_of(student)]))
    return school


def open_row(scope: Scope, student: StudentId, key: Key) -> RowSeen:
    """Return a row of the one student that is open here; raise StaleError where it is no more."""
    morning = morning_of_district(scope)
    entry = morning.entries.get(key)
    if entry is None or entry.row.student != student:
        raise StaleError(
            "This row is gone: the student or the meeting has changed. Please open `/iep district` "
            "again."
        )
    return with_history(scope, entry, morning)


def morning_of_district(scope: Scope) -> Morning:
    return _morning(scope, scope.cases())


def _morning(scope: Scope, cases: Iterable[Case]) -> Morning:
    return Morning(on=scope.today, calendar=scope.calendar, rules=scope.rules, cases=tuple(cases))
