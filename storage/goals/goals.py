"""Goals by their labels, and how each stands in a reporting period."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Row, insert, select, update

from bot.errors import CaseworkError, NotOnCaseloadError
from bot.goals.goals import MOST_GOALS, Goal, GoalId, GoalProgress
from bot.goals.reporting_periods import PeriodId
from bot.messages import Record
from bot.people.people import PersonId
from bot.permissions import Act
from bot.students import StudentId
from storage import tables as rows
from storage.audit import Audit
from storage.records.students import present
from storage.scopes.reach import Reach

_goals, _versions, _marks = rows.goals.c, rows.goal_versions.c, rows.goal_marks.c

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
        return self._list(_goals.student_id == student)

    def open(self) -> list[Goal]:
        """Return every open goal of the students who have not left."""
        here = self._reach.about_students(rows.goals, present(self._reach.today))
        return self._list(here & ~_goals.closed)

    def add(self, student: StudentId, label: str) -> Goal:
        self._reach.require(Act.FOLLOW_GOALS, student)
        self._refuse_too_many(student)
        new = self._reach.connection.execute(
            insert(rows.goals).values(
                workspace_id=self._reach.workspace_id,
                student_id=student,
                label=label,
                closed=False,
                by_id=self._reach.acting().id,
                at=self._reach.now,
            )
        )
        assert new.inserted_primary_key is not None
        self._reach.touched(Record.GOAL, student=student)
        Audit(self._reach).log("added a goal", student=student)
        return self._get(GoalId(new.inserted_primary_key[0]))

    def keep(self, goal: Goal) -> None:
        """Rename, close or reopen a goal; what it was before is kept beside it."""
        before = self._get(goal.id)
        self._reach.require(Act.FOLLOW_GOALS, before.student)
        if (goal.label, goal.closed) == (before.label, before.closed):
            return
        if before.closed and not goal.closed:
            self._refuse_too_many(before.student)
        here = {"workspace_id": self._reach.workspace_id}
        self._reach.connection.execute(
            insert(rows.goal_versions).values(
                **here,
                goal_id=before.id,
                label=before.label,
                closed=before.closed,
                by_id=before.by,
                at=before.at,
            )
        )
        self._reach.connection.execute(
            update(rows.goals)
            .where(_goals.workspace_id == self._reach.workspace_id, _goals.id == goal.id)
            .values(
                label=goal.label,
                closed=goal.closed,
                by_id=self._reach.acting().id,
                at=self._reach.now,
            )
        )
        self._reach.touched(Record.GOAL, student=before.student)
        acts = {(False, True): "closed a goal", (True, False): "reopened a goal"}
        act = acts.get((before.closed, goal.closed), "renamed a goal")
        Audit(self._reach).log(act, student=before.student)

    def versions(self, goal: GoalId) -> list[Goal]:
        """Return what a goal was before each change, the latest first."""
        now = self._get(goal)
        found = self._reach.connection.execute(
            select(rows.goal_versions)
            .where(_versions.workspace_id == self._reach.workspace_id, _versions.goal_id == goal)
            .order_by(_versions.id.desc())
        )
        return [_goal_from(row, goal, now.student) for row in found]

    def marks(
        self, period: PeriodId, student: StudentId | None = None
    ) -> Mapping[GoalId, GoalProgress]:
        """Return how the goals stand in a period, of one student or of all within reach."""
        which = self._reach.about_students(rows.goals)
        if student is not None:
            which &= _goals.student_id == student
        found = self._reach.connection.execute(
            select(_marks.goal_id, _marks.progress)
            .join(rows.goals, _goals.id == _marks.goal_id)
            .where(which, _marks.period_id == period)
            .order_by(_marks.id)
        )
        return {GoalId(row.goal_id): GoalProgress(row.progress) for row in found}

    def mark(self, goal: GoalId, period: PeriodId, progress: GoalProgress) -> None:
        """Say how a goal stands in a period; saying the same again adds nothing."""
        student = self._get(goal).student
        self._reach.require(Act.FOLLOW_GOALS, student)
        before = self.marks(period, student).get(goal, GoalProgress.NOT_LOOKED_AT)
        if before is progress:
            return
        self._reach.connection.execute(
            insert(rows.goal_marks).values(
                workspace_id=self._reach.workspace_id,
                goal_id=goal,
                period_id=period,
                progress=progress,
                by_id=self._reach.acting().id,
                at=self._reach.now,
            )
        )
        self._reach.touched(Record.GOAL, student=student)
        Audit(self._reach).log(
            "told of progress on a goal", student=student, detail=f"{before} -> {progress}"
        )

    def _refuse_too_many(self, student: StudentId) -> None:
        if sum(not goal.closed for goal in self.of(student)) >= MOST_GOALS:
            raise CaseworkError(TOO_MANY)

    def _get(self, goal: GoalId) -> Goal:
        found = self._list(_goals.id == goal)
        if not found:
            raise NotOnCaseloadError
        return found[0]

    def _list(self, which: Any) -> list[Goal]:
        found = self._reach.connection.execute(
            select(rows.goals).where(self._reach.can_get_at(rows.goals), which).order_by(_goals.id)
        )
        return [_goal_from(row, GoalId(row.id), StudentId(row.student_id)) for row in found]


def _goal_from(row: Row[Any], goal: GoalId, student: StudentId) -> Goal:
    return Goal(
        id=goal,
        student=student,
        label=row.label,
        closed=row.closed,
        by=PersonId(row.by_id),
        at=row.at,
    )
