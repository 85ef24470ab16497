"""HTTP mode: signed requests, a challenge first, and events that are tried again."""

import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.signature import SignatureVerifier

from sandbox.client import SandboxClient
from sandbox.server.server import Sandbox
from tests.conftest import HANGS
from tests.sandbox.bots import actions, button, manifest
from tests.sandbox.conftest import HILLTOP, MORNING

Answer = tuple[int, str, dict[str, str]]
FINE: Answer = (200, "", {})


class Receiver:
    """An app's server, which keeps what it gets and answers as it is told."""

    def __init__(self) -> None:
        self.got: list[tuple[dict[str, str], str]] = []
        self.answers: Callable[[str], Answer] = lambda _: FINE
        self.repeats_challenges = True
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["content-length"])).decode()
                status, words, headers = receiver.answer(dict(self.headers), body)
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("content-length", str(len(words)))
                self.end_headers()
                self.wfile.write(words.encode())

            def log_message(self, *_: Any) -> None:
                """Say nothing."""

        class Server(ThreadingHTTPServer):
            def handle_error(self, *_: Any) -> None:
                """Say nothing: whoever asked may have hung up."""

        self.server = Server(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}/slack/events"
        self._thread = threading.Thread(target=self.server.serve_forever, args=(0.02,))
        self._thread.start()

    def answer(self, headers: dict[str, str], body: str) -> Answer:
        if body.startswith("{") and json.loads(body)["type"] == "url_verification":
            return (200, json.loads(body)["challenge"] if self.repeats_challenges else "no", {})
        self.got.append(({key.lower(): value for key, value in headers.items()}, body))
        return self.answers(body)

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()
        self._thread.join()


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    listening = Receiver()
    yield listening
    listening.close()


@pytest.fixture
def by_http(receiver: Receiver) -> Iterator[Sandbox]:
    with Sandbox(
        manifest=manifest(),
        district=HILLTOP,
        at=MORNING,
        request_url=receiver.url,
    ) as running:
        yield running


@pytest.fixture
def client(by_http: Sandbox) -> Iterator[SandboxClient]:
    with SandboxClient(by_http.url) as opened:
        yield opened


def test_a_command_comes_as_a_signed_form(
    receiver: Receiver, by_http: Sandbox, client: SandboxClient
):
    receiver.answers = lambda _: (200, "Slow and steady", {"content-type": "text/plain"})

    reply = client.person("Ada").command("/tortoise", "Rosa & co")

    [(headers, body)] = receiver.got
    verifier = SignatureVerifier(by_http.signing_secret)
    assert verifier.is_valid_request(body, headers)
    assert not verifier.is_valid_request(body + "x", headers)
    assert parse_qs(body)["text"] == ["Rosa & co"]
    assert reply.text == "Slow and steady"


def test_an_interaction_comes_as_json_in_a_form(
    receiver: Receiver, by_http: Sandbox, client: SandboxClient
):
    api = WebClient(token=by_http.bot_token, base_url=by_http.api_url)
    ada = client.person("Ada")
    api.chat_postMessage(channel=ada.id, text="x", blocks=[actions(button("Done", "done"))])
    client.settle()
    receiver.got.clear()

    assert ada.dms()[0].click("Done").error is None

    [(_, body)] = receiver.got
    assert json.loads(parse_qs(body)["payload"][0])["type"] == "block_actions"


def test_nothing_is_sent_before_the_challenge_was_repeated(
    receiver: Receiver, client: SandboxClient
):
    client.settle()
    [verification] = client.journal("webhook")
    assert (verification["name"], verification["refused"]) == ("url_verification", None)


def test_an_address_that_repeats_no_challenge_gets_nothing(receiver: Receiver):
    receiver.repeats_challenges = False
    with (
        Sandbox(manifest=manifest(), district=HILLTOP, request_url=receiver.url) as sandbox,
        SandboxClient(sandbox.url) as client,
    ):
        assert client.person("Ada").command("/tortoise").error == "dispatch_failed"

    assert receiver.got == []


def test_a_server_error_fails_a_command_and_it_is_not_tried_again(
    receiver: Receiver, client: SandboxClient
):
    receiver.answers = lambda _: (500, "", {})

    assert client.person("Ada").command("/tortoise").error == "dispatch_failed"
    client.settle()
    assert len(receiver.got) == 1


def test_a_server_that_thinks_too_long_times_out(receiver: Receiver):
    enough = threading.Event()

    def slowly(_: str) -> Answer:
        enough.wait(HANGS)
        return FINE

    with (
        Sandbox(
            manifest=manifest(), district=HILLTOP, wire_rate=10, request_url=receiver.url
        ) as sandbox,
        SandboxClient(sandbox.url) as client,
    ):
        receiver.answers = slowly
        try:
            assert client.person("Ada").command("/tortoise").error == "operation_timeout"
        finally:
            enough.set()


def test_with_nobody_at_the_address_a_command_fails(receiver: Receiver):
    receiver.close()
    with (
        Sandbox(manifest=manifest(), district=HILLTOP, request_url=receiver.url) as sandbox,
        SandboxClient(sandbox.url) as client,
    ):
        assert client.person("Ada").command("/tortoise").error == "dispatch_failed"
    receiver._thread = threading.Thread(target=lambda: None)
    receiver.server.shutdown = lambda: None  # type: ignore[method-assign]
    receiver._thread.start()


def test_an_event_is_tried_again_and_says_so(receiver: Receiver, client: SandboxClient):
    answers = iter([(500, "", {}), FINE])
    receiver.answers = lambda _: next(answers)

    client.person("Ada").message("hello")

    client.waits_for(lambda: len(receiver.got) == 2)
    tries = [headers.get("x-slack-retry-num") for headers, _ in receiver.got]
    reasons = [headers.get("x-slack-retry-reason") for headers, _ in receiver.got]
    assert tries == [None, "1"]
    assert reasons == [None, "http_error"]
    assert len({json.loads(body)["event_id"] for _, body in receiver.got}) == 1


def test_an_app_can_ask_for_no_more_tries(receiver: Receiver, client: SandboxClient):
    receiver.answers = lambda _: (500, "", {"x-slack-no-retry": "1"})

    client.person("Ada").message("hello")

    client.waits_for(lambda: client.journal("events_api"))
    client.settle()
    assert len(receiver.got) == 1


def test_plain_words_are_no_answer_to_a_form(receiver: Receiver, client: SandboxClient):
    receiver.answers = lambda _: (200, "[1]", {})

    reply = client.person("Ada").command("/tortoise")

    assert reply.error is None


def test_by_http_there_is_no_socket(by_http: Sandbox):
    with pytest.raises(SlackApiError, match="forbidden_team"):
        WebClient(base_url=by_http.api_url).apps_connections_open(app_token=by_http.app_token)
