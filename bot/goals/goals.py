"""Goals by their labels, and how each stands in a reporting period; others write the goals."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NewType

from bot.calendar import SchoolCalendar
from bot.goals.reporting_periods import ReportingPeriod, last_ended, period_of
from bot.people.people import PersonId
from bot.students import Student, StudentId

GoalId = NewType("GoalId", int)

LONGEST_LABEL = 150
"""A label says which goal is meant; the goal itself stands in the IEP."""

MOST_GOALS = 25
"""Open at once, for one student: all of them stand in one modal."""

NEAR_THE_END = 10
"""School days before the end of a period from which on what is not yet looked at is listed, and
after it for as long."""


class GoalProgress(StrEnum):
    """How a goal stands in one reporting period."""

    NOT_LOOKED_AT = "not yet looked at"
    ON_TRACK = "on track"
    BEHIND = "behind"
    MET = "met"


@dataclass(frozen=True, kw_only=True)
class Goal:
    """What the team wrote elsewhere, by a short label."""

    id: GoalId
    student: StudentId
    label: str
    closed: bool = False
    by: PersonId
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Pressing:
    """How many goals of a caseload nobody has looked at, while their period ends."""

    count: int
    period: ReportingPeriod


Marks = Mapping[GoalId, GoalProgress]
"""How goals stand in one period; one that is not here is not yet looked at."""


@dataclass(frozen=True, kw_only=True)
class GoalsOfStudent:
    """A student's goals, and how they stand in the period of which is told now."""

    student: Student
    goals: Sequence[Goal]
    period: ReportingPeriod | None
    marks: Marks


def period_to_tell(periods: Iterable[ReportingPeriod], *, today: date) -> ReportingPeriod | None:
    """Return the period of which progress is told on `today`: the present, else the last one."""
    periods = list(periods)
    return period_of(periods, today) or last_ended(periods, today)


def is_pressing(period: ReportingPeriod, calendar: SchoolCalendar, *, today: date) -> bool:
    """Say whether the period is near its end, or not long over: then what is missing is listed."""
    last = calendar.on_or_before(period.last)
    begins = calendar.school_days_before(last, NEAR_THE_END)
    return begins <= today <= calendar.school_days_after(last, NEAR_THE_END)


def not_looked_at(goals: Iterable[Goal], marks: Marks) -> dict[StudentId, int]:
    """Count the open goals that nobody looked at yet, for each student who has some."""
    yet = GoalProgress.NOT_LOOKED_AT
    return Counter(
        goal.student for goal in goals if not goal.closed and marks.get(goal.id, yet) is yet
    )


def labels_in(text: str) -> list[str]:
    """Read new labels, one a line, each once; what is longer than a label is cut."""
    lines = [" ".join(line.split())[:LONGEST_LABEL] for line in text.splitlines()]
    return list(dict.fromkeys(line for line in lines if line))
