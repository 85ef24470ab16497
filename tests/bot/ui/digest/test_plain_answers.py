"""Answers in plain words fit into a message of Slack's, whatever stands in names."""

from dataclasses import replace
from datetime import date

import pytest

from bot.dates.default_rules import DEFAULT_RULES
from bot.dates.obligation_rules import Place
from bot.digest.plain_answers import DaysAskedFor, due_in, open_in
from bot.digest.plain_words import Query
from bot.ui.digest import plain_answers as answers
from tests.bot.ui.a_desk import a_desk
from tests.bot.ui.a_glance import a_case_of, look, sixty_students
from tests.bot.ui.surfaces import HOSTILE_WORDS, assert_harmless, assert_slack_takes, words_of


def whatever_is_due(glance):
    days = DaysAskedFor(first=date.min, last=glance.soon)
    rows = due_in(glance, days, asked=Query.DUE)
    return answers.due(Query.DUE, rows, a_desk(glance), days)


def everywhere(glance):
    return [open_in(glance, place) for place in Place]


@pytest.mark.parametrize("name", HOSTILE_WORDS.values(), ids=HOSTILE_WORDS)
def test_every_answer_is_taken_by_slack_and_names_nobody(name):
    glance = sixty_students(name)
    first = glance.students[-1]
    for said in (
        whatever_is_due(glance),
        answers.several([one.student for one in glance.students]),
        answers.of_a_kind(everywhere(glance), a_desk(glance), alias=""),
        answers.without_meeting(glance),
        answers.who_needs_interpreter(3),
        answers.elsewhere(first.student, "", opens="student_open"),
        answers.has_left(first.student),
        answers.who(first, glance, DEFAULT_RULES),
        answers.why(first, glance, DEFAULT_RULES),
        answers.next_meeting(first, glance),
        answers.start_conversation(first),
        answers.not_understood([first.student]),
        answers.which_student(Query.WHY),
    ):
        assert_slack_takes(said)
        assert_harmless(said)
        assert name not in words_of(said) or name == "Q"


def test_a_long_list_says_how_much_more_there_is():
    glance = sixty_students()

    said = whatever_is_due(glance)

    assert "more in the home tab" in words_of(said)


def test_until_the_calendar_is_confirmed_every_answer_with_a_date_says_so():
    glance = replace(sixty_students(), confirmed=False)
    first = glance.students[-1]

    for said in (
        whatever_is_due(glance),
        answers.next_meeting(first, glance),
        answers.who(first, glance, DEFAULT_RULES),
        answers.why(first, glance, DEFAULT_RULES),
    ):
        assert "Calendar not confirmed" in words_of(said)


def test_an_answer_about_one_place_has_one_head():
    glance = look(a_case_of(1, meets="2026-10-27"), a_case_of(2, meets="2026-10-28"))
    notices = [one for one in everywhere(glance) if one.place is Place.SEIS_NOTICES]
    nothing = [replace(one, meetings=()) for one in everywhere(glance)[-1:]]

    for found in (notices, [*nothing, *notices]):
        said = words_of(answers.of_a_kind(found, a_desk(glance), alias=""))
        assert said.count(str(Place.SEIS_NOTICES)) == 1
    both = words_of(answers.of_a_kind(everywhere(glance), a_desk(glance), alias=""))
    assert both.count(str(Place.SEIS_NOTICES)) == 2
