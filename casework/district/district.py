"""What supervisors look at: the schools in counts, and a row whose reason is logged."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.dates.obligation_rows import StandingChange
from bot.digest.digest_lines import Entry, Key
from bot.digest.digest_rows import Morning
from bot.district.district import School, found, schools_of
from bot.errors import StaleError
from bot.people.people import PersonId
from bot.students import StudentId
from storage import Scope


@dataclass(frozen=True, kw_only=True)
class OpenedRow:
    """One row with its history, and the names of who made it."""

    entry: Entry
    morning: Morning
    history: Sequence[StandingChange]
    names: Mapping[PersonId, str]


def look_at_schools(scope: Scope) -> tuple[School, ...]:
    """Return the schools with their counts; log the look first."""
    scope.audit.log("looked at the district")
    return schools_of(_morning(scope))


def look_at_school(scope: Scope, key: str) -> School:
    """Return the school of a button; raise StaleError where it has no student any more."""
    school = found(look_at_schools(scope), key)
    if school is None:
        raise StaleError(
            "No student is on record at this school any more. Please open `/iep district` again."
        )
    return school


def open_row(scope: Scope, student: StudentId, key: Key) -> OpenedRow:
    """Return a row of the one student that is open here; raise StaleError where it is no more."""
    morning = _morning(scope)
    entry = morning.entries.get(key)
    if entry is None or entry.row.student != student:
        raise StaleError(
            "This row is there no more: the student or the meeting has changed. Please open "
            "`/iep district` again."
        )
    history = scope.obligations.history(*key)
    names = {change.by: scope.people.get(change.by).name for change in history if change.by}
    return OpenedRow(entry=entry, morning=morning, history=history, names=names)


def _morning(scope: Scope) -> Morning:
    cases = tuple(scope.cases())
    return Morning(on=scope.today, calendar=scope.calendar, rules=scope.rules, cases=cases)
