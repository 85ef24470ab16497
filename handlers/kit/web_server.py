"""The server under the web addresses: uvicorn, which here waits for nobody for ever."""

import asyncio
import os
import threading
from collections.abc import Sequence
from typing import Any

import uvicorn
from starlette.applications import Starlette
from uvicorn.protocols.http.h11_impl import H11Protocol

REQUEST_WITHIN = 30.0
"""Seconds in which a whole request has to arrive, on a new connection or after an answer."""

IDLE = 5
"""Seconds for which a connection is kept open for a next request."""

MOST_CONNECTIONS = 250
"""Slack opens a few; each can hold a request of a megabyte and a half before it is checked."""

MOST_UNREAD = 4_000_000
"""Bytes that may follow an answer which did not wait for them."""

BACKLOG = 64
"""Connections that the server takes in one go, before it looks whether it has too many."""


def serve_web(
    host: str,
    port: int,
    proxies: Sequence[str],
    web: Starlette,
    stopping: threading.Event,
) -> None:
    """Serve until the event is set; what `proxies` say of whom they speak for is believed."""
    config = uvicorn.Config(
        web,
        host=host,
        port=port,
        http=Impatient,
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=bool(proxies),
        forwarded_allow_ips=list(proxies),
        timeout_keep_alive=IDLE,
        backlog=BACKLOG,
    )
    server = uvicorn.Server(config)
    threading.Thread(target=lambda: _stop_when(server, stopping), daemon=True).start()
    server.run()


def _stop_when(server: uvicorn.Server, stopping: threading.Event) -> None:
    stopping.wait()
    server.should_exit = True


def most_connections() -> int:
    """Return how many may be open: half of what the machine lets this process open at most."""
    allowed = os.sysconf("SC_OPEN_MAX") if hasattr(os, "sysconf") else -1
    return min(MOST_CONNECTIONS, allowed // 2) if allowed > 0 else MOST_CONNECTIONS


class Impatient(H11Protocol):
    """One connection, which ends where its request does not come to an end.

    uvicorn itself waits for ever for the rest of a request, and for a reader of its answer. Where
    there are too many connections, it would send away whoever comes last; here the one goes
    that has kept us waiting longest, so that half-sent requests close nobody out.
    """

    within = REQUEST_WITHIN
    most = most_connections()

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self._deadline: asyncio.TimerHandle | None = None
        self.waits_since = 0.0
        self._unread = 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._wait()
        if len(self.connections) > self.most:
            waiting = [one for one in self.connections if isinstance(one, Impatient)]
            longest = min(
                (one for one in waiting if not one.works), key=lambda one: one.waits_since
            )
            longest.give_up()

    def connection_lost(self, exc: Exception | None) -> None:
        self._wait_no_more()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        answered = self.cycle is not None and self.cycle.response_complete
        super().data_received(data)
        if self.works:
            self._wait_no_more()
        elif answered and self.cycle.response_complete:
            self._unread += len(data)
            if self._unread > MOST_UNREAD:
                self.give_up()

    def on_response_complete(self) -> None:
        self._unread = 0
        super().on_response_complete()
        if not self.works:
            self._wait()

    def pause_writing(self) -> None:
        super().pause_writing()
        self._wait()

    def resume_writing(self) -> None:
        super().resume_writing()
        if self.works:
            self._wait_no_more()

    def shutdown(self) -> None:
        if self.cycle is not None and not self.cycle.response_complete and not self.works:
            self.give_up()
        else:
            super().shutdown()

    @property
    def works(self) -> bool:
        """Tell whether they wait for us: a request is here, no answer is, and none lies unread."""
        cycle = self.cycle
        if cycle is None or self.flow.write_paused:
            return False
        return not cycle.response_complete and not cycle.more_body

    def give_up(self) -> None:
        self.connections.discard(self)
        self.transport.abort()

    def _wait(self) -> None:
        self._wait_no_more()
        self.waits_since = self.loop.time()
        self._deadline = self.loop.call_later(self.within, self.give_up)

    def _wait_no_more(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None
