"""Modals and home tabs as the Web API shows them: triggers, stacks, hashes, what stays."""

from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from sandbox.client import Person, SandboxClient
from sandbox.server.server import Sandbox
from tests.sandbox.bots import (
    Bot,
    Payload,
    actions,
    button,
    home,
    manifest,
    modal,
    options,
    plain,
    section,
    text_input,
)
from tests.sandbox.conftest import HILLTOP
from tests.sandbox.server.test_frame import refusal


def trigger(bot: Bot, ada: Person) -> str:
    """Let Ada type the command, and return the trigger it brought."""
    assert ada.command("/tortoise").error is None
    return str(bot.next_payload()["trigger_id"])


@pytest.fixture
def opened(bot: Bot, ada: Person) -> Payload:
    """A modal that Ada has open, as the API described it."""
    view: Payload = bot.api.views_open(trigger_id=trigger(bot, ada), view=modal())["view"]
    return view


def test_a_modal_opens_with_everything_a_view_has(opened: Payload, ada: Person, sandbox: Sandbox):
    assert opened["id"].startswith("V")
    assert (opened["root_view_id"], opened["previous_view_id"]) == (opened["id"], None)
    assert opened["team_id"] == opened["app_installed_team_id"] == sandbox.team_id
    assert opened["state"] == {
        "values": {"name": {"answer": {"type": "plain_text_input", "value": None}}}
    }
    assert set(opened) >= {"hash", "bot_id", "app_id", "external_id", "private_metadata"}
    assert ada.modal is not None
    assert ada.modal.title == "A form"
    assert ada.modal.text == "A form\nName\n<>\n[Cancel]  [Save]"


def test_a_trigger_works_once(bot: Bot, ada: Person):
    once = trigger(bot, ada)
    bot.api.views_open(trigger_id=once, view=modal())

    assert refusal(bot.api.views_open, trigger_id=once, view=modal()) == "exchanged_trigger_id"


def test_a_trigger_expires_after_three_seconds(hasty: Sandbox):
    with SandboxClient(hasty.url) as client, Bot(hasty) as bot:
        ada = client.person("Ada")
        late = trigger(bot, ada)
        ada.waits_for(lambda: client.journal("clock") or _is_over(client, late))

        assert refusal(bot.api.views_open, trigger_id=late, view=modal()) == "expired_trigger_id"
        assert ada.modal is None


def _is_over(client: SandboxClient, trigger_id: str) -> bool:
    """Make something change, so that the waiting looks again; say whether the trigger is over."""
    client.set_up(editing_closed=False)
    client.deed("share", channel="staff", shared=False)
    return bool(client._wire.get(f"/triggers/{trigger_id}")["left"] == 0)


def test_an_invented_trigger_is_refused(api: WebClient):
    assert refusal(api.views_open, trigger_id="1.2.3", view=modal()) == "invalid_trigger_id"
    assert refusal(api.views_open, view=modal()) == "invalid_arguments"


def test_a_bad_view_is_refused_with_its_faults_and_the_trigger_stays_good(bot: Bot, ada: Person):
    once = trigger(bot, ada)
    wrong = modal(title=plain("A title that is much too long for it"))

    with pytest.raises(SlackApiError) as caught:
        bot.api.views_open(trigger_id=once, view=wrong)

    said = caught.value.response
    assert said["error"] == "invalid_arguments"
    assert said["response_metadata"]["messages"] == [
        "[ERROR] must be less than 25 characters [json-pointer:/view/title/text]"
    ]
    assert bot.api.views_open(trigger_id=once, view=modal())["ok"]


def test_an_initial_option_must_be_one_of_the_options(bot: Bot, ada: Person):
    pick = {"type": "static_select", "action_id": "a", "options": options("Yes", "No")}
    asked = text_input("Sure?", "sure", element={**pick, "initial_option": options("yes")[0]})

    said = refusal(bot.api.views_open, trigger_id=trigger(bot, ada), view=modal(asked))
    assert said == "invalid_arguments"


def test_a_home_is_no_modal(bot: Bot, ada: Person):
    once = trigger(bot, ada)

    assert refusal(bot.api.views_open, trigger_id=once, view=home()) == "invalid_arguments"
    assert refusal(bot.api.views_publish, user_id=ada.id, view=modal()) == "invalid_arguments"


def test_a_view_of_more_than_250_kb_is_refused(bot: Bot, ada: Person):
    blocks = [section("ä" * 2_900, block_id=str(n)) for n in range(50)]

    said = refusal(bot.api.views_open, trigger_id=trigger(bot, ada), view=modal(*blocks))
    assert said == "view_too_large"


def test_an_update_keeps_the_id_and_renews_the_hash(bot: Bot, ada: Person, opened: Payload):
    changed = bot.api.views_update(view_id=opened["id"], view=modal(section("now")))["view"]

    assert changed["id"] == opened["id"]
    assert changed["hash"] != opened["hash"]
    assert ada.modal is not None
    assert "now" in ada.modal.text


@pytest.mark.parametrize("stale", ["", "1.aaaa"])
def test_an_update_with_another_hash_is_refused(bot: Bot, opened: Payload, stale: str):
    view_id = opened["id"]
    said = refusal(bot.api.views_update, view_id=view_id, hash=stale, view=modal())
    assert said == "hash_conflict"

    assert bot.api.views_update(view_id=view_id, hash=opened["hash"], view=modal())["ok"]
    # That made a new hash; the old one is stale now.
    said = refusal(bot.api.views_update, view_id=view_id, hash=opened["hash"], view=modal())
    assert said == "hash_conflict"


def test_a_closed_modal_is_not_found(bot: Bot, ada: Person, opened: Payload):
    assert ada.modal is not None
    ada.modal.close()

    assert refusal(bot.api.views_update, view_id=opened["id"], view=modal()) == "not_found"


def test_an_external_id_finds_the_view_and_is_taken_once(bot: Bot, ada: Person, ben: Person):
    named = modal(external_id="draft-7")
    bot.api.views_open(trigger_id=trigger(bot, ada), view=named)

    said = refusal(bot.api.views_open, trigger_id=trigger(bot, ben), view=named)
    assert said == "duplicate_external_id"
    assert bot.api.views_update(external_id="draft-7", view=named)["ok"]
    assert refusal(bot.api.views_update, external_id="other", view=modal()) == "not_found"
    assert refusal(bot.api.api_call, "views.update", json={"view": modal()}) == (
        "invalid_arguments"
    )


def push(bot: Bot, ada: Person, view: Payload) -> Any:
    """Let Ada press the button in her modal; push this view with the trigger it brings."""
    assert ada.modal is not None
    ada.modal.click("More")
    once = bot.next_payload()["trigger_id"]
    return bot.api.views_push(trigger_id=once, view=view)


def test_modals_stack_three_deep_and_no_deeper(bot: Bot, ada: Person):
    with_more = modal(actions(button("More", "more")))
    first = bot.api.views_open(trigger_id=trigger(bot, ada), view=with_more)["view"]
    second = push(bot, ada, with_more)["view"]
    third = push(bot, ada, with_more)["view"]

    assert (second["root_view_id"], second["previous_view_id"]) == (first["id"], first["id"])
    assert (third["root_view_id"], third["previous_view_id"]) == (first["id"], second["id"])
    with pytest.raises(SlackApiError, match="push_limit_reached"):
        push(bot, ada, with_more)
    assert len(ada.modals) == 3


def test_a_view_deep_in_the_stack_can_be_updated(bot: Bot, ada: Person):
    with_more = modal(actions(button("More", "more")))
    first = bot.api.views_open(trigger_id=trigger(bot, ada), view=with_more)["view"]
    push(bot, ada, modal(section("on top")))

    bot.api.views_update(view_id=first["id"], view=modal(section("below")))

    assert [one.text.splitlines()[1] for one in ada.modals] == ["below", "on top"]


def test_a_push_needs_a_trigger_from_inside_a_modal(bot: Bot, ada: Person, opened: Payload):
    outside = trigger(bot, ada)

    assert refusal(bot.api.views_push, trigger_id=outside, view=modal()) == "not_found"


def test_what_was_entered_stays_under_the_same_two_ids(bot: Bot, ada: Person, opened: Payload):
    assert ada.modal is not None
    ada.modal.fill("Name", "Rosa")
    renewed = modal(text_input("Full name", "name", element={"initial_value": "Nobody"}))

    changed = bot.api.views_update(view_id=opened["id"], view=renewed)["view"]

    assert changed["state"]["values"]["name"]["answer"]["value"] == "Rosa"


@pytest.mark.parametrize(
    ("block_id", "action_id"),
    [
        pytest.param("name-2", "answer", id="another-block-id"),
        pytest.param("name", "answer-2", id="another-action-id"),
    ],
)
def test_under_another_id_a_field_begins_anew(
    bot: Bot, ada: Person, opened: Payload, block_id: str, action_id: str
):
    assert ada.modal is not None
    ada.modal.fill("Name", "Rosa")
    element = {"action_id": action_id, "initial_value": "Nobody"}

    changed = bot.api.views_update(
        view_id=opened["id"], view=modal(text_input("Name", block_id, element=element))
    )["view"]

    assert changed["state"]["values"][block_id][action_id]["value"] == "Nobody"


def test_a_field_of_another_kind_begins_anew(bot: Bot, ada: Person, opened: Payload):
    assert ada.modal is not None
    ada.modal.fill("Name", "Rosa")
    address = text_input("Name", "name", element={"type": "email_text_input"})

    changed = bot.api.views_update(view_id=opened["id"], view=modal(address))["view"]

    assert changed["state"]["values"]["name"]["answer"] == {
        "type": "email_text_input",
        "value": None,
    }


def test_a_block_without_an_id_loses_what_was_entered(bot: Bot, ada: Person):
    careless = modal(
        {key: val for key, val in text_input("Name", "x").items() if key != "block_id"}
    )
    opened = bot.api.views_open(trigger_id=trigger(bot, ada), view=careless)["view"]
    assert ada.modal is not None
    ada.modal.fill("Name", "Rosa")

    bot.api.views_update(view_id=opened["id"], view=careless)

    assert ada.modal.values == {"Name": None}


def test_a_home_tab_is_published_and_renewed_in_place(api: WebClient, ada: Person):
    assert ada.home is None
    first = api.views_publish(user_id=ada.id, view=home())["view"]
    second = api.views_publish(user_id=ada.id, view=home(section("New")), hash=first["hash"])

    assert second["view"]["id"] == first["id"]
    assert ada.home is not None
    assert ada.home.text == "New"
    stale = {"user_id": ada.id, "view": home(), "hash": first["hash"]}
    assert refusal(api.views_publish, **stale) == "hash_conflict"


def test_nobody_else_sees_a_home_tab(api: WebClient, ada: Person, ben: Person):
    api.views_publish(user_id=ada.id, view=home())

    assert ben.home is None


def test_a_home_tab_needs_somebody_to_show_it_to(
    api: WebClient, client: SandboxClient, ada: Person, sandbox: Sandbox
):
    client.deactivate("Ada")

    for whom in (ada.id, "U0NOBODY", sandbox.bot_user_id):
        assert refusal(api.views_publish, user_id=whom, view=home()) == "user_not_found"


def test_an_app_without_a_home_tab_publishes_nothing(ada: Person):
    with Sandbox(manifest=manifest(home_tab=False), district=HILLTOP) as sandbox:
        api = WebClient(token=sandbox.bot_token, base_url=sandbox.api_url)

        assert refusal(api.views_publish, user_id=ada.id, view=home()) == "not_enabled"


def test_a_field_can_begin_with_the_conversation_that_was_open(bot: Bot, ada: Person):
    here = {"type": "conversations_select", "default_to_current_conversation": True}
    bot.opens(modal(text_input("Where", "where", element=here)))

    opened = ada.command("/tortoise", channel="ada-private").modal

    assert opened is not None
    assert opened.state["where"]["answer"]["selected_conversation"] == "C0ADAROOM"


def test_a_new_command_replaces_the_modals_that_were_open(bot: Bot, ada: Person, opened: Payload):
    bot.api.views_open(trigger_id=trigger(bot, ada), view=modal(section("another")))

    assert len(ada.modals) == 1
    assert refusal(bot.api.views_update, view_id=opened["id"], view=modal()) == "not_found"
