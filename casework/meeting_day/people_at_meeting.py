"""How the parents like to attend a meeting."""

from bot.meetings.meetings import Mode
from bot.students import StudentId
from storage import Scope


def preferred_attendance(scope: Scope, student: StudentId) -> Mode | None:
    """Return what the parents said last about it; None where nobody has asked."""
    talks = scope.conversations.about(student)
    said = (one.attendance for one in talks if not one.withdrawn)
    return next((attendance for attendance in said if attendance), None)
