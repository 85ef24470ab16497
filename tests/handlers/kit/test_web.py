"""Over HTTP the same app answers: signed requests only, and its health at an address."""

import http.client
import json
import socket
import threading
from collections.abc import Iterator
from functools import partial
from urllib.parse import urlencode

import pytest
from slack_bolt import BoltRequest, BoltResponse

from bot.settings.environment import HERE
from handlers.kit import web
from handlers.kit.bolt import THREADS
from handlers.kit.signatures import Signatures
from handlers.kit.web import LARGEST_OF_SLACK, SLACK_PATH
from tests.conftest import HANGS
from tests.handlers.kit.address import Listener, address_of, head, signed
from tests.people import RunningSchool, conversation_held, running_school


@pytest.fixture
def web_school(database_url) -> Iterator[RunningSchool]:
    with running_school(database_url, http=True) as running:
        yield running


def asked(port: int, method: str, path: str, body: str | bytes = "", **headers: str):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=HANGS)
    try:
        connection.request(method, path, body, headers)
        response = connection.getresponse()
        return response.status, response.read()
    finally:
        connection.close()


def test_a_conversation_is_held_over_http(web_school):
    web_school.junipers_meeting()

    conversation_held(web_school.pat, web_school, "juniper")

    assert "JQ-7K2" in web_school.pat.dms()[-1].text
    assert web_school.client.strict_errors() == []


def test_an_unsigned_request_is_turned_away(web_school):
    status, body = asked(
        web_school.port,
        "POST",
        "/slack/events",
        "command=%2Fiep&user_id=U0PAT&team_id=T0QUILL",
        **{"content-type": "application/x-www-form-urlencoded"},
    )

    assert status == 401
    assert b"JQ" not in body


def test_health_is_good_while_the_records_can_be_reached(web_school):
    status, body = asked(web_school.port, "GET", "/healthz")

    assert (status, json.loads(body)) == (200, {"well": True})


def test_health_is_bad_while_they_cannot(web_school, monkeypatch):
    from bot.errors import StorageAwayError
    from storage.engine.database import Database

    def refuse(self):
        raise StorageAwayError

    monkeypatch.setattr(Database, "reading", refuse)

    assert asked(web_school.port, "GET", "/healthz")[0] == 503


COMMAND = urlencode({"command": "/iep", "user_id": "U0PAT", "team_id": "T0QUILL"})


@pytest.fixture
def listener():
    return Listener()


@pytest.fixture
def port(listener):
    with address_of(listener) as port:
        yield port


def sent(port, body, **more):
    """Send a request as Slack does; gives the status."""
    given = {**signed(body), **more}
    headers = {name.replace("_", "-"): value for name, value in given.items() if value is not None}
    return asked(port, "POST", SLACK_PATH, body, **headers)[0]


@pytest.mark.parametrize(
    "wrong",
    [
        {"x-slack-signature": None},
        {"x-slack-signature": ""},
        {"x-slack-signature": "v0=" + "0" * 64},
        {"x-slack-signature": "v0=\xe9\xe8"},
        {"x-slack-request-timestamp": None},
        {"x-slack-request-timestamp": "abc"},
        {"x-slack-request-timestamp": "-1"},
        {"x-slack-request-timestamp": "1e9"},
        {"x-slack-request-timestamp": "9" * 400},
        {"x-slack-request-timestamp": "\xb2"},
        partial(signed, COMMAND, minutes=-6),
        partial(signed, COMMAND, minutes=6),
        partial(signed, COMMAND, secret="another"),
        partial(signed, COMMAND + "&text=more"),
        {"x-slack-bolt-lazy-only": "1", "x-slack-signature": "v0=1"},
    ],
)
def test_what_slack_did_not_sign_is_turned_away_and_the_same_signed_is_heard(port, listener, wrong):
    # A signature is of its moment, which is that of the test and not of reading this file.
    assert sent(port, COMMAND, **(wrong if isinstance(wrong, dict) else wrong())) == 401
    assert listener.heard == []

    assert sent(port, COMMAND) == 200
    assert listener.heard == [{"command": "/iep", "user_id": "U0PAT", "team_id": "T0QUILL"}]


@pytest.mark.parametrize("minutes", [-4, 4])
def test_clocks_may_be_four_minutes_apart(port, minutes):
    assert sent(port, COMMAND, **signed(COMMAND, minutes=minutes)) == 200


def test_nothing_is_read_out_of_a_request_before_its_signature_stands(port, listener, monkeypatch):
    read: list[str] = []

    class Noting(BoltRequest):
        def __init__(self, **given) -> None:
            read.append(threading.current_thread().name)
            super().__init__(**given)

    monkeypatch.setattr(web, "BoltRequest", Noting)
    many = "a&" * (LARGEST_OF_SLACK // 2 - 1)

    assert sent(port, many, **signed(many, secret="another")) == 401
    assert read == []
    assert sent(port, many) == 200
    assert [name.startswith("web") for name in read] == [True], "and then on the pool"


def test_no_header_but_the_signed_ones_is_heeded(port, listener, monkeypatch):
    made: list[BoltRequest] = []

    def noted(request: BoltRequest) -> BoltResponse:
        made.append(request)
        return BoltResponse(status=200)

    monkeypatch.setattr(listener, "dispatch", noted)
    lazy = {"x-slack-bolt-lazy-only": "1", "x-slack-bolt-lazy-function-name": "begin"}

    assert sent(port, COMMAND, **lazy) == 200
    assert not made[0].lazy_only
    assert made[0].lazy_function_name is None


DEEP = "[" * 100_000
MALFORMED: dict[str, str | bytes] = {
    "deep": '{"a":' + DEEP,
    "deep in a form": urlencode({"payload": DEEP}),
    "no JSON": "{",
    "a list": urlencode({"payload": "[]"}),
    "a word": urlencode({"payload": '"word"'}),
    "nothing": urlencode({"payload": "null"}),
    "a number that is too long": '{"a": ' + "9" * 5000 + "}",
    "not UTF-8": b"command=\xff\xfe",
}


@pytest.mark.parametrize("what", MALFORMED)
def test_what_cannot_be_read_is_refused_though_it_is_signed(port, listener, caplog, what):
    body = MALFORMED[what]

    assert sent(port, body) == 400
    assert sent(port, body, **signed(body, secret="another")) == 401
    assert listener.heard == []
    assert sent(port, COMMAND) == 200
    assert "Traceback" not in caplog.text


SHAPES = [
    {},
    {"type": "block_actions"},
    {"type": "view_submission"},
    {"type": "view_submission", "team": {"id": "T0QUILL"}, "user": {"id": "U0PAT"}},
    {"type": "view_submission", "team": {"id": "T0QUILL"}, "user": {"id": "U0PAT"}, "view": 7},
    {"type": "block_actions", "team": "T0QUILL", "user": [], "actions": {}},
    {"type": "block_actions", "team": {"id": "T0QUILL"}, "user": {"id": "U0PAT"}, "actions": []},
    {"type": "event_callback", "team_id": "T0QUILL", "event": []},
    {"type": "event_callback", "team_id": "T0QUILL", "event": {"type": "message"}},
    {"type": ["view_closed"], "team": {"id": {}}, "authorizations": 7},
]


def test_no_signed_shape_is_met_with_an_error_of_ours(web_school, caplog):
    port, secret = web_school.port, web_school.sandbox.signing_secret
    for shape in SHAPES:
        body = urlencode({"payload": json.dumps(shape)})
        assert sent(port, body, **signed(body, secret=secret)) in (200, 400, 404), shape
        body = json.dumps(shape)
        as_json = signed(body, secret=secret) | {"content-type": "application/json"}
        assert sent(port, body, **as_json) in (200, 400, 404), shape
    assert "Traceback" not in caplog.text
    challenge = json.dumps({"type": "url_verification", "challenge": "owl"})
    headers = signed(challenge, secret=secret) | {"content-type": "application/json"}
    assert asked(port, "POST", SLACK_PATH, challenge, **headers)[1] == b'{"challenge": "owl"}'


def raw(port: int, request: bytes) -> bytes:
    """Send bytes as they are and hang up at our end; gives what is answered."""
    with socket.create_connection((HERE, port), timeout=HANGS) as connection:
        connection.sendall(request)
        return connection.recv(65536)


def test_a_body_that_says_it_is_too_long_is_refused_unread(port, listener):
    assert b" 413 " in raw(port, head(f"content-length: {LARGEST_OF_SLACK + 1}"))
    assert b" 400 " in raw(port, head("content-length: many"))
    assert b" 400 " in raw(port, head("content-length: " + "9" * 5000))
    assert b" 400 " in raw(port, head("content-length: 5\r\ncontent-length: 6"))
    assert listener.heard == []


def test_a_body_without_a_length_is_refused_while_it_is_read(port, listener):
    """It never ends: whoever would read it first and look then would wait for ever."""
    piece = b"10000\r\n" + b"a" * 0x10000 + b"\r\n"
    pieces = piece * (LARGEST_OF_SLACK // 0x10000 + 1)

    assert b" 413 " in raw(port, head("transfer-encoding: chunked") + pieces)
    assert listener.heard == []
    chunked = f"{len(COMMAND):x}\r\n{COMMAND}\r\n0\r\n\r\n".encode()
    assert b" 200 " in raw(port, head("transfer-encoding: chunked", COMMAND) + chunked)


def test_a_length_that_lies_makes_no_other_request(port, listener):
    shorter = head(f"content-length: {len(COMMAND) - 5}", COMMAND) + COMMAND.encode()
    assert b" 401 " in raw(port, shorter)
    assert listener.heard == []


def test_health_answers_while_everybody_is_at_work(port, listener):
    listener.may_go_on.clear()
    request = head(f"content-length: {len(COMMAND)}", COMMAND) + COMMAND.encode()
    waiting = [socket.create_connection((HERE, port), timeout=HANGS) for _ in range(THREADS + 9)]
    try:
        for connection in waiting:
            connection.sendall(request)
        for _ in range(THREADS):
            assert listener.arrived.acquire(timeout=HANGS)
        assert asked(port, "GET", "/healthz")[0] == 200
        listener.may_go_on.set()
        assert all(b" 200 " in connection.recv(65536) for connection in waiting)
    finally:
        for connection in waiting:
            connection.close()


def test_health_answers_while_signatures_are_looked_at(port, monkeypatch):
    looks, may_go_on = threading.Semaphore(0), threading.Event()

    def looked_at(*_: object) -> bool:
        looks.release()
        return not may_go_on.wait(HANGS)

    monkeypatch.setattr(Signatures, "fit", looked_at)
    with socket.create_connection((HERE, port), timeout=HANGS) as connection:
        connection.sendall(head("content-length: 2", "a&") + b"a&")
        assert looks.acquire(timeout=HANGS)
        assert asked(port, "GET", "/healthz")[0] == 200
        may_go_on.set()
        assert b" 401 " in connection.recv(65536)


@pytest.mark.parametrize("secure", [True, False])
def test_browsers_are_told_to_keep_to_https_where_people_come_over_it(listener, secure):
    with address_of(listener, secure=secure) as port:
        connection = http.client.HTTPConnection(HERE, port, timeout=HANGS)
        connection.request("GET", "/healthz")
        told = connection.getresponse().getheader("strict-transport-security")
        connection.close()

    assert told == ("max-age=31536000" if secure else None)
