"""HTTP mode: signed requests to the app's request URL."""

import asyncio
import hashlib
import hmac
import http.client
import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode, urlsplit

from sandbox.app.delivery import ACK_WITHIN
from sandbox.workspace.clock import WireClock
from sandbox.workspace.journal import Journal
from sandbox.workspace.world import Answer

AT_ONCE = 64


@dataclass(frozen=True)
class Heard:
    """What the app's server answered; status 0: nothing in time, -1: nobody there."""

    status: int
    body: bytes = b""
    no_retry: bool = False


@dataclass(kw_only=True)
class Webhooks:
    request_url: str
    signing_secret: str
    verification_token: str
    wire: WireClock
    journal: Journal
    verified: bool = False
    _threads: ThreadPoolExecutor = field(
        default_factory=lambda: ThreadPoolExecutor(AT_ONCE, thread_name_prefix="webhook")
    )

    @property
    def is_open(self) -> bool:
        return True

    async def verify(self) -> bool:
        """Ask the request URL to repeat a challenge; only then anything is sent there."""
        if not self.verified:
            challenge = hashlib.sha256(self.request_url.encode()).hexdigest()
            asked = {"token": self.verification_token, "type": "url_verification"}
            entry = self.journal.open("webhook", "to app", "url_verification", asked)
            heard = await self._post(json.dumps({**asked, "challenge": challenge}), "json", None)
            self.verified = heard.status == 200 and challenge in _repeated(heard.body)
            refused = None if self.verified else "challenge not repeated"
            self.journal.close(entry, response=heard.body.decode(errors="replace"), refused=refused)
        return self.verified

    async def send(
        self, kind: str, payload: dict[str, Any], retry: tuple[int, str] | None
    ) -> Answer:
        if not await self.verify():
            return Answer(kind="unreachable", try_again="connection_failed")
        body, encoding = _written(kind, payload)
        return _understood(await self._post(body, encoding, retry))

    async def _post(self, body: str, encoding: str, retry: tuple[int, str] | None) -> Heard:
        headers = self._signed(body, encoding)
        if retry:
            headers |= {"x-slack-retry-num": str(retry[0]), "x-slack-retry-reason": retry[1]}
        loop = asyncio.get_running_loop()
        patience = self.wire.real(ACK_WITHIN)
        asked = loop.run_in_executor(
            self._threads, _exchanged, self.request_url, body, headers, patience
        )
        try:
            return await asyncio.wait_for(asked, patience)
        except TimeoutError:
            return Heard(status=0)

    def _signed(self, body: str, encoding: str) -> dict[str, str]:
        timestamp = str(self.wire.epoch())
        signed = hmac.new(
            self.signing_secret.encode(), f"v0:{timestamp}:{body}".encode(), hashlib.sha256
        )
        kinds = {"json": "application/json", "form": "application/x-www-form-urlencoded"}
        return {
            "content-type": kinds[encoding],
            "user-agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
            "x-slack-request-timestamp": timestamp,
            "x-slack-signature": f"v0={signed.hexdigest()}",
        }

    def close(self) -> None:
        self._threads.shutdown(wait=False, cancel_futures=True)


def _written(kind: str, payload: dict[str, Any]) -> tuple[str, str]:
    match kind:
        case "events_api":
            return json.dumps(payload), "json"
        case "slash_commands":
            return urlencode(payload), "form"
        case _:
            return urlencode({"payload": json.dumps(payload)}), "form"


def _exchanged(url: str, body: str, headers: dict[str, str], patience: float) -> Heard:
    place = urlsplit(url)
    connection = http.client.HTTPConnection(str(place.hostname), place.port, timeout=patience)
    try:
        connection.request("POST", place.path or "/", body.encode(), headers)
        response = connection.getresponse()
        no_retry = response.getheader("x-slack-no-retry") == "1"
        return Heard(response.status, response.read(), no_retry)
    except TimeoutError:
        return Heard(status=0)
    except (OSError, http.client.HTTPException):
        return Heard(status=-1)
    finally:
        connection.close()


def _understood(heard: Heard) -> Answer:
    match heard.status:
        case 0:
            return Answer(kind="late", try_again="http_timeout")
        case -1:
            return Answer(kind="unreachable", try_again="connection_failed")
        case status if not 200 <= status < 300:
            again = "" if heard.no_retry else "http_error"
            return Answer(kind="failed", try_again=again)
    words = heard.body.decode(errors="replace").strip()
    if not words:
        return Answer(kind="acknowledged")
    try:
        payload = json.loads(words)
    except ValueError:
        # A command may be answered with plain words; a modal may not.
        return Answer(kind="acknowledged", payload={"text": words}, malformed=True)
    if isinstance(payload, dict):
        return Answer(kind="acknowledged", payload=payload)
    return Answer(kind="acknowledged", malformed=True)


def _repeated(body: bytes) -> str:
    return body.decode(errors="replace")
