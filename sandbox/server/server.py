"""A running workspace: the HTTP server, and what it is made of."""

import asyncio
import json
import socket
import threading
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import uvicorn

from sandbox.app.sockets import Sockets
from sandbox.app.webhooks import Webhooks
from sandbox.server.assembly import assembled, resumed, snapshot
from sandbox.server.routes import application
from sandbox.server.transports import Cuttable
from sandbox.workspace.district import District
from sandbox.workspace.keep import Keeper
from sandbox.workspace.world import World

HOST = "127.0.0.1"
PING_EVERY = 10.0
"""Wire seconds from a ping to the next one, as people's logs of Slack's pings have it."""

ANSWERED_WITHIN = 120.0
"""Real seconds that a ping's answer may take before the connection is closed.

Until the answer is there, no further ping is sent: a client that was busy would find them all at
once. Nobody documents how long Slack waits; a busy machine must not be taken for a lost one.
"""

KEPT_EVERY = 0.5
"""Real seconds between two snapshots, so that a burst of messages is one write."""

IDLE_FOR = 3600
"""Real seconds for which a connection may rest; a test that thinks must not find it closed."""

LAST_WORDS = 0.2
"""Real seconds that unfinished requests get when the workspace stops."""

TURNS_TO_COME_IN = 4
"""Turns of the loop from an accepted connection to one that the server knows."""


class Sandbox:
    """A running workspace. Use as a context manager; port 0 picks a free one. Loopback only."""

    def __init__(
        self,
        *,
        manifest: Mapping[str, Any],
        district: District | None = None,
        port: int = 0,
        at: datetime | None = None,
        wire_rate: float = 1.0,
        file: Path | None = None,
        request_url: str | None = None,
        rate_limits: bool = True,
    ) -> None:
        """Prepare a workspace; `start` lets it run.

        `at` is the school time at which it stands still; without it, it runs with the real
        clock. `wire_rate` is how many wire seconds pass in a real one. With a `request_url`
        signed requests go there, else the app connects by Socket Mode. Without a `file`
        nothing outlives the workspace.
        """
        # Asyncio switches Nagle off only where the protocol is told.
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self._socket.bind((HOST, port))
        self.url = f"http://{HOST}:{self._socket.getsockname()[1]}"
        self.api_url = f"{self.url}/api/"
        self.clock_url = f"{self.url}/clock"
        self._world = assembled(
            manifest=manifest,
            district=district,
            url=self.url,
            at=at,
            wire_rate=wire_rate,
            request_url=request_url,
            rate_limits=rate_limits,
        )
        self._keeper = Keeper(file) if file else None
        if self._keeper:
            resumed(self._world, self._keeper.kept())
        app = self._world.app
        self.bot_token = app.bot_token
        self.app_token = app.app_token
        self.signing_secret = app.signing_secret
        self.team_id = app.team_id
        self.bot_user_id = app.bot_user.id
        self._server = _Server(_config(self._world), self._world, self._keeper)
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Serve in a thread of its own; return once requests are answered."""
        self._thread = threading.Thread(target=self._run, name="sandbox", daemon=True)
        self._thread.start()
        self._server.ready.wait()
        if self._server.failed:
            raise RuntimeError("the workspace could not start")

    def _run(self) -> None:
        try:
            self._server.run(sockets=[self._socket])
        finally:
            self._server.ready.set()

    def stop(self) -> None:
        """Close every connection, keep what is to be kept, and end. Twice does no harm."""
        if self._thread is None:
            self._socket.close()
            return
        self._server.end()
        self._thread.join()
        self._thread = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()


def _config(world: World) -> uvicorn.Config:
    return uvicorn.Config(
        application(world),
        http=Cuttable,
        ws="websockets-sansio",
        ws_ping_interval=world.wire.real(PING_EVERY),
        ws_ping_timeout=ANSWERED_WITHIN,
        ws_per_message_deflate=False,
        log_config=None,
        access_log=False,
        lifespan="off",
        date_header=False,
        timeout_keep_alive=IDLE_FOR,
        loop="asyncio",
    )


class _Server(uvicorn.Server):
    """Uvicorn's server, without the tenth of a second that it sleeps between looks."""

    def __init__(self, config: uvicorn.Config, world: World, keeper: Keeper | None) -> None:
        super().__init__(config)
        self.ready = threading.Event()
        self._world = world
        self._keeper = keeper
        self._over = asyncio.Event()
        self._loop: asyncio.AbstractEventLoop | None = None

    @property
    def failed(self) -> bool:
        return not self.started

    def end(self) -> None:
        assert self._loop is not None
        self._loop.call_soon_threadsafe(self._over.set)

    async def main_loop(self) -> None:
        await self.on_tick(0)
        self._loop = asyncio.get_running_loop()
        keeping = asyncio.create_task(self._keep_on())
        if isinstance(self._world.line, Webhooks):
            self._world.spawn(_verify(self._world.line))
        self.ready.set()
        await self._over.wait()
        keeping.cancel()

    async def _keep_on(self) -> None:
        if self._keeper is None:
            return
        seen = self._world.journal.changes.count
        while True:
            seen = await self._world.journal.changes.beyond(seen, 60)
            await asyncio.sleep(KEPT_EVERY)
            await asyncio.to_thread(self._keeper.keep, json.dumps(snapshot(self._world)))

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        await self._close_the_door(sockets or [])
        for errand in list(self._world.errands):
            errand.cancel()
        match self._world.line:
            case Sockets() as line:
                await line.close()
            case Webhooks() as hooks:
                hooks.close()
        await self._see_off()
        if self._keeper:
            self._keeper.keep(json.dumps(snapshot(self._world)))

    async def _close_the_door(self, sockets: list[socket.socket]) -> None:
        """Let nobody in any more, once those who are on the threshold have come in.

        Asyncio drops a connection that was accepted but not yet made when its server closes, and
        its socket stays open.
        """
        for one in sockets:
            asyncio.get_running_loop().remove_reader(one)
        for _ in range(TURNS_TO_COME_IN):
            await asyncio.sleep(0)
        for server in self.servers:
            server.close()
        for one in sockets:
            one.close()

    async def _see_off(self) -> None:
        for connection in list(self.server_state.connections):
            connection.shutdown()
        tasks = set(self.server_state.tasks)
        if tasks:
            _, left = await asyncio.wait(tasks, timeout=LAST_WORDS)
            for task in left:
                task.cancel()
            await asyncio.gather(*left, return_exceptions=True)
        # A turn of the loop lets the transports close their sockets; who has words left then, and
        # nobody to read them, is cut off, and takes one more turn.
        await asyncio.sleep(0)
        for connection in list(self.server_state.connections):
            connection.transport.abort()
        await asyncio.sleep(0)


async def _verify(hooks: Webhooks) -> None:
    await hooks.verify()
