"""Pressing, picking and typing, in messages and views, and what the app hears of it."""

from typing import Any

import pytest
from slack_sdk import WebClient

from sandbox.client import Message, NotPossibleError, Person, SandboxClient
from sandbox.server.server import Sandbox
from tests.sandbox.bots import (
    SILENCE,
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
from tests.sandbox.screen.test_forms import open_for


def posted(bot: Bot, person: Person, *blocks: Payload, **more: Any) -> Message:
    """A message of the app's, as this person sees it; the app has heard of it, too."""
    said = bot.api.chat_postMessage(channel=person.id, text="Today", blocks=list(blocks), **more)
    assert bot.next_payload()["event"]["ts"] == said["ts"]
    return next(one for one in person.dms() if one.ts == said["ts"])


def test_a_button_in_a_message_tells_all_about_itself(ada: Person, bot: Bot, sandbox: Sandbox):
    done = button("Done", "done", value="row-7", style="primary")
    message = posted(bot, ada, actions(done))

    assert message.click("Done").error is None

    payload = bot.next_payload()
    [action] = payload["actions"]
    assert payload["type"] == "block_actions"
    assert payload["container"] == {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": message.channel,
        "is_ephemeral": False,
    }
    assert payload["channel"] == {"id": message.channel, "name": "directmessage"}
    assert payload["message"]["ts"] == message.ts
    assert payload["response_url"].startswith(f"{sandbox.url}/actions/{sandbox.team_id}/")
    assert payload["state"] == {"values": {}}
    assert "view" not in payload
    assert (action["value"], action["style"], action["type"]) == ("row-7", "primary", "button")
    assert action["text"] == plain("Done")
    assert (action["block_id"], action["action_id"]) == ("buttons", "done")
    assert float(action["action_ts"]) > 0


def test_a_button_in_a_thread_says_which(ada: Person, bot: Bot):
    parent = posted(bot, ada, section("Checklist"))
    reply = posted(bot, ada, actions(button("Done", "done")), thread_ts=parent.ts)

    reply.click("Done")

    assert bot.next_payload()["container"]["thread_ts"] == parent.ts


def test_a_button_in_a_modal_brings_the_view_and_no_response_url(ada: Person, bot: Bot):
    form = open_for(ada, bot, modal(text_input("Name", "name"), actions(button("Back", "back"))))
    form.fill("Name", "Rosa")

    form.click("back")

    payload = bot.next_payload()
    assert payload["container"] == {"type": "view", "view_id": form.id}
    assert payload["view"]["state"]["values"]["name"]["answer"]["value"] == "Rosa"
    assert "response_url" not in payload
    assert "channel" not in payload


def test_a_button_on_the_home_tab_works_too(ada: Person, bot: Bot):
    bot.api.views_publish(user_id=ada.id, view=home(actions(button("Next page", "next"))))
    assert ada.home is not None

    ada.home.click("Next page")

    assert bot.next_payload()["view"]["type"] == "home"


def test_a_link_is_told_of_as_well(ada: Person, bot: Bot):
    link = button("Open", "open", url="https://hilltop.example/iep")
    posted(bot, ada, actions(link)).click("Open")

    assert bot.next_payload()["actions"][0]["url"] == "https://hilltop.example/iep"


def test_an_input_speaks_only_where_it_was_asked_to(ada: Person, bot: Bot, client: SandboxClient):
    pick = {"type": "static_select", "options": options("Phone", "Video")}
    silent = text_input("Mode", "mode", element=pick)
    speaking = text_input("Kind", "kind", element=pick, dispatch_action=True)
    form = open_for(ada, bot, modal(silent, speaking))

    form.choose("Mode", "Video")
    form.choose("Kind", "Phone")

    [action] = bot.next_payload()["actions"]
    assert (action["block_id"], action["selected_option"]["value"]) == ("kind", "phone")
    assert len(client.journal("interactive")) == 1


def test_a_confirmation_stands_before_the_deed(ada: Person, bot: Bot, client: SandboxClient):
    confirm = {
        "title": plain("Remove Rosa?"),
        "text": plain("Her forms stay."),
        "confirm": plain("Remove"),
        "deny": plain("Keep"),
    }
    message = posted(bot, ada, actions(button("Remove", "remove", confirm=confirm)))

    declined = message.click("Remove", confirm=False)
    assert declined.dialog == "Remove Rosa?\nHer forms stay.\n[Remove] [Keep]"
    assert client.journal("interactive") == []

    assert message.click("Remove").dialog is not None
    assert bot.next_payload()["actions"][0]["action_id"] == "remove"


def test_an_overflow_menu_offers_its_options(ada: Person, bot: Bot):
    menu = {"type": "overflow", "action_id": "more", "options": options("Edit", "Remove")}
    message = posted(bot, ada, section("Rosa", accessory=menu))

    assert "[... Edit | Remove]" in message.text
    message.choose("more", "Edit")

    assert bot.next_payload()["actions"][0]["selected_option"]["value"] == "edit"
    with pytest.raises(NotPossibleError, match="no option 'Sing'"):
        message.click("more", "Sing")


LIST = {"type": "checkboxes", "action_id": "ticks", "options": options("Call", "Write", "Ask")}


def checklist(revision: int, *ticked: str) -> Payload:
    boxes = LIST | ({"initial_options": options(*ticked)} if ticked else {})
    return actions(boxes, block_id=f"list-r{revision}")


def test_a_tick_brings_the_whole_group_in_its_order(ada: Person, bot: Bot):
    message = posted(bot, ada, checklist(1, "Write"))

    message.tick("Ask")
    message.untick("Write")

    first, second = bot.next_payload()["actions"][0], bot.next_payload()["actions"][0]
    assert [one["value"] for one in first["selected_options"]] == ["write", "ask"]
    assert first["initial_options"] == options("Write")
    assert [one["value"] for one in second["selected_options"]] == ["ask"]


def test_ticks_are_each_clients_own_until_the_app_draws_them(
    ada: Person, ben: Person, bot: Bot, client: SandboxClient
):
    client.deed("join", user="app", channel="staff")
    staff = next(one["id"] for one in client.channels() if one["name"] == "staff")
    said = bot.api.chat_postMessage(channel=staff, text="List", blocks=[checklist(1)])
    [adas], [bens] = ada.messages("staff"), ben.messages("staff")
    place = {"channel": staff, "ts": said["ts"], "text": "List"}

    adas.tick("Call")
    assert ("[x] Call" in adas.text, "[x] Call" in bens.text) == (True, False)

    # Drawn anew under the same ids, it reaches Ben; Ada's client keeps what she did there.
    bot.api.chat_update(**place, blocks=[checklist(1, "Write")])
    assert ("[x] Write" in adas.text, "[x] Write" in bens.text) == (False, True)

    # Under a new block_id both see what the app says.
    bot.api.chat_update(**place, blocks=[checklist(2, "Call", "Write")])
    assert adas.text == bens.text == "[x] Call\n[x] Write\n[ ] Ask"


def test_what_was_entered_in_a_message_comes_with_the_next_click(ada: Person, bot: Bot):
    message = posted(bot, ada, checklist(1), actions(button("Done", "done")))
    message.tick("Call")
    bot.next()

    message.click("Done")

    values = bot.next_payload()["state"]["values"]
    assert [one["value"] for one in values["list-r1"]["ticks"]["selected_options"]] == ["call"]


def test_a_click_nobody_answers_is_said_to_have_timed_out(hasty: Sandbox):
    with SandboxClient(hasty.url) as client, Bot(hasty) as bot:
        ada = client.person("Ada")
        form = open_for(ada, bot, modal(actions(button("Back", "back"))))
        bot.reactions["block_actions"] = lambda _: SILENCE

        assert form.click("Back").error == "operation_timeout"
        assert form.banner is not None


def test_a_click_with_nobody_connected_fails(api: WebClient, ada: Person):
    api.chat_postMessage(channel=ada.id, text="x", blocks=[actions(button("Done", "done"))])

    assert ada.dms()[0].click("Done").error == "dispatch_failed"


def test_an_app_without_interactivity_hears_nothing():
    with (
        Sandbox(manifest=manifest(interactive=False), district=HILLTOP) as sandbox,
        SandboxClient(sandbox.url) as client,
    ):
        api = WebClient(token=sandbox.bot_token, base_url=sandbox.api_url)
        ada = client.person("Ada")
        api.chat_postMessage(channel=ada.id, text="x", blocks=[actions(button("Go", "go"))])

        with pytest.raises(NotPossibleError, match="not configured"):
            ada.dms()[0].click("Go")


def test_a_click_can_open_a_modal(ada: Person, bot: Bot):
    message = posted(bot, ada, actions(button("Pick", "pick")))
    bot.opens(modal(section("Which?")), on="block_actions")

    opened = message.click("Pick").modal

    assert opened is not None
    assert "Which?" in opened.text


def test_nobody_acts_on_another_persons_screen(ada: Person, ben: Person, bot: Bot):
    form = open_for(ada, bot, modal())

    with pytest.raises(NotPossibleError, match="another person's screen"):
        ben._act("fill", view=form.id, name="Name", value="x")


def test_whoever_has_left_does_nothing_more(ada: Person, bot: Bot, client: SandboxClient):
    message = posted(bot, ada, actions(button("Done", "done")))
    client.deactivate("Ada")

    with pytest.raises(NotPossibleError, match="deactivated"):
        message.click("Done")
    with pytest.raises(NotPossibleError, match="deactivated"):
        ada.command("/tortoise")


def test_conversations_are_offered_as_the_filter_says(ada: Person, bot: Bot, client: SandboxClient):
    client.deed("share", channel="ada-private")
    private = {"include": ["private"], "exclude_external_shared_channels": True}
    where = text_input(
        "Where", "where", element={"type": "conversations_select", "filter": private}
    )
    form = open_for(ada, bot, modal(where))

    for wrong in ("staff", "ada-private", "nowhere"):
        with pytest.raises(NotPossibleError):
            form.fill("Where", wrong)
    client.deed("share", channel="ada-private", shared=False)
    form.fill("Where", "ada-private")
