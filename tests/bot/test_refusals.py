"""Each error code of Slack's means one thing, and stands in one place."""

import ast

import pytest

from bot import refusals
from bot.refusals import RefusalMeaning, as_code, meaning_of
from tests.test_house import PRODUCT, files_of, place_of

CODES = {code: meaning for meaning, codes in refusals._CODES.items() for code in codes.split()}


KEYS = {"is_archived"}
"""What Slack calls something of a channel, too."""


def test_no_code_means_two_things():
    listed = [code for codes in refusals._CODES.values() for code in codes.split()]
    assert sorted(listed) == sorted({*listed})
    assert all(as_code(code) == code for code in listed)


def test_whatever_slack_may_mean_has_its_codes_and_what_is_new_is_our_mistake():
    assert {*CODES.values()} == {*RefusalMeaning} - {RefusalMeaning.OURS}
    assert meaning_of("never_heard_of") is RefusalMeaning.OURS


@pytest.mark.parametrize(
    ("code", "meaning"),
    [
        ("not_in_channel", RefusalMeaning.NOT_IN_IT),
        ("user_disabled", RefusalMeaning.ACCOUNT_GONE),
        ("edit_window_closed", RefusalMeaning.EDITED_NO_MORE),
        ("ratelimited", RefusalMeaning.TOO_MANY),
        ("file_not_found", RefusalMeaning.FILE_GONE),
    ],
)
def test_a_code_is_read_for_what_it_means(code, meaning):
    assert meaning_of(code) is meaning


@pytest.mark.parametrize("told", ["", None, "A page that names Zephyrine", "a" * 61])
def test_what_is_no_code_of_slacks_is_not_repeated(told):
    assert as_code(told) == ""


def test_a_code_is_spelled_in_the_table_alone():
    for path in (path for folder in PRODUCT for path in files_of(folder)):
        if place_of(path) == "bot/refusals.py":
            continue
        spelled = {
            node.value
            for node in ast.walk(ast.parse(path.read_text()))
            if isinstance(node, ast.Constant) and isinstance(node.value, str)
        }
        assert not spelled & {*CODES} - KEYS, place_of(path)
