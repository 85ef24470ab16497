"""All goals of a student in one modal, and the list of whose are not yet looked at."""

from dataclasses import replace

import pytest

from bot.errors import FormError
from bot.forms.drafts import DraftKey
from bot.forms.goals.goals import PERIOD, goals_from, progress_from
from bot.goals.goals import MOST_GOALS, GoalId, GoalProgress, GoalsOfStudent
from bot.students import StudentId
from bot.ui.goals import goals
from bot.ui.kit.reading import answers_in, carried_in
from tests.bot.a_case import a_student
from tests.bot.goals.test_goals import FALL, a_goal
from tests.bot.ui.filled import filled
from tests.bot.ui.surfaces import HOSTILE_WORDS, assert_harmless, assert_slack_takes, words_of

STUDENT = a_student(id=StudentId(1), alias="QX-001")
DRAFT = DraftKey("draft-1")


def render(of_student, period, student=STUDENT, *, marks=None):
    seen = GoalsOfStudent(student=student, goals=of_student, period=period, marks=marks or {})
    return goals.render(seen)


@pytest.mark.parametrize("words", HOSTILE_WORDS.values(), ids=HOSTILE_WORDS)
def test_slack_takes_as_many_goals_as_there_may_be_whatever_they_are_called(words):
    named = replace(STUDENT, first_name=words[:250])
    period = replace(FALL, label=words)
    many = [
        replace(a_goal(number), label=words[:150], closed=number >= MOST_GOALS)
        for number in range(60)
    ]
    for surface in (
        render(many, period, named),
        render(many, None, named),
        render([], period, named),
        goals.render_labels(named, many, DRAFT),
        goals.render_list([(named, 25)] * 120, period),
        goals.render_list([], None),
    ):
        assert_slack_takes(surface)
        assert_harmless(surface)
    assert "<" not in goals.reminder(3, period)


def test_every_open_goal_has_a_line_and_only_what_is_changed_is_told():
    marks = {GoalId(1): GoalProgress.BEHIND}
    view = render([a_goal(1), a_goal(2), a_goal(3, closed=True)], FALL, marks=marks)

    told = progress_from(answers_in(filled(view, {"goal:2": "met"})))

    assert PERIOD.in_(carried_in(view)) == FALL.id
    assert told == {GoalId(2): GoalProgress.MET}, "what was left as drawn may be another's by now"


def test_without_a_period_or_a_goal_nothing_can_be_told():
    assert "submit" not in render([a_goal(1)], None)
    assert "submit" not in render([], FALL)


def test_goals_are_renamed_closed_and_added_in_one_go():
    kept = [a_goal(1), a_goal(2, closed=True), a_goal(3), a_goal(4, closed=True)]
    view = goals.render_labels(STUDENT, kept, DRAFT)

    said = {"new": "writes\nsings", "label:1": "reads aloud", "closed:2": []}
    named = goals_from(answers_in(filled(view, said)))

    assert named.changes == {GoalId(1): {"label": "reads aloud"}, GoalId(2): {"closed": False}}
    assert named.new == ("writes", "sings")


def test_a_label_is_not_emptied():
    view = goals.render_labels(STUDENT, [a_goal(1)], DRAFT)

    with pytest.raises(FormError) as refused:
        goals_from(answers_in(filled(view, {"label:1": " "})))

    assert list(refused.value.problems) == ["label:1"]


def test_the_list_counts_and_names_no_goal():
    shown = words_of(goals.render_list([(STUDENT, 2)], FALL))

    assert "(QX-001): 2 goals not yet looked at" in shown
    assert "Goal 1" not in shown
