"""Socket Mode: the app connects out to Slack, which is what most districts want.

Slack ends each connection after some hours, lets several stand side by side, and sends an envelope
over one of them. So another one is opened before one that is to go is gone, and whoever goes is
heard until its end (docs/decisions.md says why none of the stock clients does it).
"""

import json
import logging
import threading
from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from http.client import HTTPException
from typing import Any

from slack_bolt import App
from slack_bolt.adapter.socket_mode.internals import run_bolt_app
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse
from websockets.exceptions import ConnectionClosed, WebSocketException
from websockets.protocol import State
from websockets.sync.client import ClientConnection, connect

from bot.clock import Wire
from bot.errors import CaseworkError, SlackAwayError
from bot.refusals import not_connected
from handlers.kit.bolt import THREADS
from handlers.kit.clients import client_like
from handlers.kit.waiting import QUIET, AskedToEndError, unless_ended, until_there

logger = logging.getLogger(__name__)

NEW_CONNECTION = "x-preiep-new-connection"
"""The header of an answer that wants another connection before it is given, if it is."""

BETWEEN_OPENINGS = 2.0
"""Wire seconds from one opening to the next: Slack counts them, and one may end as it begins."""

GOES_WITHIN = 60.0
"""Wire seconds after which a connection that was told to go, and stays, is closed by us."""

SLOWLY = 60.0
"""Wire seconds between two tries where Slack refuses us, until somebody has mended that."""


@dataclass(frozen=True, kw_only=True)
class LinePatience:
    """Real seconds for which a connection is believed in."""

    pinged_every: float = 5.0
    ponged_within: float = 7.0
    opened_within: int = 10
    closed_within: float = 1.0
    """Slack may send the frame that closes a connection, and leave it open."""
    answered_within: float = 3.0
    """As long as Slack waits for an answer."""


class SocketWay:
    """The connections, opened and closed by app.py; at most times it is one."""

    def __init__(
        self,
        app: App,
        *,
        app_token: str,
        client: WebClient,
        wire: Wire,
        ending: threading.Event,
    ) -> None:
        self._app, self._app_token = app, app_token
        self._wire, self._ending = wire, ending
        self._patience = LinePatience()
        self._client = client_like(client, timeout=self._patience.opened_within, logger=QUIET)
        self._newest: ClientConnection | None = None
        """The connection that has not been told to go."""
        self._lines: list[ClientConnection] = []
        self._changed = threading.Condition()
        self._may_open_at = wire.now()
        self._closing = threading.Event()
        self._listeners = ThreadPoolExecutor(THREADS, thread_name_prefix="envelope")

    def start(self) -> None:
        """Connect, however long Slack is away; say in a sentence where it does not let us."""
        until_there(
            partial(unless_ended, self._open, ending=self._ending),
            wire=self._wire,
            ending=self._ending,
        )
        threading.Thread(target=self._keep_connected, name="socket", daemon=True).start()

    def stop(self) -> None:
        """Take nothing new, finish and acknowledge what is running, then hang up."""
        with self._changed:
            self._closing.set()
            self._changed.notify_all()
        self._listeners.shutdown(wait=True)
        for line in list(self._lines):
            line.close()

    @property
    def connected(self) -> bool:
        return self._newest is not None

    def _keep_connected(self) -> None:
        """Open another connection as soon as the newest one is to go, or is gone."""
        with suppress(AskedToEndError):
            while True:
                with self._changed:
                    self._changed.wait_for(lambda: not self._newest or self._closing.is_set())
                pause = (self._may_open_at - self._wire.now()).total_seconds()
                if self._closing.wait(self._wire.real_seconds(max(0.0, pause))):
                    return
                until_there(self._open_again, wire=self._wire, ending=self._closing)

    def _open_again(self) -> None:
        try:
            self._open()
        except SlackAwayError:
            raise
        except CaseworkError as refused:
            # Whoever runs it may put that right without a new start.
            raise SlackAwayError(str(refused), after=SLOWLY) from refused
        except Exception as error:  # such as what a proxy makes of it: else nobody hears any more
            raise SlackAwayError(
                f"No connection to Slack can be opened ({type(error).__name__}).", after=SLOWLY
            ) from error

    def _open(self) -> None:
        try:
            line, greeting = self._connected_to(self._address())
        except (OSError, HTTPException, WebSocketException) as error:
            raise SlackAwayError(
                f"Slack cannot be reached for a connection ({type(error).__name__})."
            ) from error
        with self._changed:
            if self._closing.is_set():
                line.close()
                return
            self._newest = line
            self._lines.append(line)
            self._may_open_at = self._wire.now() + timedelta(seconds=BETWEEN_OPENINGS)
            self._changed.notify_all()
        threading.Thread(target=self._listen, args=(line, greeting), daemon=True).start()

    def _address(self) -> str:
        try:
            return str(self._client.apps_connections_open(app_token=self._app_token)["url"])
        except SlackApiError as error:
            raise not_connected(
                error,
                setting="SLACK_APP_TOKEN",
                mended="Please look at the token; it needs the scope connections:write.",
            ) from error

    def _connected_to(self, url: str) -> tuple[ClientConnection, str | bytes]:
        """Return a connection with what Slack said first, which may be that there are too many."""
        with ExitStack() as held:
            line = held.enter_context(
                connect(
                    url,
                    ssl=self._client.ssl if url.startswith("wss:") else None,
                    proxy=self._client.proxy,
                    compression=None,
                    max_size=None,
                    open_timeout=self._patience.opened_within,
                    ping_interval=self._patience.pinged_every,
                    ping_timeout=self._patience.ponged_within,
                    close_timeout=self._patience.closed_within,
                    logger=QUIET,
                )
            )
            greeting = line.recv(timeout=self._patience.opened_within)
            if (told := _read(greeting)).get("type") == "disconnect":
                raise SlackAwayError(f"Slack opens no further connection ({told.get('reason')}).")
            # Whoever listens to it closes it.
            held.pop_all()
            return line, greeting

    def _listen(self, line: ClientConnection, frame: str | bytes) -> None:
        """Hear a connection until its end, which may be a while after it was told to go."""
        until: datetime | None = None
        try:
            with suppress(ConnectionClosed):
                # What came before the end is heard, also where it is read after it.
                while frame or (line.state is State.OPEN and not self._is_past(until)):
                    if self._told_to_go(line, frame):
                        until = self._wire.now() + timedelta(seconds=GOES_WITHIN)
                    frame = self._next(line)
        finally:
            self._want_another_than(line)
            line.close()
            with self._changed:
                self._lines.remove(line)

    def _is_past(self, moment: datetime | None) -> bool:
        return moment is not None and self._wire.now() >= moment

    def _next(self, line: ClientConnection) -> str | bytes:
        """Return what came; nothing, where it is time to look whether the line still stands."""
        try:
            return line.recv(timeout=self._patience.closed_within)
        except TimeoutError:
            return ""

    def _told_to_go(self, line: ClientConnection, frame: str | bytes) -> bool:
        told = _read(frame)
        if told.get("type") == "disconnect":
            self._want_another_than(line)
            return True
        request = _request_in(told)
        # What comes while we end is not acknowledged: Slack sends an event again, to another.
        if request and not self._closing.is_set():
            with suppress(RuntimeError):
                done = self._listeners.submit(self._dispatch, line, request)
                done.add_done_callback(_log_what_failed)
        return False

    def _want_another_than(self, line: ClientConnection) -> None:
        with self._changed:
            if self._newest is line:
                self._newest = None
                if not self._closing.is_set():
                    logger.info("A connection to Slack goes; another one is opened.")
                self._changed.notify_all()

    def _dispatch(self, line: ClientConnection, request: SocketModeRequest) -> None:
        """Hand a request to the app, and acknowledge with whatever it answers.

        Bolt's own adapter would acknowledge nothing but a 200, and log the body of the rest.
        """
        response = run_bolt_app(self._app, request)
        if NEW_CONNECTION in response.headers:
            self._want_another_than(line)
            self._standing()
            line.close()
        if response.status == 200:
            payload = json.loads(response.body) if response.body else None
            answer = SocketModeResponse(envelope_id=request.envelope_id, payload=payload)
            self._answer(line, json.dumps(answer.to_dict()))

    def _answer(self, line: ClientConnection, answer: str) -> None:
        """Answer over the connection that asked; where that is gone, over the next one."""
        with suppress(ConnectionClosed):
            line.send(answer)
            return
        if newest := self._standing():
            with suppress(ConnectionClosed):
                newest.send(answer)
                return
        logger.warning("Slack heard no acknowledgement: its connection was gone.")

    def _standing(self) -> ClientConnection | None:
        """Return the newest connection, once there is one, for as long as Slack would wait."""
        with self._changed:
            self._changed.wait_for(lambda: self._newest, timeout=self._patience.answered_within)
            return self._newest


def _read(frame: str | bytes) -> Mapping[str, Any]:
    """Read what Slack says; what is none of its messages is passed over."""
    try:
        told = json.loads(frame)
    except (ValueError, RecursionError):
        return {}
    return told if isinstance(told, dict) else {}


def _request_in(told: Mapping[str, Any]) -> SocketModeRequest | None:
    """Return what Slack asks for; None where it asks for nothing that can be read."""
    try:
        return SocketModeRequest.from_dict(dict(told))
    except (TypeError, ValueError):
        return None


def _log_what_failed(done: Future[None]) -> None:
    if error := done.exception():
        logger.error("An envelope could not be handled: %s", type(error).__name__)
