"""What the app's answer to a form does, and what closing tells."""

from typing import Any

import pytest

from sandbox.client import Modal, NotPossibleError, Person, SandboxClient
from sandbox.server.server import Sandbox
from tests.sandbox.bots import SILENCE, Bot, modal, section, text_input
from tests.sandbox.screen.test_forms import open_for

TROUBLE = "We had some trouble connecting. Try again?"


def submitted(ada: Person, bot: Bot, answer: Any) -> Modal:
    """Submit a form to which the app answers this."""
    form = open_for(ada, bot, modal())
    bot.reactions["view_submission"] = lambda _: answer
    form.fill("Name", "Rosa")
    form.submit()
    return form


def test_the_apps_errors_stand_beside_their_fields(ada: Person, bot: Bot):
    form = submitted(ada, bot, {"response_action": "errors", "errors": {"name": "Too shy"}})

    assert form.errors == {"Name": "Too shy"}
    assert (form.banner, form.values) == (None, {"Name": "Rosa"})


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param({"response_action": "errors", "errors": {"other": "x"}}, id="unknown-block"),
        pytest.param({"response_action": "errors", "errors": {}}, id="no-errors"),
        pytest.param({"response_action": "errors", "errors": {"name": ""}}, id="says-nothing"),
        pytest.param({"response_action": "dance"}, id="unknown-action"),
        pytest.param({"text": "thanks"}, id="words"),
        pytest.param({"response_action": "update", "view": {"type": "modal"}}, id="bad-view"),
        pytest.param({"response_action": "push"}, id="no-view"),
        pytest.param(["no object"], id="no-object"),
    ],
)
def test_an_answer_that_makes_no_sense_shows_as_trouble(
    ada: Person, bot: Bot, client: SandboxClient, answer: Any
):
    form = submitted(ada, bot, answer)

    assert (form.banner, form.values) == (TROUBLE, {"Name": "Rosa"})
    [refused] = client.strict_errors()
    assert refused["name"] == "view_submission"


def test_a_sound_answer_leaves_nothing_to_complain_of(ada: Person, bot: Bot, client: SandboxClient):
    submitted(ada, bot, None)

    assert client.strict_errors() == []
    assert ada.modal is None


def test_an_update_shows_the_next_page_in_the_same_modal(ada: Person, bot: Bot):
    following = modal(text_input("Name", "name"), text_input("Next", "next"))

    form = submitted(ada, bot, {"response_action": "update", "view": following})

    assert ada.modal is not None
    assert ada.modal.id == form.id
    assert form.values == {"Name": "Rosa", "Next": None}


def test_a_push_lies_on_top_and_closing_it_returns(ada: Person, bot: Bot):
    form = submitted(ada, bot, {"response_action": "push", "view": modal(section("Sure?"))})

    assert len(ada.modals) == 2
    assert ada.modal is not None
    with pytest.raises(NotPossibleError, match="lies on top"):
        form.submit()
    below = ada.modal.close()
    assert below is not None
    assert (below.id, below.values) == (form.id, {"Name": "Rosa"})


def test_submitting_the_upper_one_returns_to_the_lower(ada: Person, bot: Bot):
    form = submitted(ada, bot, {"response_action": "push", "view": modal(section("Sure?"))})
    del bot.reactions["view_submission"]

    assert ada.modal is not None
    after = ada.modal.submit()

    assert after is not None
    assert after.id == form.id


def test_a_push_too_deep_is_trouble(ada: Person, bot: Bot):
    answer = {"response_action": "push", "view": modal(section("deeper"))}
    submitted(ada, bot, answer)
    assert ada.modal is not None
    ada.modal.submit()
    assert ada.modal is not None
    ada.modal.submit()

    assert len(ada.modals) == 3
    assert ada.modal.banner == TROUBLE


def test_clear_closes_them_all(ada: Person, bot: Bot):
    submitted(ada, bot, {"response_action": "push", "view": modal(section("Sure?"))})
    bot.reactions["view_submission"] = lambda _: {"response_action": "clear"}

    assert ada.modal is not None
    assert ada.modal.submit() is None


def test_an_answer_that_does_not_come_keeps_the_form_and_its_words(hasty: Sandbox):
    with SandboxClient(hasty.url) as client, Bot(hasty) as bot:
        form = submitted(client.person("Ada"), bot, SILENCE)

        assert (form.banner, form.values) == (TROUBLE, {"Name": "Rosa"})
        del bot.reactions["view_submission"]
        assert form.submit() is None


def test_closing_is_told_only_where_it_was_asked_for(ada: Person, bot: Bot):
    open_for(ada, bot, modal()).close()
    form = open_for(ada, bot, modal(notify_on_close=True))
    form.fill("Name", "Rosa")

    assert form.close() is None

    payload = bot.next_payload()
    assert (payload["type"], payload["is_cleared"]) == ("view_closed", False)
    assert payload["view"]["state"] == {"values": {}}
    assert "trigger_id" not in payload


def test_submitting_is_no_closing(ada: Person, bot: Bot, client: SandboxClient):
    form = open_for(ada, bot, modal(notify_on_close=True))
    form.fill("Name", "Rosa")
    form.submit()

    assert [one["name"] for one in client.journal("interactive")] == ["view_submission"]


def test_leaving_the_whole_stack_is_told_as_cleared(ada: Person, bot: Bot):
    upper = modal(section("Sure?"), notify_on_close=True, clear_on_close=True)
    submitted(ada, bot, {"response_action": "push", "view": upper})
    bot.next()

    assert ada.modal is not None
    assert ada.modal.close() is None

    payload = bot.next_payload()
    assert (payload["type"], payload["is_cleared"]) == ("view_closed", True)


def test_a_client_that_crashes_tells_nobody(ada: Person, bot: Bot, client: SandboxClient):
    form = open_for(ada, bot, modal(notify_on_close=True))

    form.close(unheard=True, everything=True)

    assert client.journal("interactive") == []
