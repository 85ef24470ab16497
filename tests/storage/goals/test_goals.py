"""Goals keep what they were called, and how they stood in each period."""

from dataclasses import replace
from datetime import date

import pytest

from bot.errors import CaseworkError, NotOnCaseloadError
from bot.goals.goals import MOST_GOALS, GoalProgress
from bot.goals.reporting_periods import ReportingPeriod
from bot.people.people import SlackUserId
from tests.conftest import NOW

PAT = SlackUserId("U0PAT")


@pytest.fixture
def student(school):
    return school.student(school.case_manager())


@pytest.fixture
def period(storage):
    with storage.jobs(now=NOW) as scope:
        kept = ReportingPeriod(label="Fall", first=date(2026, 8, 17), last=date(2026, 10, 30))
        scope.settings.keep_period(kept)
        return scope.settings.periods()[0]


def test_a_goal_is_renamed_closed_and_reopened_and_what_it_was_is_kept(storage, student):
    with storage.caseload_of(PAT, now=NOW) as caseload:
        goal = caseload.goals.add(student.id, "reads")
        renamed = replace(goal, label="reads aloud")
        closed = replace(renamed, closed=True)
        for change in (renamed, renamed, closed):
            caseload.goals.keep(change)
        assert caseload.goals.open() == []
        caseload.goals.keep(renamed)

        assert caseload.goals.of(student.id) == caseload.goals.open() == [renamed]
        assert caseload.goals.versions(goal.id) == [closed, renamed, goal]
        acts = [entry.act for entry in caseload.audit.trail(student.id)][:4]
        assert acts == ["reopened a goal", "closed a goal", "renamed a goal", "added a goal"]


def test_the_latest_word_on_a_goal_in_a_period_holds(storage, student, period):
    with storage.caseload_of(PAT, now=NOW) as caseload:
        goal = caseload.goals.add(student.id, "reads")
        assert caseload.goals.marks(period.id) == {}
        for progress in (GoalProgress.BEHIND, GoalProgress.ON_TRACK, GoalProgress.ON_TRACK):
            caseload.goals.mark(goal.id, period.id, progress)

        assert caseload.goals.marks(period.id) == {goal.id: GoalProgress.ON_TRACK}
        assert caseload.goals.marks(period.id, student.id) == {goal.id: GoalProgress.ON_TRACK}
        told = [one for one in caseload.audit.trail(student.id) if "progress" in one.act]
        assert [one.detail for one in told] == [
            "behind, now on track",
            "not yet looked at, now behind",
        ]


def test_so_many_goals_are_open_at_once_and_no_more(storage, student):
    with storage.caseload_of(PAT, now=NOW) as caseload:
        goals = [caseload.goals.add(student.id, str(number)) for number in range(MOST_GOALS)]
        with pytest.raises(CaseworkError):
            caseload.goals.add(student.id, "one more")
        caseload.goals.keep(replace(goals[0], closed=True))
        caseload.goals.add(student.id, "one more")
        with pytest.raises(CaseworkError):
            caseload.goals.keep(goals[0])


def test_the_goals_of_another_caseload_are_closed(school, storage, student, period):
    with storage.caseload_of(PAT, now=NOW) as caseload:
        goal = caseload.goals.add(student.id, "reads")
    school.case_manager("U0LEE")

    with storage.caseload_of(SlackUserId("U0LEE"), now=NOW) as caseload:
        assert caseload.goals.open() == []
        for reach in (
            lambda: caseload.goals.of(student.id),
            lambda: caseload.goals.versions(goal.id),
            lambda: caseload.goals.add(student.id, "writes"),
            lambda: caseload.goals.keep(replace(goal, label="writes")),
            lambda: caseload.goals.mark(goal.id, period.id, GoalProgress.MET),
        ):
            with pytest.raises(NotOnCaseloadError):
                reach()
