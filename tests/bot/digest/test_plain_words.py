"""Plain words: what is understood is what was asked, and the rest is said not to be."""

import pytest

from bot.dates.obligation_rules import Place
from bot.digest.plain_kinds import KINDS
from bot.digest.plain_words import Query, mentioned, understood
from bot.students import StudentId
from tests.bot.a_case import a_student

JUNIPER = a_student(id=StudentId(1), alias="JQ-7K2", first_name="Juniper", last_name="Quickwater")
ANN = a_student(id=StudentId(2), alias="AB-111", first_name="Ann", last_name="Brackwater")
ANNA = a_student(id=StudentId(3), alias="AF-222", first_name="Anna", last_name="Fernley")
ANN_TOO = a_student(id=StudentId(4), alias="AT-333", first_name="Ann", last_name="Tidewell")
CALLED_DUE = a_student(id=StudentId(5), alias="DM-444", first_name="Due", last_name="Marsh")
ZOE = a_student(id=StudentId(6), alias="ZO-555", first_name="Zoë", last_name="O’Reedy-Moss")
ALL = (JUNIPER, ANN, ANNA, ANN_TOO, CALLED_DUE, ZOE)


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        ("What is due?", Query.DUE),
        ("what's due", Query.DUE),
        ("anything overdue?", Query.OVERDUE),
        ("what do I have to do today", Query.DUE_TODAY),
        ("What is due today?", Query.DUE_TODAY),
        ("what is due tomorrow", Query.DUE_TOMORROW),
        ("What is overdue?", Query.OVERDUE),
        ("due overdue", Query.OVERDUE),
        ("due tomorrow", Query.DUE_TOMORROW),
        ("due this week", Query.DUE_THIS_WEEK),
        ("what is due by the 10th", Query.DUE_BY_THE_TENTH),
        ("what is due next week", Query.DUE),
        ("who owes me forms", Query.UNANSWERED),
        ("When is Juniper's next meeting?", Query.NEXT_MEETING),
        ("when does JQ-7K2 meet", Query.NEXT_MEETING),
        ("next meeting", Query.NEXT_MEETING),
        ("which signatures are missing?", Query.OF_A_KIND),
        ("whose agenda is missing", Query.OF_A_KIND),
        ("whose notice is not in SEIS", Query.OF_A_KIND),
        ("whose draft is due", Query.OF_A_KIND),
        ("which conversations are still open", Query.OF_A_KIND),
        ("agendas?", Query.OF_A_KIND),
        ("missing signatures", Query.OF_A_KIND),
        ("what is still with the office", Query.OF_A_KIND),
        ("who has not signed", Query.OF_A_KIND),
        ("which reports are missing", Query.UNANSWERED),
        ("which meetings are not marked?", Query.UNMARKED),
        ("who has no meeting", Query.WITHOUT_MEETING),
        ("which students are without a date", Query.WITHOUT_MEETING),
        ("who wants an interpreter", Query.INTERPRETER),
        ("which calls are booked", Query.CALLS),
        ("start conversation", Query.CONVERSATION),
        ("when is Juniper's annual", Query.NEXT_MEETING),
        ("start a conversation for Juniper", Query.CONVERSATION),
        ("open the parent conversation with Juniper's mother", Query.CONVERSATION),
        ("who has not answered?", Query.UNANSWERED),
        ("Which forms are missing", Query.UNANSWERED),
        ("what did I tick today", Query.TICKED_TODAY),
        ("what have I done today?", Query.TICKED_TODAY),
        ("why is this due?", Query.WHY),
        ("Why is Juniper's agenda due on Friday", Query.WHY),
        ("help", Query.HELP),
        ("Juniper", Query.WHO),
        ("junipr", Query.WHO),
        ("who is junipr", Query.WHO),
        ("quick", Query.WHO),
        ("ok", Query.NOT_UNDERSTOOD),
        ("who is Juniper Quickwater?", Query.WHO),
        ("Is the cafeteria open on Fridays", Query.NOT_UNDERSTOOD),
        ("thank you so much", Query.NOT_UNDERSTOOD),
        ("Juniper cried at recess", Query.NOT_UNDERSTOOD),
        ("🦉", Query.NOT_UNDERSTOOD),
        ("", Query.NOT_UNDERSTOOD),
        ("what is due " * 400, Query.DUE),
    ],
)
def test_a_question_is_read_as_what_it_asks(words, asked):
    assert understood(words, ALL).asked is asked


@pytest.mark.parametrize(
    ("words", "students"),
    [
        pytest.param("when does juniper meet", (JUNIPER,), id="by-first-name"),
        pytest.param("when does JQ-7K2 meet", (JUNIPER,), id="by-alias"),
        pytest.param("Quickwater's meeting", (JUNIPER,), id="by-last-name-with-a-genitive"),
        pytest.param("Ann Brackwater", (ANN,), id="a-whole-name-says-more-than-a-first-name"),
        pytest.param("ann", (ANN, ANN_TOO), id="a-first-name-of-two"),
        pytest.param("zoe o'reedy-moss", (ZOE,), id="without-accents-and-curls"),
        pytest.param("the annual meeting", (), id="part-of-a-word-is-no-name"),
        pytest.param("nobody in particular", (), id="nobody"),
    ],
)
def test_a_student_is_known_by_alias_or_name(words, students):
    assert tuple(mentioned(words, ALL)) == students


@pytest.mark.parametrize(
    ("words", "places"),
    [
        ("which signatures are missing?", {Place.SIGNATURES}),
        ("whose agenda is missing", {Place.AGENDAS}),
        ("whose notice is missing", {Place.SEIS_NOTICES}),
        ("whose draft is missing", {Place.DRAFTS, Place.DRAFT_COPIES}),
        ("which invitations are missing", {Place.INVITATION_FORMS, Place.OFFICE}),
        ("who is not on the calendar", {Place.CALENDAR}),
        ("whose minutes are missing", {Place.NOTES}),
        ("whose at-a-glance is missing", {Place.AT_A_GLANCE, Place.SIS}),
        ("what is left in SEIS", {Place.SEIS_NOTICES, Place.DRAFTS, Place.NOTES}),
    ],
)
def test_a_kind_of_work_is_known_by_its_plain_name(words, places):
    kind = understood(words, ALL).kind

    assert kind
    assert set(kind.places) == places


def test_every_place_of_work_can_be_asked_after_in_some_words():
    asked_otherwise = {
        *(Place.DATES, Place.FORMS_DUE_BACK),  # "who has no meeting", "who has not answered"
        *(Place.PARENT_FORMS, Place.NEXT_DATES, Place.OWN),  # listed by "what is due" alone
    }
    named = {place for kind in KINDS for place in kind.places}

    assert named == set(Place) - asked_otherwise


@pytest.mark.parametrize(
    ("words", "students"),
    [
        pytest.param("junipr", (JUNIPER,), id="a-letter-left-out"),
        pytest.param("when does junipr meet?", (JUNIPER,), id="in-a-question"),
        pytest.param("why is Quickwatter's work due", (JUNIPER,), id="a-last-name"),
        pytest.param("jq7k2", (JUNIPER,), id="an-alias-without-its-dash"),
    ],
)
def test_a_name_with_a_slip_is_the_nearest_student(words, students):
    question = understood(words, ALL)

    assert question.students == students
    assert question.nearly


@pytest.mark.parametrize("words", ["thanks a lot", "my anna is late", "Ann", "Ann Brackwater"])
def test_what_is_a_name_just_so_or_none_at_all_is_no_slip(words):
    assert not understood(words, ALL).nearly


MAY = a_student(id=StudentId(9), alias="MW-999", first_name="May", last_name="Will")
LI = a_student(id=StudentId(10), alias="LW-010", first_name="丽", last_name="王")


@pytest.mark.parametrize(
    ("words", "students"),
    [
        pytest.param("what is due today?", (), id="a-question-about-everybody"),
        pytest.param("due", (), id="one-word"),
        pytest.param("why is this due", (), id="the-question-s-own-word"),
        pytest.param("what may be due this week", (), id="a-common-word"),
        pytest.param("when will juniper meet", (JUNIPER,), id="beside-a-name"),
        pytest.param("when does May meet", (MAY,), id="where-one-student-is-asked-about"),
        pytest.param("what is due for Due Marsh today", (CALLED_DUE,), id="the-whole-name"),
        pytest.param("when does 王丽 meet", (LI,), id="family-name-first-and-together"),
        pytest.param("Quickwater Juniper", (JUNIPER,), id="family-name-first"),
    ],
)
def test_a_name_that_is_a_word_of_the_question_names_nobody_by_itself(words, students):
    assert understood(words, (*ALL, MAY, LI)).students == students


def test_a_student_without_a_last_name_is_in_no_question_about_somebody_else():
    nameless = a_student(id=StudentId(8), alias="NN-888", first_name="", last_name="")

    assert mentioned("when does juniper meet", [nameless, JUNIPER]) == [JUNIPER]
