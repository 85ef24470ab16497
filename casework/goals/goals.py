"""What people do with goals: name them, say how each stands, and see what is missing."""

from collections.abc import Mapping
from dataclasses import replace

from bot.errors import CaseworkError
from bot.forms.drafts import DraftKey
from bot.forms.goals.goals import NEW, NamedGoals
from bot.goals.goals import GoalId, GoalProgress, GoalsOfStudent, not_looked_at, period_to_tell
from bot.goals.reporting_periods import PeriodId, ReportingPeriod
from bot.permissions import Act
from bot.students import Student, StudentId
from casework.forms.drafts import kept_before, mark_kept
from storage import Scope

KIND = "goals"
"""Of the drafts that make a second press of Save harmless."""


def open_progress(caseload: Scope, student: StudentId) -> GoalsOfStudent:
    """Return a student's goals in the present period; the view is logged."""
    caseload.require(Act.FOLLOW_GOALS, student)
    period = _period(caseload)
    marks = caseload.goals.marks(period.id, student) if period else {}
    caseload.audit.log("opened the progress on goals", student=student)
    return GoalsOfStudent(
        student=caseload.students.get(student),
        goals=caseload.goals.of(student),
        period=period,
        marks=marks,
    )


def list_not_looked_at(
    caseload: Scope,
) -> tuple[list[tuple[Student, int]], ReportingPeriod | None]:
    """Return the students with goals that nobody looked at in the period, and how many."""
    caseload.require(Act.FOLLOW_GOALS)
    period = _period(caseload)
    marks = caseload.goals.marks(period.id) if period else {}
    counts = not_looked_at(caseload.goals.open(), marks) if period else {}
    students = [(one, counts[one.id]) for one in caseload.students.all() if one.id in counts]
    caseload.audit.saw(
        "looked at whose goals are not yet looked at", (one.id for one, _ in students)
    )
    return students, period


def tell_progress(
    caseload: Scope, period: PeriodId, progress: Mapping[GoalId, GoalProgress]
) -> None:
    for goal, stands in progress.items():
        caseload.goals.mark(goal, period, stands)


def name_goals(caseload: Scope, student: StudentId, named: NamedGoals, *, draft: DraftKey) -> None:
    """Keep changed goals, and new ones once; raise FormError where too many would be open."""
    caseload.require(Act.FOLLOW_GOALS, student)
    goals = {goal.id: goal for goal in caseload.goals.of(student)}
    try:
        # What is closed goes first: it makes room for what is opened again.
        for goal, changed in sorted(named.changes.items(), key=_is_left_open):
            caseload.goals.keep(replace(goals[goal], **changed))
        if not kept_before(caseload, draft):
            mark_kept(caseload, draft, kind=KIND, student=student)
            for label in named.new:
                caseload.goals.add(student, label)
    except CaseworkError as error:
        raise NEW.refused(str(error)) from error


def _is_left_open(change: tuple[GoalId, Mapping[str, object]]) -> tuple[bool, GoalId]:
    goal, changed = change
    return not changed.get("closed"), goal


def _period(caseload: Scope) -> ReportingPeriod | None:
    return period_to_tell(caseload.settings.periods(), today=caseload.today)
