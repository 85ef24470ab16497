"""Bots for the tests: one that speaks the protocol by hand and does whatever it is told."""

import contextlib
import json
import queue
import threading
from collections.abc import Callable
from typing import Any, Self

from slack_sdk import WebClient
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from sandbox.server.server import Sandbox
from tests.conftest import HANGS

Payload = dict[str, Any]
Reaction = Callable[[Payload], Any]

GOODBYE = 1.0
"""Real seconds for an answer to its goodbye, which does not come where everything vanishes."""


class Silence:
    """What a reaction returns when nothing is to be acknowledged."""


SILENCE = Silence()


def manifest(**changes: Any) -> Payload:
    """A manifest of an app that may do everything; a test takes away what it is about."""
    scopes = [
        "commands",
        "chat:write",
        "im:write",
        "im:read",
        "im:history",
        "users:read",
        "users:read.email",
        "channels:read",
        "channels:history",
        "groups:read",
        "groups:history",
        "team:read",
        "files:read",
        "files:write",
    ]
    events = [
        "app_home_opened",
        "message.im",
        "message.groups",
        "user_change",
        "member_joined_channel",
        "file_shared",
        "file_deleted",
    ]
    return {
        "display_information": {"name": "Tortoise"},
        "features": {
            "bot_user": {"display_name": "Tortoise"},
            "app_home": {
                "home_tab_enabled": changes.get("home_tab", True),
                "messages_tab_enabled": changes.get("messages_tab", True),
            },
            "slash_commands": [{"command": "/tortoise", "description": "Slowly"}],
            "shortcuts": [
                {"name": "Take note", "type": "message", "callback_id": "take_note"},
                {"name": "Begin", "type": "global", "callback_id": "begin"},
            ],
        },
        "oauth_config": {"scopes": {"bot": changes.get("scopes", scopes)}},
        "settings": {
            "event_subscriptions": {"bot_events": changes.get("events", events)},
            "interactivity": {"is_enabled": changes.get("interactive", True)},
        },
    }


class Bot:
    """A bot on one socket. `reactions` says what it answers, by type or command; else an ack."""

    def __init__(self, sandbox: Sandbox) -> None:
        self.api = WebClient(token=sandbox.bot_token, base_url=sandbox.api_url, retry_handlers=[])
        self.reactions: dict[str, Reaction] = {}
        self.heard: queue.Queue[Payload] = queue.Queue()
        self.url: str = WebClient(base_url=sandbox.api_url).apps_connections_open(
            app_token=sandbox.app_token
        )["url"]
        self._ending = contextlib.ExitStack()
        opening = connect(self.url, compression=None, proxy=None, close_timeout=GOODBYE)
        self._socket = self._ending.enter_context(opening)
        self.hello = json.loads(self._socket.recv())
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()

    def _listen(self) -> None:
        try:
            for frame in self._socket:
                envelope = json.loads(frame)
                self._react(envelope)
                self.heard.put(envelope)
        except ConnectionClosed:
            return

    def _react(self, envelope: Payload) -> None:
        if "envelope_id" not in envelope:
            return
        payload = envelope["payload"]
        name = payload.get("command") or payload.get("event", payload).get("type")
        reaction = self.reactions.get(name, lambda _: None)
        said = reaction(payload)
        if said is not SILENCE:
            self.acknowledge(envelope, said)

    def acknowledge(self, envelope: Payload, said: Any = None) -> None:
        answer = {"envelope_id": envelope["envelope_id"]}
        self._socket.send(json.dumps(answer | ({} if said is None else {"payload": said})))

    def say(self, frame: str) -> None:
        self._socket.send(frame)

    def next(self, seconds: float = HANGS) -> Payload:
        """Return the next thing it heard."""
        return self.heard.get(timeout=seconds)

    def hears(self, expected: int) -> int:
        """Return how much it heard, once it has heard as much as expected.

        What it answers is written down a moment after the answer.
        """
        for _ in range(expected):
            self.next()
        return expected + self.heard.qsize()

    def next_payload(self, seconds: float = HANGS) -> Payload:
        payload: Payload = self.next(seconds)["payload"]
        return payload

    def opens(self, view: Payload, on: str = "/tortoise") -> None:
        """From now on, open this modal whenever that command or interaction comes."""
        self.reactions[on] = lambda payload: self._open(payload["trigger_id"], view)

    def _open(self, trigger_id: str, view: Payload) -> None:
        self.api.views_open(trigger_id=trigger_id, view=view)

    def close(self) -> None:
        self._ending.close()
        self._thread.join()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def plain(words: str) -> Payload:
    return {"type": "plain_text", "text": words}


def text_input(label: str, block_id: str, **more: Any) -> Payload:
    element = {"type": "plain_text_input", "action_id": "answer", **more.pop("element", {})}
    return {
        "type": "input",
        "block_id": block_id,
        "label": plain(label),
        "element": element,
        **more,
    }


def button(words: str, action_id: str, **more: Any) -> Payload:
    return {"type": "button", "action_id": action_id, "text": plain(words), **more}


def actions(*elements: Payload, block_id: str = "buttons") -> Payload:
    return {"type": "actions", "block_id": block_id, "elements": list(elements)}


def options(*said: str) -> list[Payload]:
    return [{"text": plain(one), "value": one.lower()} for one in said]


def modal(*blocks: Payload, **more: Any) -> Payload:
    return {
        "type": "modal",
        "callback_id": "a_form",
        "title": plain("A form"),
        "submit": plain("Save"),
        "close": plain("Cancel"),
        "blocks": list(blocks) or [text_input("Name", "name")],
        **more,
    }


def home(*blocks: Payload, **more: Any) -> Payload:
    first = {"type": "header", "text": plain("Your day")}
    return {"type": "home", "blocks": list(blocks) or [first], **more}


def section(words: str, **more: Any) -> Payload:
    return {"type": "section", "text": {"type": "mrkdwn", "text": words}, **more}
