"""Socket Mode: single-use addresses, envelopes to one connection each, acknowledgements."""

import asyncio
import contextlib
import json
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from starlette.websockets import WebSocket, WebSocketDisconnect

from sandbox.app.delivery import ACK_WITHIN
from sandbox.server import transports
from sandbox.server.faults import FaultKind
from sandbox.workspace.clock import WireClock
from sandbox.workspace.journal import Journal
from sandbox.workspace.world import Answer, Settings

MOST_CONNECTIONS = 10
TICKET_LASTS = 30.0
REMEMBERED = 5_000
"""How many envelopes are known, so that a late acknowledgement can be told from an invented one."""
WARNED_AHEAD = 10.0
"""Wire seconds between the warning and the end of a connection."""

BEFALLS: Mapping[FaultKind, Callable[[Any], None]] = {
    FaultKind.HANG_UP: transports.hang_up,
    FaultKind.CUT: transports.reset,
    FaultKind.CLOSING: transports.close_and_stay,
    FaultKind.SWALLOW: transports.swallow,
    FaultKind.GARBAGE: lambda scope: transports.say(scope, transports.NO_FRAME),
}

ANSWERED_WITH_WORDS = frozenset({"slash_commands", "interactive"})


@dataclass(eq=False)
class Connection:
    websocket: WebSocket
    number: int
    open: bool = True
    broken: bool = False
    """Whether something befell it; Slack goes on using it until another one stands."""


@dataclass(eq=False)
class Pending:
    answer: asyncio.Future[Answer]
    connection: Connection
    done: str | None = None
    """Why a further acknowledgement is refused."""


@dataclass(kw_only=True)
class Sockets:
    base_url: str
    app_id: str
    wire: WireClock
    journal: Journal
    settings: Settings
    connections: list[Connection] = field(default_factory=list)
    _tickets: dict[str, float] = field(default_factory=dict)
    _sent: dict[str, Pending] = field(default_factory=dict)
    _made: int = 0
    _turn: int = 0

    @property
    def is_open(self) -> bool:
        return bool(self.connections)

    def new_url(self) -> str:
        ticket = secrets.token_urlsafe(24)
        self._tickets[ticket] = self.wire.now()
        base = self.base_url.replace("http://", "ws://")
        return f"{base}/link/?ticket={ticket}&app_id={self.app_id}"

    async def welcome(self, websocket: WebSocket) -> None:
        """Serve one connection until it ends; its address works once, and not for long."""
        issued_at = self._tickets.pop(websocket.query_params.get("ticket", ""), None)
        if issued_at is None or self.wire.now() - issued_at > TICKET_LASTS:
            self.journal.note("socket", "from app", "connect", {}, "address already used")
            await websocket.close(code=4000)
            return
        await websocket.accept()
        if len(self.connections) >= MOST_CONNECTIONS:
            self.journal.note("socket", "from app", "connect", {}, "too_many_websockets")
            await websocket.send_json({"type": "disconnect", "reason": "too_many_websockets"})
            await websocket.close()
            return
        self._made += 1
        connection = Connection(websocket, self._made)
        self.connections.append(connection)
        await websocket.send_text(json.dumps(self._hello()))
        self.journal.note("socket", "from app", "connect", {"connection": connection.number})
        try:
            await self._listen(connection)
        finally:
            self._lose(connection)

    def _hello(self) -> dict[str, Any]:
        return {
            "type": "hello",
            "num_connections": len(self.connections),
            "debug_info": {"host": "sandbox", "approximate_connection_time": 3600},
            "connection_info": {"app_id": self.app_id},
        }

    async def _listen(self, connection: Connection) -> None:
        while True:
            try:
                frame = await connection.websocket.receive_text()
            except (WebSocketDisconnect, KeyError, RuntimeError):
                return
            self._acknowledged(frame, connection)

    def _lose(self, connection: Connection) -> None:
        connection.open = False
        if connection in self.connections:
            self.connections.remove(connection)
        self.journal.note("socket", "from app", "disconnect", {"connection": connection.number})

    def _acknowledged(self, frame: str, connection: Connection) -> None:
        try:
            said = json.loads(frame)
            envelope_id = said["envelope_id"]
        except (ValueError, KeyError, TypeError):
            self.journal.note("ack", "from app", "unreadable", frame, "no acknowledgement")
            return
        pending = self._sent.get(envelope_id)
        refused = "unknown envelope" if pending is None else pending.done
        if pending is None or refused:
            self.journal.note("ack", "from app", envelope_id, said, refused)
            return
        entry = self.journal.note("ack", "from app", envelope_id, said)
        if pending.connection is not connection:
            # Nobody documents whether Slack accepts this; stock clients do it on reconnecting.
            entry.notes.append("on another connection than the envelope")
        pending.done = "already acknowledged"
        payload = said.get("payload")
        malformed = payload is not None and not isinstance(payload, dict)
        answer = Answer(
            kind="acknowledged", payload=None if malformed else payload, malformed=malformed
        )
        pending.answer.set_result(answer)

    async def send(
        self, kind: str, payload: dict[str, Any], retry: tuple[int, str] | None
    ) -> Answer:
        connection = self._pick()
        if connection is None:
            return Answer(kind="unreachable")
        envelope_id = secrets.token_hex(8)
        envelope: dict[str, Any] = {
            "envelope_id": envelope_id,
            "type": kind,
            "payload": payload,
            "accepts_response_payload": kind in ANSWERED_WITH_WORDS,
        }
        if retry:
            envelope |= {"retry_attempt": retry[0], "retry_reason": retry[1]}
        pending = Pending(asyncio.get_running_loop().create_future(), connection)
        self._sent[envelope_id] = pending
        if len(self._sent) > REMEMBERED:
            del self._sent[next(iter(self._sent))]
        try:
            await connection.websocket.send_text(json.dumps(envelope))
            return await asyncio.wait_for(pending.answer, self.wire.real(ACK_WITHIN))
        except (TimeoutError, WebSocketDisconnect, RuntimeError):
            pending.done = "too late"
            return Answer(kind="late", try_again="timeout")

    def _pick(self) -> Connection | None:
        standing = [one for one in self.connections if not one.broken] or self.connections
        if not standing:
            return None
        self._turn += 1
        match self.settings.connection_policy:
            case "first":
                return standing[0]
            case "last":
                return standing[-1]
            case _:
                return standing[self._turn % len(standing)]

    def befall(self, kind: FaultKind) -> None:
        """Let something befall every connection that is open now; see FaultKind."""
        for connection in self.connections:
            connection.broken = True
            self.journal.note("socket", "to app", kind, {"connection": connection.number})
            BEFALLS[kind](connection.websocket.scope)

    async def disconnect(self, reason: str) -> None:
        """Tell every connection to go: `warning` gives it ten wire seconds, others none."""
        await asyncio.gather(*(self._send_off(one, reason) for one in list(self.connections)))

    async def _send_off(self, connection: Connection, reason: str) -> None:
        # Who was warned hears on, as in Slack; any other gets no further envelope.
        if reason != "warning":
            self.connections.remove(connection)
        farewell = {"type": "disconnect", "reason": reason, "debug_info": {"host": "sandbox"}}
        self.journal.note("socket", "to app", "disconnect", farewell)
        try:
            await connection.websocket.send_text(json.dumps(farewell))
            if reason == "warning":
                await self.wire.sleep(WARNED_AHEAD)
            if connection.open:
                await connection.websocket.close()
        except (WebSocketDisconnect, RuntimeError):
            return

    async def close(self) -> None:
        """Close every connection, also where another one's client went a moment before us."""
        for connection in list(self.connections):
            with contextlib.suppress(WebSocketDisconnect, RuntimeError):
                await connection.websocket.close()
