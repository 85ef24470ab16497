"""The screens on which a student is added, mended, handed over, and leaves."""

from dataclasses import replace
from datetime import date

import pytest

from bot.dates.default_rules import DEFAULT_RULES
from bot.errors import FormError
from bot.forms import tags
from bot.forms.drafts import DraftKey
from bot.forms.records.hand_overs import HandOver, hand_over_from
from bot.forms.records.students import (
    ADD_STUDENT,
    CASE_MANAGER,
    EDIT_STUDENT,
    description_from,
)
from bot.people.people import SlackUserId
from bot.records.caseloads import OpenedStudent
from bot.students import Description, StudentId
from bot.ui.kit.reading import answers_in, carried_in
from bot.ui.records import hand_overs as hand_over
from bot.ui.records import student_forms as student_form
from bot.ui.records import student_leaving
from bot.ui.records import students as student
from tests.bot.a_case import a_student
from tests.bot.ui.a_glance import TODAY, a_case_of, look
from tests.bot.ui.filled import filled
from tests.bot.ui.surfaces import HOSTILE_WORDS, assert_harmless, assert_slack_takes, words_of

KIM = SlackUserId("U0KIM")


def screen(**fields):
    seen = look(a_case_of(1, **fields))
    opened = OpenedStudent(seen=seen.students[0], glance=seen, rules=DEFAULT_RULES)
    return student.render(opened)


def a_student_called(words, **fields):
    named = {"first_name": words, "last_name": words, "school": words, "home_language": words}
    return a_student(id=StudentId(1), alias="QX-001", **{**named, **fields})


def surfaces(words):
    whose = a_student_called(words[:250], exited_on=TODAY)
    aliases = [f"QX-{number:03}" for number in range(60)]
    ids = [StudentId(number) for number in range(60)]
    handed = HandOver(student=None, to=KIM, from_on=TODAY, until_on=TODAY)
    yield student_form.render_add(DraftKey("d"), for_others=True, chosen=KIM)
    yield student_form.render_edit(whose)
    yield student_form.added_for_another("QX-001", words)
    yield student_leaving.render(whose, meetings=1, forms=14, today=TODAY)
    yield student_leaving.render_gone([whose] * 120, opens="student_open")
    yield hand_over.render(whose, caseload=60, today=TODAY)
    yield hand_over.render(None, caseload=60, today=TODAY)
    yield hand_over.done(handed, to=words, students=60)
    yield hand_over.received(aliases, by=words, opens="student_open", ids=ids)
    yield hand_over.received(aliases[:1], by=words, opens="student_open", ids=ids[:1])
    yield hand_over.stands_in(by=words, students=60, from_on=TODAY, until_on=TODAY)
    yield screen(first_name=words[:250], school=words, exited_on=TODAY)


@pytest.mark.parametrize("words", HOSTILE_WORDS.values(), ids=HOSTILE_WORDS)
def test_slack_takes_every_screen_whatever_people_type(words):
    for surface in surfaces(words):
        assert_slack_takes(surface)
        assert_harmless(surface)


def test_what_is_typed_is_read_and_what_is_empty_stays_unknown():
    view = student_form.render_add(DraftKey("d"), for_others=False)

    answers = answers_in(filled(view, {"last_name": " דנה ", "grade": "07"}))

    said = description_from(ADD_STUDENT, answers, Description())
    assert said == Description(last_name="דנה", grade="7")
    assert (tags.DRAFT.in_(carried_in(view)), answers.get(CASE_MANAGER)) == ("d", None)


def mended(view, answers, before):
    return description_from(EDIT_STUDENT, answers_in(filled(view, answers)), before)


def test_mending_shows_what_is_on_record_and_empties_what_is_taken_out():
    kept = a_student_called("Moss", annual_due=date(2027, 3, 1), interpreter=True)
    view = student_form.render_edit(kept)

    assert tags.STUDENT.in_(carried_in(view)) == kept.id
    assert mended(view, {}, kept.described) == kept.described
    after = mended(view, {"annual_due": None, "interpreter": []}, kept.described)
    assert (after.annual_due, after.interpreter) == (None, False)


def test_of_two_who_mend_one_student_at_once_both_count():
    view = student_form.render_edit(a_student_called("Moss", annual_due=date(2027, 3, 1)))
    meanwhile = a_student_called("Wren", school="Quillmarsh Middle", interpreter=True).described

    after = mended(view, {"grade": "07", "annual_due": "2027-04-02"}, meanwhile)

    assert after == replace(meanwhile, grade="7", annual_due=date(2027, 4, 2))


@pytest.mark.parametrize(
    ("answers", "field"),
    [
        pytest.param({"case_manager": "U0KIM"}, "last_name", id="no-name"),
        pytest.param({"first_name": "Moss"}, "case_manager", id="nobodys"),
    ],
)
def test_a_name_and_a_case_manager_are_asked_for_at_their_field(answers, field):
    view = student_form.render_add(DraftKey("d"), for_others=True)

    with pytest.raises(FormError) as refused:
        description_from(ADD_STUDENT, answers_in(filled(view, answers)), Description())

    assert list(refused.value.problems) == [field]


def test_the_screen_says_unknown_of_a_review_that_nobody_entered():
    assert "Annual date unknown, triennial due Mon, Mar 1" in words_of(
        screen(annual_due=None, triennial_due=date(2027, 3, 1))
    )


@pytest.mark.parametrize(
    ("on", "said", "works"),
    [
        pytest.param(TODAY, "*Left on", False, id="today"),
        pytest.param(TODAY.replace(day=9), "*Leaves on", True, id="tomorrow"),
    ],
)
def test_work_is_shown_until_the_day_of_leaving(on, said, works):
    shown = words_of(screen(meets="2026-10-27", exited_on=on))

    assert said in shown
    assert ("*Open*" in shown) is works


@pytest.mark.parametrize(
    ("answers", "fields"),
    [
        pytest.param({"to": "U0KIM", "until_on": "2026-10-08"}, [], id="today-alone"),
        pytest.param({"to": "U0KIM", "until_on": "2026-10-07"}, ["until_on"], id="yesterday"),
        pytest.param({"to": "U0KIM"}, ["until_on"], id="no-end"),
        pytest.param({"how": "good"}, ["to"], id="to-nobody"),
        pytest.param({"how": "good", "to": "U0KIM"}, [], id="for-good-needs-no-dates"),
        pytest.param(
            {"to": "U0KIM", "from_on": "2026-10-20", "until_on": "2026-10-19"},
            ["until_on"],
            id="ends-before-it-begins",
        ),
    ],
)
def test_a_hand_over_names_somebody_and_an_end_that_lies_ahead(answers, fields):
    view = filled(hand_over.render(a_student_called("Moss"), caseload=2, today=TODAY), answers)
    problems = {}
    try:
        handed = hand_over_from(answers_in(view), StudentId(1), today=TODAY)
    except FormError as error:
        problems = error.problems
    else:
        assert (handed.until_on is None) is (answers.get("how") == "good")
    assert list(problems) == fields


def handed(view, answers):
    whose = tags.STUDENT.maybe_in(carried_in(view))
    return hand_over_from(answers_in(filled(view, answers)), whose, today=TODAY)


def test_one_student_or_all_of_them_change_hands():
    view = hand_over.render(a_student_called("Moss"), caseload=2, today=TODAY)
    said = {"how": "good", "to": "U0KIM"}

    assert handed(view, said).student == StudentId(1)
    assert handed(view, {**said, "which": "all"}).student is None


def test_a_students_description_leaves_alias_and_case_manager_alone():
    kept = a_student_called("Moss")

    renamed = kept.described_as(replace(kept.described, last_name="Alder"))

    assert renamed == replace(kept, last_name="Alder")
