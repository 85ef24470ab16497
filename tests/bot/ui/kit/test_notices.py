"""What a person reads when we failed them."""

import pytest

from bot.ui.kit import notices
from tests.bot.ui.surfaces import HOSTILE_WORDS, assert_slack_takes, words_of

FIELD = {"type": "input", "block_id": "date"}


def test_our_fault_is_said_without_blame_and_with_a_reference():
    said = notices.our_fault("ab12cd34")
    assert said.startswith("Something went wrong on our side, and this was not saved.")
    assert said.endswith("tell your Preiep admin the reference ab12cd34.")


def test_an_apology_leads_back_to_what_was_typed():
    view = notices.apology(notices.our_fault("ab12cd34"))
    assert_slack_takes(view)
    assert "What you typed is still there." in words_of(view)
    assert view["close"]["text"] == "Back"
    assert "submit" not in view


def test_an_apology_shows_any_sentence():
    for sentence in HOSTILE_WORDS.values():
        view = notices.apology(sentence * 20)
        assert_slack_takes(view)
        assert view["blocks"][0]["text"]["type"] == "plain_text"


@pytest.mark.parametrize(
    ("stack", "blocks", "action"),
    [
        pytest.param({"root_view_id": "V1"}, [FIELD], "push", id="alone"),
        pytest.param(
            {"previous_view_id": "V1", "root_view_id": "V1"}, [FIELD], "push", id="second"
        ),
        pytest.param(
            {"previous_view_id": "V2", "root_view_id": "V1"}, [FIELD], "errors", id="third"
        ),
        pytest.param({"previous_view_id": "V2", "root_view_id": "V1"}, [], "update", id="no-field"),
    ],
)
def test_what_could_not_be_saved_is_told_on_a_third_modal_too(stack, blocks, action):
    told = notices.instead_of_saving({"id": "V3", "blocks": blocks, **stack}, "It has changed.")

    assert told["response_action"] == action
    assert "It has changed." in str(told)
    if action == "errors":
        assert told["errors"] == {"date": "It has changed."}
