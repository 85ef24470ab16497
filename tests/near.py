"""A workspace of the same process, asked without a wire between.

The same addresses answer, in the workspace's own loop: what HTTP and a socket would add costs most
of a question and is tried in `tests/sandbox`. What the assistant and Slack say to each other goes
over the wire as ever.
"""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import quote, unquote

import pytest

from app import Assistant
from sandbox.client import SandboxClient
from sandbox.server.server import HOST, Sandbox
from sandbox.server.wire import PATIENCE, Wire


def client_of(sandbox: Sandbox) -> SandboxClient:
    client = SandboxClient(sandbox.url)
    client._wire = _Near(sandbox)
    return client


@contextmanager
def clock_at_hand(assistant: Assistant, sandbox: Sandbox) -> Iterator[None]:
    """Let the assistant read the workspace's clock where it would ask what time it is.

    It waits for the clock's moves at the address, as ever.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(assistant.clock, "now", sandbox._world.school.now)
        yield


class _Near(Wire):
    def __init__(self, sandbox: Sandbox) -> None:
        super().__init__(sandbox.url)
        loop = sandbox._server._loop
        assert loop is not None, "it has not started"
        self._loop = loop
        self._application: Any = sandbox._server.config.app

    def _asked(self, method: str, path: str, body: str | None) -> tuple[int, bytes]:
        asking = self._answered(method, path, (body or "").encode())
        return asyncio.run_coroutine_threadsafe(asking, self._loop).result(PATIENCE)

    async def _answered(self, method: str, path: str, body: bytes) -> tuple[int, bytes]:
        place, _, query = path.partition("?")
        headers = [(b"host", HOST.encode()), (b"content-type", b"application/json")]
        scope = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "scheme": "http",
            "method": method,
            "path": f"/sandbox{unquote(place)}",
            "query_string": quote(query, safe="/?&=%+:@.").encode(),
            "headers": headers,
            "client": (HOST, 0),
            "server": (HOST, 0),
        }
        asked = [{"type": "http.request", "body": body, "more_body": False}]
        said: list[dict[str, Any]] = []

        async def receive() -> dict[str, Any]:
            # Whoever asks stays until the answer is there.
            return asked.pop() if asked else await asyncio.Future()

        async def send(message: dict[str, Any]) -> None:
            said.append(message)

        await self._application(scope, receive, send)
        return said[0]["status"], b"".join(one.get("body", b"") for one in said[1:])
