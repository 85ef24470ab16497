"""What people look up about their work: everything open, and why it is due when it is."""

from bot.permissions import Act
from bot.records.caseloads import Glance, glance
from bot.students import StudentId
from storage import Scope


def look_at_due(caseload: Scope) -> Glance:
    """Return the caseload at a glance, once the look is logged."""
    caseload.audit.log("looked at the work due")
    return glance(caseload.cases(), caseload.calendar, caseload.rules, today=caseload.today)


def look_at_why(caseload: Scope, student: StudentId) -> Glance:
    """Return one student's work at a glance, once the look is logged."""
    caseload.require(Act.TICK_OBLIGATION, student)
    case = caseload.case_of(student)
    caseload.audit.log("saw why the work is due when it is", student=student)
    return glance([case], caseload.calendar, caseload.rules, today=caseload.today)
