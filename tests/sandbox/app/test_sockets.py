"""Socket Mode: addresses that work once, acknowledgements that count once, connections that end."""

import asyncio
import contextlib
import json
import socket
from collections.abc import Iterator
from io import BufferedReader
from typing import Any
from urllib.parse import urlsplit

import pytest
from slack_sdk import WebClient
from starlette.websockets import WebSocketDisconnect
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect

from sandbox.app.sockets import Connection, Sockets
from sandbox.client import Person, SandboxClient
from sandbox.server import server
from sandbox.server.server import Sandbox
from tests.conftest import HANGS
from tests.sandbox.bots import SILENCE, Bot, manifest, modal
from tests.sandbox.conftest import HILLTOP
from tests.sandbox.screen.test_forms import open_for


def refusals(client: SandboxClient) -> list[str]:
    return [str(one["refused"]) for one in client.strict_errors()]


def test_a_connection_is_greeted(bot: Bot):
    assert bot.hello["type"] == "hello"
    assert bot.hello["num_connections"] == 1
    assert bot.hello["connection_info"]["app_id"].startswith("A")


def test_an_address_works_once(bot: Bot, client: SandboxClient):
    with pytest.raises(InvalidStatus), connect(bot.url, proxy=None):
        pass

    assert refusals(client) == ["address already used"]


def test_an_invented_address_works_never(sandbox: Sandbox, client: SandboxClient):
    url = f"{sandbox.url.replace('http', 'ws')}/link/?ticket=guessed"
    with pytest.raises(InvalidStatus), connect(url, proxy=None):
        pass

    assert refusals(client) == ["address already used"]


def test_an_envelope_has_an_id_and_says_whether_words_may_come_back(ada: Person, bot: Bot):
    ada.command("/tortoise")
    command = bot.next()
    ada.message("hello")
    event = bot.next()

    assert (command["type"], command["accepts_response_payload"]) == ("slash_commands", True)
    assert (event["type"], event["accepts_response_payload"]) == ("events_api", False)
    assert command["envelope_id"] != event["envelope_id"]


def test_a_second_acknowledgement_is_refused(ada: Person, bot: Bot, client: SandboxClient):
    ada.command("/tortoise")

    bot.acknowledge(bot.next())

    client.waits_for(lambda: refusals(client) == ["already acknowledged"])


def test_a_late_acknowledgement_is_refused(hasty: Sandbox):
    with SandboxClient(hasty.url) as client, Bot(hasty) as bot:
        bot.reactions["/tortoise"] = lambda _: SILENCE
        assert client.person("Ada").command("/tortoise").error == "operation_timeout"

        bot.acknowledge(bot.next())

        client.waits_for(lambda: refusals(client) == ["too late"])
        [delivery] = client.journal("slash_commands")
        assert delivery["refused"] == "late"
        assert delivery["took"] >= 3


def test_nonsense_on_the_socket_is_refused(bot: Bot, client: SandboxClient):
    bot.say("hello?")
    bot.say(json.dumps({"envelope_id": "never-sent"}))

    client.waits_for(lambda: len(refusals(client)) == 2)
    assert refusals(client) == ["no acknowledgement", "unknown envelope"]


def test_each_envelope_goes_to_one_connection(ada: Person, bot: Bot, sandbox: Sandbox):
    with Bot(sandbox) as second:
        for _ in range(4):
            ada.command("/tortoise")

        assert (bot.hears(2), second.hears(2)) == (2, 2)


@pytest.mark.parametrize(("policy", "shares"), [("first", (2, 0)), ("last", (0, 2))])
def test_which_connection_is_chosen_can_be_set(
    ada: Person, bot: Bot, sandbox: Sandbox, client: SandboxClient, *, policy: str, shares: Any
):
    client.set_up(connection_policy=policy)
    with Bot(sandbox) as second:
        for _ in range(2):
            ada.command("/tortoise")

        assert (bot.hears(shares[0]), second.hears(shares[1])) == shares


def test_an_acknowledgement_on_another_connection_counts_and_is_noted(
    ada: Person, bot: Bot, sandbox: Sandbox, client: SandboxClient
):
    client.set_up(connection_policy="first")
    with Bot(sandbox) as second:
        bot._react = second.acknowledge  # type: ignore[method-assign]

        assert ada.command("/tortoise").error is None

    [ack] = client.journal("ack")
    assert ack["notes"] == ["on another connection than the envelope"]


def test_the_eleventh_connection_is_sent_away(sandbox: Sandbox, client: SandboxClient):
    bots = [Bot(sandbox) for _ in range(10)]
    eleventh = Bot(sandbox)

    assert eleventh.hello == {"type": "disconnect", "reason": "too_many_websockets"}
    for one in (*bots, eleventh):
        one.close()
    assert refusals(client) == ["too_many_websockets"]


def test_an_event_that_is_not_acknowledged_comes_again_with_its_number():
    with (
        Sandbox(manifest=manifest(), district=HILLTOP, wire_rate=100) as sandbox,
        SandboxClient(sandbox.url) as client,
        Bot(sandbox) as bot,
    ):
        answers = iter([SILENCE, SILENCE, None])
        bot.reactions["message"] = lambda _: next(answers)
        client.person("Ada").message("hello")

        first, second, third = bot.next(), bot.next(), bot.next()

        assert "retry_attempt" not in first
        assert (second["retry_attempt"], second["retry_reason"]) == (1, "timeout")
        assert third["retry_attempt"] == 2
        ids = {one["payload"]["event_id"] for one in (first, second, third)}
        assert len(ids) == 1
        assert len({one["envelope_id"] for one in (first, second, third)}) == 3


def test_an_interaction_never_comes_again(hasty: Sandbox):
    with SandboxClient(hasty.url) as client, Bot(hasty) as bot:
        bot.reactions["/tortoise"] = lambda _: SILENCE
        client.person("Ada").command("/tortoise")
        client.person("Ada").message("and then")

        assert [bot.next()["type"], bot.next()["type"]] == ["slash_commands", "events_api"]


def test_an_event_that_nobody_is_there_to_hear_is_lost(
    ada: Person, sandbox: Sandbox, client: SandboxClient
):
    ada.message("anybody?")
    client.settle()
    with Bot(sandbox) as bot:
        ada.message("hello")

        assert bot.next_payload()["event"]["text"] == "hello"


@pytest.mark.parametrize("reason", ["refresh_requested", "link_disabled"])
def test_a_connection_can_be_ended(bot: Bot, client: SandboxClient, ada: Person, reason: str):
    client.fault("disconnect", reason=reason)

    assert bot.next()["reason"] == reason
    client.waits_for(lambda: client.status()["connections"] == 0)
    with pytest.raises(ConnectionClosed):
        bot._socket.ping()
    assert ada.command("/tortoise").error == "dispatch_failed"


def test_a_warning_comes_ten_seconds_ahead(hasty: Sandbox):
    with SandboxClient(hasty.url) as client, Bot(hasty) as bot:
        client.fault("disconnect", reason="warning")

        assert bot.next()["reason"] == "warning"
        assert client.person("Ada").command("/tortoise").error is None
        client.waits_for(lambda: client.status()["connections"] == 0)


def test_a_connection_can_end_without_a_closing_frame(sandbox: Sandbox, client: SandboxClient):
    with silent_line(sandbox) as frames:
        assert opcode(frames) == TEXT
        client.fault("hang_up")

        assert opcode(frames) is THE_END
    client.waits_for(lambda: client.status()["connections"] == 0)


def test_a_connection_can_be_cut(sandbox: Sandbox, client: SandboxClient):
    with silent_line(sandbox) as frames:
        assert opcode(frames) == TEXT
        client.fault("cut")

        with pytest.raises(ConnectionResetError):
            opcode(frames)


def test_a_closing_frame_can_come_and_nothing_after_it(sandbox: Sandbox, client: SandboxClient):
    with silent_line(sandbox) as frames:
        assert opcode(frames) == TEXT
        client.fault("closing")

        assert opcode(frames) == CLOSE
        assert client.status()["connections"] == 1


def test_what_is_no_frame_can_come(bot: Bot, client: SandboxClient):
    client.fault("garbage")

    client.waits_for(lambda: client.status()["connections"] == 0)
    with pytest.raises(ConnectionClosed, match="protocol error"):
        bot._socket.ping()


def test_everything_can_vanish_on_a_connection_until_another_one_stands(
    ada: Person, bot: Bot, sandbox: Sandbox, client: SandboxClient
):
    client.fault("swallow")

    assert not bot._socket.ping().wait(0.2)
    with Bot(sandbox) as second:
        assert ada.command("/tortoise").error is None
        assert second.hears(1) == 1


def test_pings_are_answered(bot: Bot):
    assert bot._socket.ping().wait(HANGS)


def test_pings_come_every_ten_seconds_of_the_wire():
    with Sandbox(manifest=manifest(), district=HILLTOP, wire_rate=4) as sandbox:
        assert sandbox._server.config.ws_ping_interval == 2.5


def test_who_does_not_answer_a_ping_gets_no_second_one_and_is_given_up(
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setattr(server, "ANSWERED_WITHIN", 0.05)
    with (
        Sandbox(manifest=manifest(), district=HILLTOP, wire_rate=1_000) as sandbox,
        SandboxClient(sandbox.url) as client,
        silent_line(sandbox) as frames,
    ):
        assert [opcode(frames) for _ in range(2)] == [TEXT, PING]
        # On a busy machine the line is gone before the word that it closes.
        assert opcode(frames) in (CLOSE, THE_END)
        client.waits_for(lambda: client.status()["connections"] == 0)


TEXT, CLOSE, PING = 1, 8, 9
THE_END = None


@contextlib.contextmanager
def silent_line(sandbox: Sandbox) -> Iterator[BufferedReader]:
    """Connect without a client of any kind: what comes is read, and nothing is ever answered."""
    opened = WebClient(base_url=sandbox.api_url).apps_connections_open(app_token=sandbox.app_token)
    url = urlsplit(opened["url"])
    asks = (
        f"GET {url.path}?{url.query} HTTP/1.1\r\nHost: {url.netloc}\r\nUpgrade: websocket\r\n"
        "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
    )
    with (
        socket.create_connection((url.hostname, url.port), timeout=30) as line,
        line.makefile("rb") as frames,
    ):
        line.sendall(asks.encode())
        while frames.readline().strip():
            pass
        yield frames


def opcode(frames: BufferedReader) -> int | None:
    """Read one frame, and return of what kind it is; None where the line has ended."""
    head = frames.read(2)
    if not head:
        return THE_END
    first, size = head
    frames.read(int.from_bytes(frames.read(2)) if size == 126 else size)
    return first & 0b1111


def test_the_same_event_can_come_twice(ada: Person, bot: Bot, client: SandboxClient):
    client.fault("duplicate", method="message")
    ada.message("hello")

    first, second = bot.next(), bot.next()

    assert first["payload"]["event_id"] == second["payload"]["event_id"]
    assert first["envelope_id"] != second["envelope_id"]


def test_the_same_click_can_come_twice(ada: Person, bot: Bot, client: SandboxClient):
    form = open_for(ada, bot, modal())
    form.fill("Name", "Rosa")
    client.fault("duplicate", method="view_submission")

    form.submit()

    first, second = bot.next_payload(), bot.next_payload()
    assert first["trigger_id"] == second["trigger_id"]


def test_a_delivery_can_be_lost_or_late(hasty: Sandbox):
    with SandboxClient(hasty.url) as client, Bot(hasty) as bot:
        ada = client.person("Ada")
        client.fault("drop", method="/tortoise")
        assert ada.command("/tortoise").error == "operation_timeout"
        client.fault("delay", method="/tortoise", seconds=1)
        assert ada.command("/tortoise").error is None
        client.fault("drop", method="message")
        client.fault("delay", method="message", seconds=1)
        ada.message("lost")
        ada.message("kept")

        assert bot.next()["type"] == "slash_commands"
        assert bot.next_payload()["event"]["text"] == "kept"


def test_in_socket_mode_the_official_client_gets_its_address(sandbox: Sandbox):
    opened = WebClient(base_url=sandbox.api_url).apps_connections_open(app_token=sandbox.app_token)

    assert opened["url"].startswith("ws://127.0.0.1:")


class OnTheLine:
    """A connection's end that counts its farewells; `gone` where its client went before."""

    def __init__(self, *, gone: bool) -> None:
        self.gone = gone
        self.closed = 0

    async def close(self) -> None:
        self.closed += 1
        if self.gone:
            raise WebSocketDisconnect(1006)


def test_a_client_that_goes_first_does_not_keep_the_others_from_being_closed():
    unused: Any = None
    ends: list[Any] = [OnTheLine(gone=True), OnTheLine(gone=False)]
    line = Sockets(base_url="", app_id="A0", wire=unused, journal=unused, settings=unused)
    line.connections = [Connection(end, number) for number, end in enumerate(ends)]

    asyncio.run(line.close())

    assert [end.closed for end in ends] == [1, 1]
