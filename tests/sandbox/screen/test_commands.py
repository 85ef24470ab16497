"""Commands, shortcuts, plain words, and what an app may say back by response_url."""

import json
import urllib.error
import urllib.request
from typing import Any

import pytest
from slack_sdk.webhook import WebhookClient

from sandbox.app.passes import ResponseUrls
from sandbox.client import NotPossibleError, Person, SandboxClient
from sandbox.server.refusals import Refusal
from sandbox.server.server import Sandbox
from sandbox.workspace.clock import WireClock
from tests.sandbox.bots import SILENCE, Bot, actions, button, home, manifest, modal, section
from tests.sandbox.conftest import HILLTOP
from tests.sandbox.screen.test_touching import posted


def test_a_command_says_who_typed_it_where(ada: Person, bot: Bot, sandbox: Sandbox):
    ada.command("/tortoise", " Rosa  M. ", channel="ada-private")

    payload = bot.next_payload()

    assert payload["command"] == "/tortoise"
    assert payload["text"] == " Rosa  M. "
    assert (payload["channel_id"], payload["channel_name"]) == ("C0ADAROOM", "privategroup")
    assert (payload["user_id"], payload["user_name"]) == (ada.id, "ada")
    assert (payload["team_id"], payload["team_domain"]) == (sandbox.team_id, "hilltop")
    assert payload["is_enterprise_install"] == "false"
    assert payload["response_url"].startswith(f"{sandbox.url}/commands/")


def test_without_a_channel_it_is_typed_to_the_app(ada: Person, bot: Bot):
    ada.command("/tortoise")

    assert bot.next_payload()["channel_name"] == "directmessage"


def test_an_answer_at_once_is_seen_by_who_asked(ada: Person, ben: Person, bot: Bot):
    bot.reactions["/tortoise"] = lambda _: {"text": "Slow and steady"}

    assert ada.command("/tortoise", channel="staff").text == "Slow and steady"
    assert ben.messages("staff") == []


def test_an_answer_in_the_channel_is_seen_by_all(ada: Person, ben: Person, bot: Bot):
    said = {"response_type": "in_channel", "blocks": [section("Slow and *steady*")]}
    bot.reactions["/tortoise"] = lambda _: said

    ada.command("/tortoise", channel="staff")

    assert [one.text for one in ben.messages("staff")] == ["Slow and steady"]


def test_bad_blocks_in_an_answer_are_refused(ada: Person, bot: Bot, client: SandboxClient):
    bot.reactions["/tortoise"] = lambda _: {"blocks": [{"type": "nonsense"}]}

    assert ada.command("/tortoise").error == "dispatch_failed"
    assert [one["name"] for one in client.strict_errors()] == ["slash_commands"]


def test_an_unknown_command_is_no_command(ada: Person, bot: Bot, client: SandboxClient):
    reply = ada.command("/hare")

    assert reply.text == "/hare is not a valid command."
    assert ada.notices == [reply.text]
    assert client.journal("slash_commands") == []


def test_commands_are_refused_in_threads(ada: Person, bot: Bot, client: SandboxClient):
    parent = ada.message("hello")

    reply = ada.command("/tortoise", channel=parent.channel, thread_ts=parent.ts)

    assert reply.text == "/tortoise is not supported in threads. Sorry!"
    assert client.journal("slash_commands") == []


def test_a_command_that_nobody_hears_fails_at_once(ada: Person):
    reply = ada.command("/tortoise")

    assert reply.error == "dispatch_failed"
    assert reply.text == '/tortoise failed with the error "dispatch_failed"'


def test_a_command_that_is_not_acknowledged_times_out(hasty: Sandbox):
    with SandboxClient(hasty.url) as client, Bot(hasty) as bot:
        bot.reactions["/tortoise"] = lambda _: SILENCE

        reply = client.person("Ada").command("/tortoise")

        assert reply.text == '/tortoise failed with the error "operation_timeout"'


def test_guests_lose_an_app_with_agents(bot: Bot, client: SandboxClient):
    assert client.person("Gus").command("/tortoise").error is None

    with_agents = manifest()
    with_agents["features"]["agent_view"] = {"agent_description": "x"}
    with (
        Sandbox(manifest=with_agents, district=HILLTOP) as other,
        SandboxClient(other.url) as there,
        Bot(other),
    ):
        assert there.person("Gus").command("/tortoise").error == "Guests cannot use this app."
        assert there.person("Ada").command("/tortoise").error is None


def test_one_must_be_in_a_conversation_to_speak_there(ben: Person, bot: Bot):
    with pytest.raises(NotPossibleError, match="is not in ada-private"):
        ben.command("/tortoise", channel="ada-private")


def response(url: str, **body: Any) -> tuple[int, str]:
    said = WebhookClient(url).send_dict(body)
    return said.status_code, said.body


def test_a_response_url_speaks_to_who_asked(ada: Person, ben: Person, bot: Bot):
    reply = ada.command("/tortoise", channel="staff")
    url = bot.next_payload()["response_url"]

    assert response(url, text="For you") == (200, "ok")
    assert response(url, text="For all", response_type="in_channel") == (200, "ok")

    assert reply.text == "For you"
    assert [one.text for one in ben.messages("staff")] == ["For all"]


def test_a_response_url_works_five_times(ada: Person, bot: Bot):
    ada.command("/tortoise")
    url = bot.next_payload()["response_url"]

    answers = [response(url, text=str(n))[0] for n in range(6)]

    assert answers == [200] * 5 + [404]
    assert json.loads(response(url, text="again")[1])["error"] == "used_url"


class Watch(WireClock):
    """Wire time that stands where the test puts it."""

    def __init__(self) -> None:
        super().__init__(1.0)
        self.at = 0.0

    def now(self) -> float:
        return self.at


def test_a_response_url_lasts_half_an_hour():
    watch = Watch()
    urls = ResponseUrls(watch)
    url = urls.issue("U1", "D1")

    watch.at = 30 * 60
    assert urls.use(url.id).uses == 1
    watch.at += 1
    with pytest.raises(Refusal, match="expired_url"):
        urls.use(url.id)


def test_an_unknown_response_url_is_refused(sandbox: Sandbox):
    assert response(f"{sandbox.url}/actions/{sandbox.team_id}/invented", text="x")[0] == 404


def test_the_message_whose_button_was_pressed_can_be_replaced_or_taken_away(ada: Person, bot: Bot):
    message = posted(bot, ada, actions(button("Done", "done")))
    message.click("Done")
    url = bot.next_payload()["response_url"]

    response(url, text="Done at last", replace_original=True)
    assert [one.text for one in ada.dms()] == ["Done at last"]

    response(url, delete_original=True)
    assert ada.dms() == []


def test_an_ephemeral_message_can_be_replaced_and_taken_away(ada: Person, bot: Bot):
    channel = bot.api.conversations_open(users=ada.id)["channel"]["id"]
    blocks = [actions(button("Dismiss", "dismiss"))]
    bot.api.chat_postEphemeral(channel=channel, user=ada.id, text="x", blocks=blocks)
    ada.ephemerals[0].click("Dismiss")
    payload = bot.next_payload()

    assert payload["container"]["is_ephemeral"] is True
    response(payload["response_url"], text="gone soon", replace_original=True)
    assert [one.text for one in ada.ephemerals] == ["gone soon"]
    response(payload["response_url"], delete_original=True)
    assert ada.ephemerals == []


def test_what_is_said_by_response_url_stands_in_the_thread_that_it_names_and_in_no_other(
    ada: Person, bot: Bot
):
    parent = posted(bot, ada, section("Checklist"))
    reply = posted(bot, ada, actions(button("Done", "done")), thread_ts=parent.ts)
    reply.click("Done")
    url = bot.next_payload()["response_url"]

    response(url, text="outside")
    response(url, text="inside", thread_ts=parent.ts)

    assert [(one.text, one.thread_ts) for one in ada.ephemerals] == [
        ("outside", None),
        ("inside", parent.ts),
    ]
    assert json.loads(response(url, text="x", thread_ts=reply.ts)[1])["error"] == (
        "cannot_reply_to_message"
    )


def test_a_commands_response_url_has_nothing_to_replace(ada: Person, bot: Bot):
    ada.command("/tortoise")
    url = bot.next_payload()["response_url"]
    response(url, text="first")

    response(url, text="second", replace_original=True)

    assert [one.text for one in ada.ephemerals] == ["first", "second"]
    assert json.loads(response(url, delete_original=True)[1])["error"] == "message_not_found"


def test_bad_words_on_a_response_url_are_refused(ada: Person, bot: Bot):
    ada.command("/tortoise")
    url = bot.next_payload()["response_url"]

    assert response(url, blocks=[{"type": "nonsense"}])[0] == 400
    assert response(url, text="")[0] == 400
    request = urllib.request.Request(url, b"no json", {"content-type": "text/plain"})
    with pytest.raises(urllib.error.HTTPError) as caught:
        urllib.request.urlopen(request)
    caught.value.close()
    assert caught.value.code == 400


def test_a_global_shortcut_opens_what_the_app_likes(ada: Person, bot: Bot):
    bot.opens(modal(section("From anywhere")), on="shortcut")

    opened = ada.shortcut("Begin").modal

    payload = bot.next_payload()
    assert (payload["type"], payload["callback_id"]) == ("shortcut", "begin")
    assert "response_url" not in payload
    assert opened is not None


def test_a_message_shortcut_brings_the_message(ada: Person, bot: Bot):
    message = ada.message("Rosa did well today", channel="ada-private")

    assert message.shortcut("Take note").error is None

    payload = bot.next_payload()
    assert (payload["type"], payload["callback_id"]) == ("message_action", "take_note")
    assert payload["message"]["text"] == "Rosa did well today"
    assert payload["channel"] == {"id": "C0ADAROOM", "name": "privategroup"}
    assert response(payload["response_url"], text="Kept")[0] == 200


def test_a_shortcut_that_the_manifest_does_not_name_is_none(ada: Person, bot: Bot):
    with pytest.raises(NotPossibleError):
        ada.shortcut("Take note")
    with pytest.raises(NotPossibleError):
        ada.message("hello").shortcut("begin")


def test_plain_words_to_the_app_reach_it_as_an_event(ada: Person, bot: Bot, sandbox: Sandbox):
    ada.message("What is due?")

    payload = bot.next_payload()
    event = payload["event"]
    assert (payload["type"], event["type"]) == ("event_callback", "message")
    assert (event["channel_type"], event["user"]) == ("im", ada.id)
    assert event["text"] == "What is due?"
    assert payload["authorizations"][0]["user_id"] == sandbox.bot_user_id
    assert payload["event_id"].startswith("Ev")
    assert payload["event_time"] == int(float(event["ts"]))


def test_the_apps_own_messages_come_back_as_events(ada: Person, bot: Bot):
    bot.api.chat_postMessage(channel=ada.id, text="Good morning")

    assert bot.next_payload()["event"]["bot_id"]


def test_an_app_hears_only_what_it_subscribed_to_and_sees(
    ada: Person, bot: Bot, client: SandboxClient
):
    ada.message("not for the app", channel="ada-private")
    ada.message("nor this", channel="staff")
    client.deed("join", user="app", channel="ada-private")
    ada.message("but this", channel="ada-private")

    assert bot.next_payload()["event"]["type"] == "member_joined_channel"
    assert bot.next_payload()["event"]["text"] == "but this"


def test_opening_the_home_tab_is_told_each_time(ada: Person, bot: Bot):
    bot.reactions["app_home_opened"] = lambda payload: _publish(bot, payload)

    ada.open_home()
    shown = ada.waits_for(lambda: ada.home)
    assert "view" not in bot.next_payload()["event"]
    ada.open_home()

    event = bot.next_payload()["event"]
    assert (event["tab"], event["user"], event["view"]["id"]) == ("home", ada.id, shown.id)


def _publish(bot: Bot, payload: Any) -> None:
    bot.api.views_publish(user_id=payload["event"]["user"], view=home())


def test_changes_of_people_are_told(bot: Bot, client: SandboxClient):
    client.deactivate("Ben")
    assert bot.next_payload()["event"]["user"]["deleted"] is True

    client.deed("reactivate", user="Ben")
    assert bot.next_payload()["event"]["user"]["deleted"] is False

    client.deed("alter", user="Ben", timezone="Europe/Berlin")
    event = bot.next_payload()["event"]
    assert (event["type"], event["user"]["tz"]) == ("user_change", "Europe/Berlin")


def test_a_read_only_messages_tab_takes_no_words(ada: Person):
    quiet = manifest()
    quiet["features"]["app_home"]["messages_tab_read_only_enabled"] = True
    with (
        Sandbox(manifest=quiet, district=HILLTOP) as sandbox,
        SandboxClient(sandbox.url) as client,
        pytest.raises(NotPossibleError, match="nothing can be written"),
    ):
        client.person("Ada").message("hello")


def test_nothing_is_said_in_an_archived_room(ada: Person, client: SandboxClient):
    client.deed("archive", channel="staff")
    with pytest.raises(NotPossibleError, match="archived"):
        ada.message("hello", channel="staff")

    client.deed("unarchive", channel="staff")
    assert ada.message("hello", channel="staff").text == "hello"


def test_two_people_talk_without_the_app(ada: Person, ben: Person, bot: Bot):
    ada.message("lunch?", channel="Ben")

    assert [one.text for one in ben.messages("Ada")] == ["lunch?"]
    assert bot.heard.empty()


PRESS_ME = {
    "type": "actions",
    "elements": [
        {
            "type": "button",
            "action_id": "press",
            "text": {"type": "plain_text", "text": "Press me"},
        }
    ],
}


def test_words_that_come_with_a_file_say_so_in_their_event(ada: Person, bot: Bot):
    ada.message("the list", files={"list.csv": b"name"})

    told = {one["type"]: one for one in (bot.next_payload()["event"] for _ in range(2))}
    assert told["file_shared"]["user_id"] == ada.id
    event = told["message"]
    assert (event["subtype"], event["text"], event["user"]) == ("file_share", "the list", ada.id)
    assert [one["name"] for one in event["files"]] == ["list.csv"]


def test_a_reply_that_is_also_sent_to_all_brings_the_beginning_of_its_thread(ada: Person, bot: Bot):
    first = ada.message("What is due?")
    bot.next_payload()
    ada.message("Today, I mean", thread_ts=first.ts, to_all=True)

    event = bot.next_payload()["event"]
    assert (event["subtype"], event["thread_ts"]) == ("thread_broadcast", first.ts)
    assert event["root"]["text"] == "What is due?"


def test_a_click_in_what_only_one_person_sees_carries_no_message(ada: Person, bot: Bot):
    bot.reactions["/tortoise"] = lambda _: {"blocks": [PRESS_ME]}
    ada.command("/tortoise")
    bot.next_payload()
    ada.ephemerals[-1].click("Press me")

    payload = bot.next_payload()
    assert payload["container"]["is_ephemeral"]
    assert payload["container"]["message_ts"] == ada.ephemerals[-1].ts
    assert "message" not in payload
    assert payload["response_url"]


def test_an_installation_for_a_whole_organization_names_no_workspace(
    ada: Person, bot: Bot, client: SandboxClient
):
    client.set_up(organization="E0HILLS")
    known = bot.api.auth_test()
    assert (known["is_enterprise_install"], known["team_id"]) == (True, None)
    assert known["enterprise_id"] == "E0HILLS"

    ada.command("/tortoise")
    told = bot.next_payload()
    assert (told["is_enterprise_install"], told["enterprise_id"]) == ("true", "E0HILLS")
    ada.shortcut("Begin")
    told = bot.next_payload()
    assert (told["is_enterprise_install"], told["team"]) == (True, None)
    assert told["enterprise"]["id"] == "E0HILLS"
    ada.message("hello")
    (of,) = bot.next_payload()["authorizations"]
    assert (of["is_enterprise_install"], of["team_id"]) == (True, None)
