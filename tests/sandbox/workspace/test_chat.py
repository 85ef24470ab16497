"""Messages: who may post where, what becomes of them, and what is refused."""

import pytest
from slack_sdk import WebClient

from sandbox.client import NotPossibleError, Person, SandboxClient
from sandbox.server.server import Sandbox
from tests.sandbox.bots import actions, button, manifest, section
from tests.sandbox.conftest import HILLTOP, MORNING
from tests.sandbox.server.test_frame import refusal


@pytest.fixture
def staff(client: SandboxClient) -> str:
    """The public room; the app is not in it."""
    return next(str(one["id"]) for one in client.channels() if one["name"] == "staff")


def test_a_message_to_a_person_stands_in_their_conversation_with_the_app(
    api: WebClient, ada: Person, sandbox: Sandbox
):
    said = api.chat_postMessage(channel=ada.id, text="Two notices by Thursday")

    assert said["channel"].startswith("D")
    assert said["message"]["user"] == sandbox.bot_user_id
    assert said["message"]["bot_id"] == said["message"]["bot_profile"]["id"]
    [seen] = ada.dms()
    assert (seen.text, seen.ts, seen.channel) == (
        "Two notices by Thursday",
        said["ts"],
        said["channel"],
    )


def test_nobody_else_sees_it(api: WebClient, ada: Person, ben: Person):
    api.chat_postMessage(channel=ada.id, text="for Ada")

    assert ben.dms() == []


def test_a_ts_tells_school_time_and_none_comes_twice(api: WebClient, ada: Person, ben: Person):
    stamps = [
        api.chat_postMessage(channel=one.id, text="hello")["ts"] for one in (ada, ben, ada, ben)
    ]

    assert stamps == sorted(set(stamps))
    assert all(int(one.partition(".")[0]) == int(MORNING.timestamp()) for one in stamps)
    assert stamps[0].partition(".")[2] == "000100"


def test_blocks_come_back_with_ids_of_their_own(api: WebClient, ada: Person):
    blocks = [section("*Due today*"), {"type": "divider"}, section("more", block_id="mine")]

    said = api.chat_postMessage(channel=ada.id, text="Due today", blocks=blocks)

    ids = [one["block_id"] for one in said["message"]["blocks"]]
    assert ids[2] == "mine"
    assert len(set(ids)) == 3
    assert ada.dms()[0].text == "Due today\n---\nmore"
    assert ada.dms()[0].fallback == "Due today"


@pytest.mark.parametrize(
    ("channel", "error"),
    [
        pytest.param("C0NOWHERE", "channel_not_found", id="unknown-channel"),
        pytest.param("C0ADAROOM", "channel_not_found", id="private-and-the-app-is-not-in-it"),
        pytest.param("U0NOBODY", "user_not_found", id="unknown-person"),
    ],
)
def test_where_the_app_may_not_post(api: WebClient, channel: str, error: str):
    assert refusal(api.chat_postMessage, channel=channel, text="hello") == error


def test_a_public_room_must_be_joined_first(api: WebClient, client: SandboxClient, staff: str):
    assert refusal(api.chat_postMessage, channel=staff, text="hello") == "not_in_channel"

    client.deed("join", user="app", channel="staff")

    assert api.chat_postMessage(channel="#staff", text="hello")["channel"] == staff


def test_with_a_scope_for_it_a_public_room_need_not_be_joined(staff: str):
    granted = manifest(scopes=["chat:write", "chat:write.public"])
    with Sandbox(manifest=granted, district=HILLTOP) as sandbox:
        api = WebClient(token=sandbox.bot_token, base_url=sandbox.api_url)

        assert api.chat_postMessage(channel=staff, text="hello")["ok"]


def test_an_archived_room_takes_no_message(api: WebClient, client: SandboxClient, staff: str):
    client.deed("join", user="app", channel="staff")
    ts = api.chat_postMessage(channel=staff, text="before")["ts"]
    client.deed("archive", channel="staff")

    assert refusal(api.chat_postMessage, channel=staff, text="hello") == "is_archived"
    assert refusal(api.chat_update, channel=staff, ts=ts, text="after") == "is_inactive"


def test_who_has_left_cannot_be_written_to(api: WebClient, client: SandboxClient, ada: Person):
    channel = api.chat_postMessage(channel=ada.id, text="hello")["channel"]
    client.deactivate("Ada")

    assert refusal(api.chat_postMessage, channel=ada.id, text="hello") == "user_disabled"
    assert refusal(api.chat_postMessage, channel=channel, text="hello") == "user_disabled"
    assert refusal(api.conversations_open, users=ada.id) == "user_disabled"


def test_the_app_does_not_talk_to_itself(api: WebClient, sandbox: Sandbox):
    assert refusal(api.chat_postMessage, channel=sandbox.bot_user_id, text="hm") == "cannot_dm_bot"


def test_without_a_messages_tab_nobody_can_be_written_to(ada: Person):
    with Sandbox(manifest=manifest(messages_tab=False), district=HILLTOP) as sandbox:
        api = WebClient(token=sandbox.bot_token, base_url=sandbox.api_url)

        assert refusal(api.chat_postMessage, channel=ada.id, text="hi") == "messages_tab_disabled"


def test_the_messages_tab_can_be_switched_off_and_on_again(
    api: WebClient, client: SandboxClient, ada: Person
):
    client.set_up(messages_tab_off=True)
    assert refusal(api.chat_postMessage, channel=ada.id, text="hi") == "messages_tab_disabled"
    with pytest.raises(NotPossibleError, match="nothing can be written"):
        ada.message("hello")

    client.set_up(messages_tab_off=False)
    assert api.chat_postMessage(channel=ada.id, text="hi")["ok"]


def test_a_message_must_say_something(api: WebClient, ada: Person):
    said = refusal(api.api_call, "chat.postMessage", json={"channel": ada.id, "text": ""})
    assert said == "no_text"


def test_bad_blocks_are_refused_with_the_place_of_every_fault(api: WebClient, ada: Person):
    with pytest.raises(Exception, match="invalid_blocks") as caught:
        api.chat_postMessage(channel=ada.id, text="x", blocks=[section("a" * 3001), {"type": "?"}])

    said = caught.value.response  # type: ignore[attr-defined]
    assert said["error"] == "invalid_blocks"
    assert said["errors"][0].endswith("[json-pointer:/blocks/0/text/text]")
    assert "/blocks/1/type" in said["errors"][1]
    assert said["response_metadata"]["messages"][0] == f"[ERROR] {said['errors'][0]}"


def test_blocks_that_are_no_list_are_refused(api: WebClient, ada: Person):
    for wrong in ("{nonsense", '{"type": "divider"}'):
        assert (
            refusal(api.chat_postMessage, channel=ada.id, text="x", blocks=wrong)
            == "invalid_blocks_format"
        )


def test_the_blocks_of_a_message_have_a_ceiling_together(api: WebClient, ada: Person):
    many = [section("a" * 2900) for _ in range(5)]

    said = refusal(api.chat_postMessage, channel=ada.id, text="x", blocks=many)
    assert said == "msg_blocks_too_long"


def test_a_text_too_long_is_cut_with_a_warning(api: WebClient, ada: Person):
    said = api.chat_postMessage(channel=ada.id, text="a" * 40_001)

    assert len(said["message"]["text"]) == 40_000
    assert said["response_metadata"]["warnings"] == ["message_truncated"]


def test_markdown_goes_without_text(api: WebClient, ada: Person):
    both = {"channel": ada.id, "markdown_text": "**a**", "text": "a"}
    assert refusal(api.chat_postMessage, **both) == "markdown_text_conflict"
    long = {"channel": ada.id, "markdown_text": "a" * 12_001}
    assert refusal(api.chat_postMessage, **long) == "msg_too_long"

    assert api.chat_postMessage(channel=ada.id, markdown_text="**a**")["ok"]


def test_loose_signs_are_escaped_and_calls_to_everybody_are_recorded(api: WebClient, ada: Person):
    api.chat_postMessage(channel=ada.id, text="salt & pepper < <!channel> &amp;")

    [seen] = ada.dms()
    assert seen.now["fallback"] == "salt & pepper < @channel &"
    assert seen.broadcasts == ["channel"]


def test_words_in_plain_text_call_nobody(api: WebClient, ada: Person):
    quiet = {"type": "section", "text": {"type": "plain_text", "text": "<!here>"}}
    api.chat_postMessage(channel=ada.id, text="quiet", blocks=[quiet])

    assert ada.dms()[0].broadcasts == []


def test_metadata_is_shown_only_to_who_asks(api: WebClient, ada: Person):
    metadata = {"event_type": "digest", "event_payload": {"key": "k1"}}
    channel = api.chat_postMessage(channel=ada.id, text="hello", metadata=metadata)["channel"]

    [without] = api.conversations_history(channel=channel)["messages"]
    [with_it] = api.conversations_history(channel=channel, include_all_metadata=True)["messages"]

    assert "metadata" not in without
    assert with_it["metadata"] == metadata


def test_malformed_metadata_is_refused(api: WebClient, ada: Person):
    for wrong in ({"event_type": "x"}, "{nonsense"):
        said = refusal(api.chat_postMessage, channel=ada.id, text="x", metadata=wrong)
        assert said == "invalid_metadata_format"
    large = {"event_type": "x", "event_payload": {"a": "b" * 32_000}}
    said = refusal(api.chat_postMessage, channel=ada.id, text="x", metadata=large)
    assert said == "metadata_too_large"


def test_an_update_changes_the_message_in_place(api: WebClient, ada: Person, sandbox: Sandbox):
    posted = api.chat_postMessage(channel=ada.id, text="open", blocks=[section("open")])
    place = {"channel": posted["channel"], "ts": posted["ts"]}

    said = api.chat_update(**place, text="done", blocks=[section("done")])

    assert said["message"]["edited"]["user"] == sandbox.bot_user_id
    [seen] = ada.dms()
    assert (seen.text, seen.edited) == ("done", True)


def test_an_update_with_text_alone_takes_the_blocks_away(api: WebClient, ada: Person):
    posted = api.chat_postMessage(channel=ada.id, text="open", blocks=[section("open")])

    api.chat_update(channel=posted["channel"], ts=posted["ts"], text="done")

    assert ada.dms()[0].blocks == []


def test_only_its_own_messages_can_be_changed_or_deleted(api: WebClient, ada: Person):
    theirs = ada.message("mine")
    place = {"channel": theirs.channel, "ts": theirs.ts}

    assert refusal(api.chat_update, **place, text="yours") == "cant_update_message"
    assert refusal(api.chat_delete, **place) == "cant_delete_message"
    nowhere = {"channel": theirs.channel, "ts": "1.000100"}
    assert refusal(api.chat_update, **nowhere, text="x") == "message_not_found"
    assert refusal(api.chat_delete, **nowhere) == "message_not_found"


def test_an_update_is_short(api: WebClient, ada: Person):
    posted = api.chat_postMessage(channel=ada.id, text="a" * 5_000)
    place = {"channel": posted["channel"], "ts": posted["ts"]}

    assert refusal(api.chat_update, **place, text="a" * 4_001) == "msg_too_long"
    assert api.chat_update(**place, text="a" * 4_000)["ok"]


def test_a_workspace_may_forbid_editing(api: WebClient, client: SandboxClient, ada: Person):
    posted = api.chat_postMessage(channel=ada.id, text="open")
    client.set_up(editing_closed=True)

    place = {"channel": posted["channel"], "ts": posted["ts"]}
    assert refusal(api.chat_update, **place, text="x") == "edit_window_closed"


def test_a_deleted_message_is_gone_but_a_parent_leaves_a_tombstone(api: WebClient, ada: Person):
    lone = api.chat_postMessage(channel=ada.id, text="lone")
    parent = api.chat_postMessage(channel=ada.id, text="parent")
    api.chat_postMessage(channel=parent["channel"], text="reply", thread_ts=parent["ts"])

    api.chat_delete(channel=lone["channel"], ts=lone["ts"])
    api.chat_delete(channel=parent["channel"], ts=parent["ts"])

    thread = api.conversations_replies(channel=parent["channel"], ts=parent["ts"])["messages"]
    assert [one.get("subtype") for one in thread] == ["tombstone", None]
    assert [one.now["deleted"] for one in ada.dms()] == [True, False]


def test_replies_stand_in_the_thread_and_the_parent_counts_them(api: WebClient, ada: Person):
    parent = api.chat_postMessage(channel=ada.id, text="Checklist")
    channel, ts = parent["channel"], parent["ts"]

    reply = api.chat_postMessage(channel=channel, text="Opening", thread_ts=ts)

    [shown] = api.conversations_history(channel=channel)["messages"]
    assert (shown["reply_count"], shown["latest_reply"]) == (1, reply["ts"])
    assert reply["message"]["thread_ts"] == ts
    assert [one.text for one in ada.thread(channel, ts)] == ["Checklist", "Opening"]


def test_a_reply_needs_a_parent(api: WebClient, ada: Person):
    parent = api.chat_postMessage(channel=ada.id, text="Checklist")
    channel = parent["channel"]
    reply = api.chat_postMessage(channel=channel, text="Opening", thread_ts=parent["ts"])

    said = refusal(api.chat_postMessage, channel=channel, text="x", thread_ts=reply["ts"])
    assert said == "cannot_reply_to_message"
    nowhere = {"channel": channel, "user": ada.id, "thread_ts": "1.000100"}
    said = refusal(api.chat_postEphemeral, **nowhere, text="x")
    assert said == "cannot_reply_to_message"


def test_a_locked_thread_takes_no_more_replies(api: WebClient, client: SandboxClient, ada: Person):
    parent = api.chat_postMessage(channel=ada.id, text="Checklist")
    channel, ts = parent["channel"], parent["ts"]
    api.chat_postMessage(channel=channel, text="Opening", thread_ts=ts)

    client.deed("lock", channel=channel, ts=ts)

    said = refusal(api.chat_postMessage, channel=channel, text="Ending", thread_ts=ts)
    assert said == "restricted_action_thread_locked"
    [shown] = api.conversations_history(channel=channel)["messages"]
    assert shown["is_locked"]


def test_a_reply_that_is_broadcast_stands_in_both_places(api: WebClient, ada: Person):
    parent = api.chat_postMessage(channel=ada.id, text="Checklist")
    where = {"channel": parent["channel"], "thread_ts": parent["ts"]}
    api.chat_postMessage(**where, text="Done", reply_broadcast=True)

    shown = api.conversations_history(channel=parent["channel"])["messages"]
    assert [one["text"] for one in shown] == ["Done", "Checklist"]


def test_an_ephemeral_message_is_for_one_person_until_they_reload(
    api: WebClient, client: SandboxClient, ada: Person, ben: Person, staff: str
):
    client.deed("join", user="app", channel="staff")

    said = api.chat_postEphemeral(channel=staff, user=ada.id, text="only you")

    assert [one.text for one in ada.messages("staff")] == ["only you"]
    assert ben.messages("staff") == []
    assert [one.ephemeral for one in ada.ephemerals] == [True]
    ts = said["message_ts"]
    assert refusal(api.chat_update, channel=staff, ts=ts, text="x") == "message_not_found"
    ada.reload()
    assert ada.messages("staff") == []


def test_an_ephemeral_message_needs_somebody_who_is_there(
    api: WebClient, client: SandboxClient, staff: str
):
    client.deed("join", user="app", channel="staff")
    ola = client.person("Ola")

    where = {"channel": staff, "user": ola.id}
    assert refusal(api.chat_postEphemeral, **where, text="hello") == "user_not_in_channel"


def test_a_permalink_leads_back_here(api: WebClient, ada: Person, sandbox: Sandbox):
    posted = api.chat_postMessage(
        channel=ada.id, text="hello", blocks=[actions(button("Done", "done"))]
    )
    place = {"channel": posted["channel"], "message_ts": posted["ts"]}

    link = api.chat_getPermalink(**place)["permalink"]

    digits = posted["ts"].replace(".", "")
    assert link == f"{sandbox.url}/archives/{posted['channel']}/p{digits}"
    nowhere = {"channel": posted["channel"], "message_ts": "1.000100"}
    assert refusal(api.chat_getPermalink, **nowhere) == "message_not_found"
