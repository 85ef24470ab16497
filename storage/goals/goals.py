"""Goals by their labels, and how each stands in a reporting period."""

from collections.abc import Mapping

from sqlalchemy import select

from bot.errors import CaseworkError
from bot.goals.goals import MOST_GOALS, Goal, GoalId, GoalProgress
from bot.goals.reporting_periods import PeriodId
from bot.messages import Record
from bot.permissions import Act
from bot.students import StudentId
from storage import tables as rows
from storage.audit import Audit
from storage.records.students import present
from storage.scopes.reach import Reach
from storage.scopes.record_tables import RecordTable
from storage.scopes.sealed_rows import SealedRows

_goals = RecordTable(Goal, rows.goals)
_versions = RecordTable(Goal, rows.goal_versions, rows.goal_versions.c.id.desc())
_marks = SealedRows(rows.goal_marks)

TOO_MANY = (
    f"A student has at most {MOST_GOALS} open goals here. Please close one first; nothing was "
    "saved."
)


class Goals:
    """The goals of the students within reach."""

    def __init__(self, reach: Reach) -> None:
        reach.require(Act.FOLLOW_GOALS)
        self._reach = reach

    def of(self, student: StudentId) -> list[Goal]:
        """Return all of a student's goals in the order they came, the closed ones included."""
        self._reach.case_manager_of(student)
        return _goals.within(self._reach, _goals.c.student_id == student)

    def open(self) -> list[Goal]:
        """Return every open goal of the students who have not left."""
        here = self._reach.about_students(rows.goals, present(self._reach.today))
        return _goals.within(self._reach, here & ~_goals.c.closed)

    def add(self, student: StudentId, label: str) -> Goal:
        self._reach.require(Act.FOLLOW_GOALS, student)
        self._refuse_too_many(student)
        goal = _goals.add(
            self._reach, student_id=student, label=label, closed=False, **self._reach.signed()
        )
        self._reach.touched(Record.GOAL, student=student)
        Audit(self._reach).log("added a goal", student=student)
        return _goals.get(self._reach, goal)

    def keep(self, goal: Goal) -> None:
        """Rename, close or reopen a goal; what it was before is kept beside it."""
        before = _goals.get(self._reach, goal.id)
        self._reach.require(Act.FOLLOW_GOALS, before.student)
        if (goal.label, goal.closed) == (before.label, before.closed):
            return
        if before.closed and not goal.closed:
            self._refuse_too_many(before.student)
        was = _versions.values(before, "student", "label", "closed", "by", "at")
        _versions.add(self._reach, goal_id=before.id, **was)
        said = {"label": goal.label, "closed": goal.closed}
        _goals.change(self._reach, _goals.c.id == goal.id, **said, **self._reach.signed())
        self._reach.touched(Record.GOAL, student=before.student)
        acts = {(False, True): "closed a goal", (True, False): "reopened a goal"}
        act = acts.get((before.closed, goal.closed), "renamed a goal")
        Audit(self._reach).log(act, student=before.student)

    def versions(self, goal: GoalId) -> list[Goal]:
        """Return what a goal was before each change, the latest first."""
        _goals.get(self._reach, goal)
        return _versions.within(self._reach, _versions.c.goal_id == goal, id=goal)

    def marks(
        self, period: PeriodId, student: StudentId | None = None
    ) -> Mapping[GoalId, GoalProgress]:
        """Return how the goals stand in a period, of one student or of all within reach."""
        which = self._reach.about_students(rows.goals)
        if student is not None:
            which &= _goals.c.student_id == student
        found = self._reach.connection.execute(
            select(rows.goal_marks)
            .join(rows.goals, _goals.c.id == _marks.c.goal_id)
            .where(which, _marks.c.student_id == _goals.c.student_id, _marks.c.period_id == period)
            .order_by(_marks.c.id)
        )
        opened = (_marks.opened(self._reach, row) for row in found)
        return {GoalId(row.goal_id): GoalProgress(row.progress) for row in opened}

    def mark(self, goal: GoalId, period: PeriodId, progress: GoalProgress) -> None:
        """Say how a goal stands in a period; saying the same again adds nothing."""
        student = _goals.get(self._reach, goal).student
        self._reach.require(Act.FOLLOW_GOALS, student)
        before = self.marks(period, student).get(goal, GoalProgress.NOT_LOOKED_AT)
        if before is progress:
            return
        about = {"student_id": student, "goal_id": goal, "period_id": period}
        _marks.add(self._reach, progress=progress, **about, **self._reach.signed())
        self._reach.touched(Record.GOAL, student=student)
        Audit(self._reach).log(
            "told of progress on a goal", student=student, detail=f"{before}, now {progress}"
        )

    def _refuse_too_many(self, student: StudentId) -> None:
        if sum(not goal.closed for goal in self.of(student)) >= MOST_GOALS:
            raise CaseworkError(TOO_MANY)
