"""Progress on goals is told in one modal, and what is missing is listed near a period's end."""

from datetime import date

import pytest

from bot.goals.goals import GoalProgress
from bot.goals.reporting_periods import ReportingPeriod
from tests.people import MORNING


@pytest.fixture
def fall(school):
    with school.storage.jobs(now=MORNING) as scope:
        kept = ReportingPeriod(label="Fall", first=date(2026, 8, 17), last=date(2026, 10, 16))
        scope.settings.keep_period(kept)
        return scope.settings.periods()[0]


def types(person, school, words):
    person.command("/iep", words)
    school.settle()
    return person.modal


def names(school, labels):
    types(school.pat, school, "progress juniper").click("Name goals")
    school.settle()
    form = school.pat.modal
    form.fill("New goals, one a line", labels)
    return form.submit()


def goals_of(school):
    with school.storage.jobs(now=MORNING) as scope:
        return scope.goals.of(school.juniper.id)


def test_all_goals_of_a_student_are_told_of_in_one_modal(school, fall):
    shown = names(school, "reads aloud\nasks for a break")
    shown.choose("reads aloud", "On track")

    rest = shown.submit()

    reads, _ = goals_of(school)
    with school.storage.jobs(now=MORNING) as scope:
        assert scope.goals.marks(fall.id) == {reads.id: GoalProgress.ON_TRACK}
    assert "Juniper Quickwater (JQ-7K2): 1 goal not yet looked at" in rest.text
    assert school.client.strict_errors() == []


def test_near_the_end_of_a_period_the_home_tab_counts_what_is_missing(school, fall):
    names(school, "reads aloud\nasks for a break")
    school.pat.open_home()
    school.settle()

    assert "2 goals not yet looked at. Fall ends on Friday, October 16" in school.pat.home.text
    school.pat.home.click("Progress on goals")
    school.settle()
    assert "Juniper Quickwater (JQ-7K2): 2 goals" in school.pat.modal.text


def test_goals_are_renamed_closed_and_reopened(school, fall):
    names(school, "reads").click("Name goals")
    school.settle()
    form = school.pat.modal
    form.fill("Goal", "reads aloud")
    form.tick("Met or ended: no longer followed")
    shown = form.submit()

    assert "No goal is named yet" in shown.text
    (goal,) = goals_of(school)
    assert (goal.label, goal.closed) == ("reads aloud", True)
    with school.storage.jobs(now=MORNING) as scope:
        assert [one.label for one in scope.goals.versions(goal.id)] == ["reads"]


def test_the_goals_of_another_caseload_do_not_open(school):
    shown = types(school.kim, school, "progress juniper")

    assert "None of your students is called that" in shown.text
