"""Legal holds on students' records, put and lifted on the district's own machine."""

from bot.errors import StaleError
from bot.students import StudentId
from storage import Scope


def hold(scope: Scope, student: StudentId, reason: str) -> None:
    """Put a record on hold; raise StaleError where it is already."""
    if scope.holds.of(student) is not None:
        raise StaleError("This record is on hold already. Nothing was changed.")
    scope.holds.put(student, reason)


def lift(scope: Scope, student: StudentId) -> None:
    """Lift the hold on a record; raise StaleError where there is none."""
    if scope.holds.of(student) is None:
        raise StaleError("This record is not on hold. Nothing was changed.")
    scope.holds.lift(student)
