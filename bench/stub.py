"""A stub of Slack for measuring: it answers at a set pace, checks nothing and keeps nothing."""

import asyncio
import contextlib
import json
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

from bench.certificate import Certificate
from bench.deeds import BOT_USER, TEAM, Deed


@dataclass(kw_only=True)
class Command:
    """One slash command on its way, with the moments at which its answers came (monotonic)."""

    trigger: str
    sent: float = 0.0
    acknowledged: float | None = None
    answered: float | None = None
    """When its modal was asked for, or its answer came by response_url."""
    done: asyncio.Event = field(default_factory=asyncio.Event)
    waits_for_answer: bool = False

    def settle(self) -> None:
        if self.acknowledged and (self.answered or not self.waits_for_answer):
            self.done.set()


class Stub:
    """Serves the Web API and one Socket Mode connection on loopback."""

    def __init__(self, *, latency: float = 0.0, certificate: Certificate | None = None) -> None:
        self.latency = latency
        """Seconds that every call of the Web API but the start-up ones takes."""
        self._certificate = certificate
        self._by_trigger: dict[str, Command] = {}
        self._by_envelope: dict[str, Command] = {}
        self._socket: WebSocket | None = None
        self._connected = threading.Event()
        self._number = 0
        self.loop: asyncio.AbstractEventLoop
        self.port = self.socket_port = 0

    @property
    def api_url(self) -> str:
        return f"{'https' if self._certificate else 'http'}://localhost:{self.port}/api/"

    @contextlib.contextmanager
    def running(self) -> Iterator["Stub"]:
        """Serve until left: the Web API as Slack does, over TLS where asked; the socket plainly."""
        sockets = Starlette(routes=[WebSocketRoute("/socket", self._serve_socket)])
        calls = Starlette(routes=[Route("/api/{method}", self._api, methods=["POST", "GET"])])
        with serving(sockets) as self.socket_port, serving(calls, self._certificate) as self.port:
            yield self

    async def _api(self, request: Request) -> Response:
        arrived = time.monotonic()
        method = request.path_params["method"]
        if method == "auth.test":
            return JSONResponse(
                {
                    "ok": True,
                    "team_id": TEAM,
                    "user_id": BOT_USER,
                    "bot_id": "B0BENCH001",
                    "team": "Bench",
                    "user": "preiep",
                    "url": "https://bench.example/",
                }
            )
        if method == "apps.connections.open":
            url = f"ws://localhost:{self.socket_port}/socket"
            return JSONResponse({"ok": True, "url": url})
        sent = await _sent(request)
        if method == "views.open":
            self._note_answer(sent.get("trigger_id", ""), arrived)
        if method == "respond":
            self._note_answer(request.query_params["to"], arrived)
        await asyncio.sleep(self.latency)
        user = {
            "id": sent.get("user", ""),
            "team_id": TEAM,
            "name": "bench",
            "tz": "America/Los_Angeles",
            "deleted": False,
        }
        view = {"id": "V0BENCH", "hash": "1"}
        return JSONResponse({"ok": True, "view": view, "ts": "1.0", "user": user})

    def _note_answer(self, trigger: str, arrived: float) -> None:
        if command := self._by_trigger.pop(trigger, None):
            command.answered = arrived
            self.loop.call_soon_threadsafe(command.settle)

    async def _serve_socket(self, socket: WebSocket) -> None:
        await socket.accept()
        self._socket, self.loop = socket, asyncio.get_running_loop()
        await socket.send_json({"type": "hello", "num_connections": 1})
        self._connected.set()
        with contextlib.suppress(WebSocketDisconnect):
            while True:
                answer = json.loads(await socket.receive_text())
                if command := self._by_envelope.pop(answer.get("envelope_id", ""), None):
                    command.acknowledged = time.monotonic()
                    command.settle()
        self._connected.clear()

    def wait_until_connected(self, seconds: float = 60) -> None:
        if not self._connected.wait(seconds):
            raise TimeoutError("the app under test did not connect")

    async def send(self, deed: Deed, user: str, *, answer: bool) -> Command:
        """Send a command or a click; wait until it is acknowledged and, if wanted, answered."""
        self._number += 1
        command = Command(trigger=f"trigger-{self._number}", waits_for_answer=answer)
        envelope = f"envelope-{self._number}"
        self._by_trigger[command.trigger] = self._by_envelope[envelope] = command
        payload = deed.payload(user) | {
            "trigger_id": command.trigger,
            "response_url": f"{self.api_url}respond?to={command.trigger}",
        }
        assert self._socket is not None
        command.sent = time.monotonic()
        await self._socket.send_json(
            {
                "envelope_id": envelope,
                "type": deed.envelope_type,
                "payload": payload,
                "accepts_response_payload": True,
            }
        )
        await asyncio.wait_for(command.done.wait(), timeout=30)
        return command


@contextlib.contextmanager
def serving(app: Starlette, certificate: Certificate | None = None) -> Iterator[int]:
    """Serve an application on loopback; gives the port."""
    config = uvicorn.Config(
        app,
        host="127.0.0.1",
        port=0,
        log_config=None,
        lifespan="off",
        ws="websockets-sansio",
        ssl_certfile=str(certificate.own) if certificate else None,
        ssl_keyfile=str(certificate.key) if certificate else None,
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    try:
        yield server.servers[0].sockets[0].getsockname()[1]
    finally:
        server.should_exit = server.force_exit = True
        thread.join()


async def _sent(request: Request) -> dict[str, Any]:
    if "json" in request.headers.get("content-type", ""):
        return dict(await request.json())
    return dict(parse_qsl((await request.body()).decode()))
