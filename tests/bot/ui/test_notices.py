"""What a person reads when we failed them."""

from bot.ui import notices
from tests.bot.ui.surfaces import HOSTILE_WORDS, assert_slack_takes, words_of


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
