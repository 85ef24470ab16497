"""What happens to people and rooms, and what the app hears of it; what a client is told."""

import pytest
from slack_sdk import WebClient

from sandbox.client import NotPossibleError, Person, SandboxClient
from sandbox.server.server import Sandbox
from tests.sandbox.bots import Bot, manifest, section
from tests.sandbox.conftest import HILLTOP
from tests.sandbox.screen.test_touching import posted
from tests.sandbox.server.test_frame import refusal

EVENTS = ["team_join", "member_left_channel", "group_left", "group_archive", "channel_archive"]


@pytest.fixture
def listener() -> Sandbox:
    return Sandbox(manifest=manifest(events=EVENTS), district=HILLTOP)


def test_the_app_hears_of_comings_and_goings(listener: Sandbox):
    with listener as sandbox, SandboxClient(sandbox.url) as client, Bot(sandbox) as bot:
        client.deed("admit", name="Ida Ivy", email="ida@hilltop.example")
        assert bot.next_payload()["event"]["user"]["real_name"] == "Ida Ivy"
        client.deed("join", user="app", channel="ada-private")
        client.deed("join", user="Ida", channel="ada-private")
        client.deed("leave", user="Ida", channel="ada-private")
        assert bot.next_payload()["event"]["type"] == "member_left_channel"
        client.deed("archive", channel="ada-private")
        assert bot.next_payload()["event"]["type"] == "group_archive"
        client.deed("leave", user="app", channel="ada-private")
        assert bot.next_payload()["event"]["type"] == "member_left_channel"
        assert bot.next_payload()["event"]["type"] == "group_left"
        client.deed("archive", channel="staff")
        client.settle()

        assert bot.heard.empty()


def test_who_has_left_a_room_no_longer_reads_it(client: SandboxClient, ada: Person):
    client.deed("leave", user="Ada", channel="ada-private")

    with pytest.raises(NotPossibleError, match="is not in ada-private"):
        ada.messages("ada-private")


def test_joining_or_leaving_twice_changes_nothing(bot: Bot, client: SandboxClient):
    for deed in ("join", "join", "leave", "leave"):
        client.deed(deed, user="app", channel="ada-private")
    client.settle()

    assert [one["name"] for one in client.journal("events_api")] == ["member_joined_channel"]


def test_an_unknown_deed_act_or_room_is_refused(client: SandboxClient, ada: Person):
    with pytest.raises(NotPossibleError, match="nothing here is called 'sing'"):
        client.deed("sing")
    with pytest.raises(NotPossibleError, match="nothing here is called 'sing'"):
        ada._act("sing")
    with pytest.raises(NotPossibleError, match="nobody here answers to 'attic'"):
        ada.messages("attic")


def test_a_change_of_name_shows_everywhere(client: SandboxClient, api: WebClient, ada: Person):
    client.deed("alter", user="Ada", name="Ada Aspen", is_admin=True)

    assert client.person(ada.id).name == "Ada Aspen"
    assert api.users_info(user=ada.id)["user"]["is_admin"] is True


def test_a_change_by_response_url_of_what_one_person_sees_is_no_event(
    bot: Bot, ada: Person, client: SandboxClient
):
    message = posted(bot, ada, section("for all to see"))
    bot.api.chat_update(channel=message.channel, ts=message.ts, text="changed")
    bot.api.chat_delete(channel=message.channel, ts=message.ts)

    changed, deleted = bot.next_payload()["event"], bot.next_payload()["event"]
    assert (changed["subtype"], changed["message"]["text"]) == ("message_changed", "changed")
    assert (deleted["subtype"], deleted["deleted_ts"]) == ("message_deleted", message.ts)


def test_arguments_of_the_wrong_kind_are_named(api: WebClient, ada: Person):
    def told(**more: object) -> str:
        return refusal(api.api_call, "chat.postMessage", json={"channel": ada.id, **more})

    assert told(text=["a"]) == "invalid_arguments"
    assert told(text="a", reply_broadcast="perhaps") == "invalid_arguments"
    assert told(text="a", attachments=[{"text": "b"}] * 101) == "too_many_attachments"
    ephemeral = {"channel": ada.id, "user": ada.id, "attachments": "{nonsense"}
    said = refusal(api.api_call, "chat.postEphemeral", json=ephemeral)
    assert said == "invalid_attachments"
    assert refusal(api.api_call, "views.publish", json={"user_id": ada.id, "view": "{no"}) == (
        "invalid_arguments"
    )


def test_attachments_are_kept(api: WebClient, ada: Person):
    said = api.chat_postMessage(
        channel=ada.id, text="a", attachments=[{"text": "<!channel>", "fallback": "b"}]
    )

    assert said["message"]["attachments"][0]["fallback"] == "b"


def test_a_client_that_asks_too_early_waits_in_vain_and_says_so(ada: Person):
    with pytest.raises(AssertionError, match="in vain"):
        ada.waits_for(lambda: ada.home, timeout=0.05)


def test_what_is_gone_cannot_be_looked_at(api: WebClient, ada: Person):
    said = api.chat_postMessage(channel=ada.id, text="soon gone")
    [message] = ada.dms()
    api.chat_delete(channel=said["channel"], ts=said["ts"])

    with pytest.raises(LookupError, match="that message is gone"):
        _ = message.text
    with pytest.raises(NotPossibleError, match="not there any more"):
        message.click("Done")
