"""What teachers and providers are asked, in whose words, and one gentle hint."""

import re
from datetime import UTC, date, datetime

import pytest

from bot.content import read
from bot.errors import FormError
from bot.forms.drafts import DraftKey
from bot.forms.fields import LONGEST_LINE, LONGEST_TEXT
from bot.people.people import PersonId
from bot.requests.requests import FilledForm, Form, RequestId
from bot.requests.respondent_forms import (
    answers_to_keep,
    carried_over,
    hint_before_submitting,
    how_many_goals,
    pages_as_asked,
    pages_of,
    wording,
)

WORDS = read()
TODAY = date(2026, 10, 8)


def pages(form: Form, **answers):
    return pages_of(form, answers, WORDS)


def asked(form: Form, **answers) -> list[str]:
    return [question.id for page in pages(form, **answers) for question in page.fields]


LONG_FIELDS = [
    pytest.param(form, question.id, id=f"{form}-{question.id}")
    for form in Form
    for page in pages(form, goals="1")
    for question in page.fields
    if question.kind in ("text", "line")
]


def test_a_teacher_is_asked_what_the_team_needs_from_a_class():
    assert asked(Form.TEACHER_FEEDBACK) == [
        *("subject", "strengths", "struggles", "habits", "level", "absences"),
        *("used", "helpful", "changes", "questions", "attends"),
    ]


def test_a_provider_is_asked_for_levels_each_goal_and_what_comes_next():
    assert asked(Form.PROVIDER_REPORT, goals="1") == [
        *("service", "levels", "strengths", "needs", "goals"),
        *("goal_1", "goal_1_measure", "goal_1_status", "goal_1_evidence"),
        *("proposed_goals", "recommended", "evidence", "summary", "attends"),
    ]


def _offered(question):
    return [option.words for option in question.options]


def test_nobody_is_asked_for_what_the_team_decides():
    said = " ".join(
        words
        for form in Form
        for page in pages(form, goals="15")
        for question in page.fields
        for words in (
            page.title,
            question.label,
            question.hint,
            *_offered(question),
        )
    )
    assert not re.search(r"eligib|placement|qualif|disab|diagnos|best", said, re.IGNORECASE)


def test_a_teacher_can_be_done_with_two_answers_and_a_provider_with_three():
    required = {
        form: [q.id for page in pages(form) for q in page.fields if q.required] for form in Form
    }
    assert required == {
        Form.TEACHER_FEEDBACK: ["subject", "attends"],
        Form.PROVIDER_REPORT: ["service", "levels", "attends"],
    }


@pytest.mark.parametrize(
    ("given", "goals", "count"),
    [
        pytest.param("", 3, 3, id="three-unless-told"),
        pytest.param("0", 0, 2, id="none"),
        pytest.param("4", 4, 4, id="a-page-begun"),
        pytest.param("15", 15, 7, id="the-most"),
        pytest.param("99", 15, 7, id="no-more-than-that"),
        pytest.param("many", 3, 3, id="no-number"),
    ],
)
def test_a_report_has_pages_for_its_goals(given, goals, count):
    assert how_many_goals({"goals": given}) == goals
    assert len(pages(Form.PROVIDER_REPORT, goals=given)) == count


def test_each_goal_is_asked_about_by_its_number():
    page = pages(Form.PROVIDER_REPORT, goals="4")[2]
    assert page.title == "Goal 4: progress"
    assert page.fields[0].label == "Goal 4"
    assert pages(Form.PROVIDER_REPORT, goals="4")[1].title == "Goals 1 to 3: progress"


def test_no_page_has_more_than_six_long_fields():
    for page in (*pages(Form.TEACHER_FEEDBACK), *pages(Form.PROVIDER_REPORT, goals="15")):
        assert sum(question.kind == "text" for question in page.fields) <= 6


@pytest.mark.parametrize(
    ("words", "hinted"),
    [
        pytest.param("the BEST room", True, id="best"),
        pytest.param("bestow, asbestos", False, id="other-words"),
        pytest.param("an appropriate room", False, id="appropriate"),
    ],
)
def test_only_the_word_itself_is_hinted_at(words, hinted):
    shown = pages(Form.TEACHER_FEEDBACK)
    assert bool(hint_before_submitting(shown, {"changes": words})) is hinted


@pytest.mark.parametrize(("form", "question"), LONG_FIELDS)
def test_the_hint_looks_at_every_field_that_takes_words(form, question):
    assert hint_before_submitting(pages(form, goals="1"), {question: "What is best"})


def test_fifteen_goals_with_the_longest_answers_everywhere_are_kept_whole():
    longest = {
        question.id: "ß" * (LONGEST_TEXT if question.kind == "text" else LONGEST_LINE)
        for page in pages(Form.PROVIDER_REPORT, goals="15")
        for question in page.fields
        if question.kind in ("text", "line")
    }
    given = {**longest, "goals": "15", "attends": "yes"}
    kept = answers_to_keep(pages(Form.PROVIDER_REPORT, goals="15"), given, today=TODAY)
    assert kept == given


def test_what_is_missing_is_said_by_its_question():
    with pytest.raises(FormError) as refused:
        answers_to_keep(pages(Form.TEACHER_FEEDBACK), {"subject": "Science"}, today=TODAY)
    assert list(refused.value.problems) == ["attends"]


def came_in(answers, **fields):
    return FilledForm(
        request=RequestId(1),
        draft=DraftKey("d"),
        answers=answers,
        by=PersonId(1),
        at=datetime(2026, 10, 8, tzinfo=UTC),
        **fields,
    )


def test_a_form_that_came_in_is_read_in_the_words_it_was_asked_in():
    filled = came_in({"strengths": "Drawing"}, wording={"strengths": "What shines"})

    labels = wording(pages_as_asked(Form.TEACHER_FEEDBACK, filled, WORDS))

    assert labels["strengths"] == "What shines"
    assert labels["struggles"] == wording(pages(Form.TEACHER_FEEDBACK))["struggles"]


def test_a_form_that_is_read_again_has_no_room_for_goals_that_were_not_used():
    answers = {"goals": "5", "goal_2": "reads 90 words a minute", "goal_2_evidence": "a probe"}

    shown = pages_as_asked(Form.PROVIDER_REPORT, came_in(answers), WORDS)

    goals = [field.id for page in shown for field in page.fields if field.id.startswith("goal_")]
    assert {one.split("_")[1] for one in goals} == {"2"}
    assert all(page.fields for page in shown)


def test_only_what_is_about_whoever_fills_it_in_is_carried_to_their_next_form():
    everything = {
        form: {one.id: f" {one.id} " for page in pages(form, goals="15") for one in page.fields}
        for form in Form
    }

    assert {form: carried_over(form, said, WORDS) for form, said in everything.items()} == {
        Form.TEACHER_FEEDBACK: {"subject": "subject"},
        Form.PROVIDER_REPORT: {},
    }
    assert carried_over(Form.TEACHER_FEEDBACK, {"subject": " "}, WORDS) == {}
