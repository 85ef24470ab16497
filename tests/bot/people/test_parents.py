"""Who of a student's parents is meant, and whom one would call first."""

from dataclasses import replace

import pytest

from bot.people.parents import ParentId, ParentsListed, likely, named_in
from tests.bot.a_case import a_student
from tests.bot.parents import a_parent

ROSA = a_parent()
LUIS = a_parent("Luis Álvarez-Marsh", "Foster father", id=ParentId(2), household=2)


@pytest.mark.parametrize(
    ("words", "who"),
    [
        pytest.param("Rosa Marsh, mother", [ROSA], id="as-the-form-says-it"),
        pytest.param("her mother", [ROSA], id="by-the-relation"),
        pytest.param("ROSA  MARSH and an aunt", [ROSA], id="however-it-is-written"),
        pytest.param("luis alvarez marsh", [LUIS], id="without-accents"),
        pytest.param("the foster father", [LUIS], id="by-a-relation-of-two-words"),
        pytest.param("mother and foster father", [ROSA, LUIS], id="both"),
        pytest.param("her grandmother", [], id="somebody-else"),
        pytest.param("Rosa Marshall", [], id="another-name-that-begins-so"),
        pytest.param("", [], id="nobody"),
    ],
)
def test_a_parent_is_named_by_name_or_by_what_they_are(words, who):
    assert named_in(words, [ROSA, LUIS]) == who


def test_a_parent_of_whom_nothing_is_known_is_named_by_no_words():
    assert named_in("mother", [a_parent("", "")]) == []


def test_whoever_holds_the_rights_is_called_first():
    without = a_parent("Ann", "aunt", rights=False)

    assert likely([without, LUIS, ROSA]) == LUIS
    assert likely([without]) == without
    assert likely([]) is None


@pytest.mark.parametrize(
    "flagged",
    [
        pytest.param(replace(ROSA, no_contact=True), id="not-to-be-contacted"),
        pytest.param(replace(ROSA, taken_off=True), id="off-the-record"),
    ],
)
def test_nobody_is_called_who_is_not_to_be_contacted_or_off_the_record(flagged):
    assert likely([flagged, LUIS]) == LUIS
    assert likely([flagged]) is None


def test_a_parent_is_called_by_name_and_relation_as_far_as_a_line_goes():
    assert ROSA.called == "Rosa Marsh, mother"
    assert a_parent(relation="").called == "Rosa Marsh"
    assert len(a_parent("R" * 250).called) == 250


def test_they_are_listed_household_by_household_and_who_is_off_the_record_last():
    gone = a_parent("Ed", taken_off=True)
    listed = ParentsListed(student=a_student(), parents=(gone, LUIS, ROSA))

    assert listed.in_order == [ROSA, LUIS, gone]
    assert listed.are_apart
    assert not ParentsListed(student=a_student(), parents=(gone, LUIS)).are_apart
