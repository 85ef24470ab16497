"""The address at which Slack reaches us, as it is really served; a test listens behind it."""

import hashlib
import hmac
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from typing import Any

from slack_bolt import BoltRequest, BoltResponse

from app import SystemClock
from bot.settings.environment import HERE
from handlers.kit.signatures import Signatures
from handlers.kit.web import SLACK_PATH, SlacksAddress, WebWay
from handlers.kit.web_server import serve_web
from tests.conftest import HANGS
from tests.people import free_port

SECRET = "a-signing-secret"
FORM = "application/x-www-form-urlencoded"


def signed(body: str | bytes, *, secret: str = SECRET, minutes: int = 0) -> dict[str, str]:
    """The headers that make a body Slack's, signed so many minutes from now."""
    raw = body.encode() if isinstance(body, str) else body
    moment = str(int(datetime.now(UTC).timestamp()) + 60 * minutes)
    made = hmac.new(secret.encode(), b"v0:" + moment.encode() + b":" + raw, hashlib.sha256)
    return {
        "content-type": FORM,
        "x-slack-request-timestamp": moment,
        "x-slack-signature": f"v0={made.hexdigest()}",
    }


class Listener:
    """What stands in for the app: it notes what it hears, and waits where it is told to."""

    def __init__(self) -> None:
        self.heard: list[dict[str, Any]] = []
        self.arrived = threading.Semaphore(0)
        self.may_go_on = threading.Event()
        self.may_go_on.set()
        self.says = "heard"

    def dispatch(self, request: BoltRequest) -> BoltResponse:
        self.heard.append(request.body)
        self.arrived.release()
        assert self.may_go_on.wait(HANGS)
        return BoltResponse(status=200, body=self.says)


@contextmanager
def address_of(listener: Any, *, secure: bool = False) -> Iterator[int]:
    """The address as it is really served, with a listener behind it; gives the port."""
    port = free_port()
    signatures = Signatures(secret=SECRET, clock=SystemClock())
    way = WebWay(
        SlacksAddress(app=listener, signatures=signatures),
        form=None,
        secure=secure,
        healthy=lambda: True,
        serve=partial(serve_web, HERE, port, ()),
    )
    way.start()
    try:
        wait_for(port)
        yield port
    finally:
        listener.may_go_on.set()
        way.stop()


def wait_for(port: int) -> None:
    while True:
        try:
            socket.create_connection((HERE, port), timeout=HANGS).close()
        except ConnectionRefusedError:
            continue
        return


def head(body_headers: str, body: str = "") -> bytes:
    """Everything of a signed request but its body."""
    given = "".join(f"{name}: {value}\r\n" for name, value in signed(body).items())
    return f"POST {SLACK_PATH} HTTP/1.1\r\nhost: x\r\n{given}{body_headers}\r\n\r\n".encode()
