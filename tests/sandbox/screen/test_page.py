"""The page's own part of the control API: its files, what is told of what is new, and the clock."""

import contextlib
import json
import threading
import urllib.error
import urllib.request
from datetime import datetime
from http.client import HTTPException
from typing import Any

import pytest

from sandbox.client import Person, SandboxClient
from sandbox.server.server import Sandbox
from tests.conftest import HANGS
from tests.sandbox.bots import Bot, modal, section


def fetched(url: str, **headers: str) -> tuple[int, dict[str, str], str]:
    try:
        with urllib.request.urlopen(urllib.request.Request(url, headers=headers)) as answer:
            return answer.status, dict(answer.headers), answer.read().decode()
    except urllib.error.HTTPError as refused:
        return refused.code, dict(refused.headers), refused.read().decode()


def told(sandbox: Sandbox, path: str, **asked: Any) -> Any:
    request = urllib.request.Request(
        f"{sandbox.url}/sandbox{path}",
        json.dumps(asked).encode(),
        {"content-type": "application/json"},
    )
    try:
        with urllib.request.urlopen(request) as answer:
            return json.loads(answer.read())
    except urllib.error.HTTPError as refused:
        return json.loads(refused.read())


def test_browsers_get_the_page_and_others_plain_text(sandbox: Sandbox):
    status, headers, page = fetched(sandbox.url, accept="text/html")
    assert (status, page[:15]) == (200, "<!doctype html>")
    assert headers["content-security-policy"].startswith("default-src 'self';")
    assert "<script>" not in page

    assert fetched(sandbox.url)[2].startswith("Hilltop Elementary: it is")
    assert fetched(f"{sandbox.url}/plain", accept="text/html")[2].startswith("Hilltop Elementary")


@pytest.mark.parametrize(
    ("name", "status"),
    [
        pytest.param("app.js", 200, id="a-file-of-the-page"),
        pytest.param("blocks/select.js", 200, id="in-a-folder"),
        pytest.param("..%2fserver.py", 404, id="outside"),
        pytest.param("nothing.js", 404, id="nothing"),
    ],
)
def test_only_the_pages_own_files_are_given_out(sandbox: Sandbox, name: str, status: int):
    assert fetched(f"{sandbox.url}/page/{name}")[0] == status


def test_a_page_under_a_strange_name_is_refused(sandbox: Sandbox):
    assert fetched(sandbox.url, host="evil.example")[0] == 403


def test_the_page_opens_with_the_first_case_manager(sandbox: Sandbox, ada: Person):
    about = json.loads(fetched(f"{sandbox.url}/sandbox/about")[2])

    assert about["first"] == ada.id
    assert about["commands"] == [{"name": "/tortoise", "about": "Slowly", "hint": ""}]
    assert {one["kind"] for one in about["shortcuts"]} == {"global", "message"}


def test_what_a_page_has_is_not_told_again(sandbox: Sandbox, ada: Person, bot: Bot):
    bot.opens(modal())
    ada.command("/tortoise")
    first = told(sandbox, f"/people/{ada.id}/glance")
    (view,) = first["modals"]
    assert view["blocks"]

    again = told(sandbox, f"/people/{ada.id}/glance", have={view["id"]: view["version"]})
    assert again["modals"] == [{"id": view["id"], "version": view["version"], "same": True}]

    ada.modal.fill("Name", "Ada")
    (changed,) = told(sandbox, f"/people/{ada.id}/glance", have={view["id"]: view["version"]})[
        "modals"
    ]
    assert changed["state"]["name"]["answer"]["value"] == "Ada"


def test_a_page_that_waits_hears_of_the_next_change(sandbox: Sandbox, ada: Person, ben: Person):
    before = told(sandbox, f"/people/{ada.id}/glance")["changes"]
    heard: list[Any] = []
    waiting = threading.Thread(
        target=lambda: heard.append(told(sandbox, f"/people/{ada.id}/glance", after=before))
    )
    waiting.start()
    ben.message("Good morning", channel="staff")
    waiting.join(HANGS)

    (room,) = (one for one in heard[0]["conversations"] if one["name"] == "staff")
    assert (room["unread"], room["mentions"]) == (1, 0)


def test_only_new_and_changed_messages_are_told(sandbox: Sandbox, ada: Person, bot: Bot):
    said = bot.api.chat_postMessage(channel=ada.id, text="x", blocks=[section("One")])
    bot.api.chat_postMessage(channel=ada.id, text="Two")
    first = told(sandbox, f"/people/{ada.id}/conversation")
    have = {ts: message["key"] for ts, message in first["messages"].items()}
    assert len(have) == 2

    bot.api.chat_update(channel=said["channel"], ts=said["ts"], text="y", blocks=[section("1")])
    second = told(sandbox, f"/people/{ada.id}/conversation", have=have)
    assert list(second["messages"]) == [said["ts"]]
    assert second["order"] == first["order"]


def test_the_latest_come_first_with_their_replies(sandbox: Sandbox, ada: Person):
    said = [ada.message(str(number), channel="staff") for number in range(4)]
    reply = ada.message("yes", channel="staff", thread_ts=said[3].ts)

    shown = told(sandbox, f"/people/{ada.id}/conversation", channel="staff", most=2)

    assert shown["order"] == [said[2].ts, said[3].ts, reply.ts]
    assert shown["earlier"] == 2


def test_a_conversation_of_others_is_not_told(sandbox: Sandbox, ben: Person):
    refused = told(sandbox, f"/people/{ben.id}/conversation", channel="C0ADAROOM")

    assert refused == {"not_possible": "Ben Birch is not in ada-private"}


def test_what_was_read_is_unread_no_more_and_stays_so(sandbox: Sandbox, ada: Person, ben: Person):
    said = ben.message("@Ada good morning", channel="staff")
    channel = said.now["channel"]

    def room() -> dict[str, Any]:
        all_ = told(sandbox, f"/people/{ada.id}/glance")["conversations"]
        return next(one for one in all_ if one["id"] == channel)

    assert (room()["unread"], room()["mentions"]) == (1, 1)
    told(sandbox, f"/people/{ada.id}/read", channel=channel, ts=said.ts)
    told(sandbox, f"/people/{ada.id}/read", channel=channel, ts="0000000001.000000")
    told(sandbox, f"/people/{ada.id}/read", channel=channel, thread=said.ts, ts=said.ts)
    assert room()["unread"] == 0
    shown = told(sandbox, f"/people/{ada.id}/conversation", channel="staff")
    assert shown["threads_read_to"] == {said.ts: said.ts}


@pytest.mark.parametrize("what", ["glance", "read", "conversation"])
def test_nobody_is_told_nothing(sandbox: Sandbox, what: str):
    said = told(sandbox, f"/people/U0NOBODY/{what}", channel="staff", ts="1")

    assert said == {"not_possible": "nobody here answers to 'U0NOBODY'"}


def test_two_people_begin_to_talk(sandbox: Sandbox, ada: Person, ben: Person):
    opened = told(sandbox, f"/people/{ada.id}/talk", to=ben.id)
    ada.message("Hello", channel=opened["channel"])

    (room,) = (
        one
        for one in told(sandbox, f"/people/{ben.id}/glance")["conversations"]
        if one["id"] == opened["channel"]
    )
    assert (room["partner"], room["unread"], room["mentions"]) == (ada.id, 1, 1)


def test_the_clock_goes_to_the_next_morning_runs_and_stands(sandbox: Sandbox):
    assert told(sandbox, "/clock/next_morning")["now"] == "2026-10-09T14:00:00Z"
    assert told(sandbox, "/clock/run")["runs"] is True
    assert told(sandbox, "/clock/next_morning")["now"].startswith("2026-10-10T14:00:0")
    stood = told(sandbox, "/clock/stand")
    assert stood["runs"] is False
    assert told(sandbox, "/clock/stand")["now"] == stood["now"]
    assert "not_possible" in told(sandbox, "/clock/backwards")
    assert "not_possible" in told(sandbox, "/clock/run", person="U0NOBODY")


def test_the_next_event_is_the_next_word_of_the_app(
    sandbox: Sandbox, client: SandboxClient, ada: Person, bot: Bot
):
    """The bot speaks once the clock has passed the third morning; Ben hears nothing of it."""
    said: list[str] = []

    def speak() -> None:
        seen = client.clock_now()
        with contextlib.suppress(
            OSError, HTTPException, ValueError
        ):  # The workspace closes while this waits.
            while True:
                url = f"{sandbox.clock_url}?after={seen.isoformat().replace('+00:00', 'Z')}"
                seen = datetime.fromisoformat(json.loads(fetched(url)[2])["now"])
                if seen.day == 11 and not said:
                    posted = bot.api.chat_postMessage(channel=ada.id, text="Morning")
                    said.append(posted["channel"])

    threading.Thread(target=speak, daemon=True).start()
    for _ in range(100):
        if client.status()["listening"]:
            break
        client.settle(timeout=0.05, quiet=0.05)
    found = told(sandbox, "/clock/next_event", person=ada.id)
    assert found["where"] == said
    assert found["now"] == "2026-10-11T14:00:00Z"


def test_where_nothing_happens_the_next_event_stays_within_ten_days(sandbox: Sandbox, ben: Person):
    found = told(sandbox, "/clock/next_event", person=ben.id)

    assert (found["where"], found["now"]) == ([], "2026-10-18T14:00:00Z")


def test_traffic_is_listed_in_short_and_told_in_full(
    sandbox: Sandbox, client: SandboxClient, ada: Person, bot: Bot
):
    ada.command("/tortoise", "slowly")
    bot.api.api_call("auth.test")
    rows = json.loads(fetched(f"{sandbox.url}/sandbox/traffic")[2])
    command = next(one for one in rows if one["kind"] == "slash_commands")

    assert (command["name"], command["about"], command["open"]) == ("/tortoise", "slowly", False)
    assert command["took"] is not None
    whole = json.loads(fetched(f"{sandbox.url}/sandbox/traffic/{command['number']}")[2])
    assert whole["request"]["text"] == "slowly"
    later = json.loads(fetched(f"{sandbox.url}/sandbox/traffic?after={rows[-1]['number']}")[2])
    assert later == []
    assert fetched(f"{sandbox.url}/sandbox/traffic/999999")[0] == 404
