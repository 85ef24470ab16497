"""What a person reads when something cannot be done."""

import pytest

from bot.errors import (
    CaseworkError,
    FormError,
    NotOnCaseloadError,
    NotOnTeamError,
    NotSetUpError,
    StorageAwayError,
)

ALL = [NotSetUpError(), NotOnCaseloadError(), NotOnTeamError(), StorageAwayError()]


@pytest.mark.parametrize("error", [*ALL, FormError({})], ids=lambda error: type(error).__name__)
def test_an_error_is_a_calm_sentence_for_a_person(error):
    assert isinstance(error, CaseworkError)
    assert str(error)[0].isupper()
    assert str(error).endswith(".")
    assert "!" not in str(error)


@pytest.mark.parametrize("error", [NotOnCaseloadError(), NotOnTeamError(), StorageAwayError()])
def test_who_was_refused_knows_that_nothing_was_kept(error):
    assert "Nothing was" in str(error)


def test_who_is_not_set_up_is_told_whom_to_ask():
    assert "ask your special education office" in str(NotSetUpError())


def test_each_problem_of_a_form_stands_beside_its_question():
    problems = {"held_on:3": "Please give the day."}
    error = FormError(problems)
    problems.clear()
    assert error.problems == {"held_on:3": "Please give the day."}
