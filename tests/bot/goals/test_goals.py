"""Which period is told of, when that presses, and what nobody has looked at."""

from datetime import UTC, date, datetime

import pytest

from bot.calendar import WEEKDAYS
from bot.goals.goals import (
    LONGEST_LABEL,
    Goal,
    GoalId,
    GoalProgress,
    is_pressing,
    labels_in,
    not_looked_at,
    period_to_tell,
)
from bot.goals.reporting_periods import PeriodId, ReportingPeriod
from bot.people.people import PersonId
from bot.students import StudentId

FALL = ReportingPeriod(
    id=PeriodId(1), label="Fall", first=date(2026, 8, 17), last=date(2026, 10, 30)
)
WINTER = ReportingPeriod(
    id=PeriodId(2), label="Winter", first=date(2026, 11, 9), last=date(2027, 1, 29)
)


def a_goal(number, student=1, **fields):
    return Goal(
        id=GoalId(number),
        student=StudentId(student),
        label=f"Goal {number}",
        by=PersonId(1),
        at=datetime(2026, 9, 1, tzinfo=UTC),
        **fields,
    )


@pytest.mark.parametrize(
    ("today", "period"),
    [
        pytest.param(date(2026, 8, 16), None, id="before-the-first"),
        pytest.param(date(2026, 8, 17), FALL, id="its-first-day"),
        pytest.param(date(2026, 10, 30), FALL, id="its-last-day"),
        pytest.param(date(2026, 11, 8), FALL, id="between-two"),
        pytest.param(date(2026, 11, 9), WINTER, id="the-next-one-begins"),
    ],
)
def test_progress_is_told_of_the_present_period_or_the_last_one(today, period):
    assert period_to_tell([WINTER, FALL], today=today) == period


@pytest.mark.parametrize(
    ("today", "presses"),
    [
        pytest.param(date(2026, 10, 15), False, id="eleven-school-days-before"),
        pytest.param(date(2026, 10, 16), True, id="ten-school-days-before"),
        pytest.param(date(2026, 11, 13), True, id="ten-school-days-after"),
        pytest.param(date(2026, 11, 16), False, id="eleven-school-days-after"),
    ],
)
def test_what_is_missing_presses_around_the_end_of_a_period(today, presses):
    assert is_pressing(FALL, WEEKDAYS, today=today) is presses


def test_open_goals_that_nobody_looked_at_are_counted_by_student():
    goals = [a_goal(1), a_goal(2), a_goal(3, closed=True), a_goal(4, student=2), a_goal(5, 3)]
    marks = {
        GoalId(1): GoalProgress.BEHIND,
        GoalId(4): GoalProgress.MET,
        GoalId(5): GoalProgress.NOT_LOOKED_AT,
    }

    assert not_looked_at(goals, marks) == {StudentId(1): 1, StudentId(3): 1}


def test_labels_come_one_a_line_and_each_once():
    assert labels_in(" reads aloud \n\nasks  for a break\nreads aloud") == [
        "reads aloud",
        "asks for a break",
    ]
    assert labels_in("x" * (LONGEST_LABEL + 1)) == ["x" * LONGEST_LABEL]
