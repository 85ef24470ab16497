"""The client's way to a workspace's control API: JSON over HTTP, a connection per thread."""

import http.client
import json
import threading
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from sandbox.blocks.entries import NotPossibleError

PATIENCE = 120.0
"""Real seconds; going forward by months takes its time."""


class Wire:
    def __init__(self, url: str) -> None:
        self._host = urlsplit(url).netloc
        self._mine = threading.local()
        self._connections: list[http.client.HTTPConnection] = []

    def get(self, path: str, **query: Any) -> Any:
        asked = {name: value for name, value in query.items() if value is not None}
        return self._exchange("GET", path + (f"?{urlencode(asked)}" if asked else ""), None)

    def post(self, path: str, **body: Any) -> Any:
        given = {name: value for name, value in body.items() if value is not None}
        return self._exchange("POST", path, json.dumps(given))

    def delete(self, path: str) -> Any:
        return self._exchange("DELETE", path, None)

    def bytes_of(self, path: str) -> bytes:
        """Return what stands at an address that answers no JSON; LookupError: nothing for us."""
        status, said = self._asked("GET", path, None)
        if status != http.client.OK:
            raise LookupError(path)
        return said

    def _exchange(self, method: str, path: str, body: str | None) -> Any:
        status, said = self._asked(method, path, body)
        if status >= http.client.INTERNAL_SERVER_ERROR:
            raise RuntimeError(f"the workspace stumbled over {method} {path}: see its log")
        answered = json.loads(said)
        if isinstance(answered, dict) and "not_possible" in answered:
            raise NotPossibleError(answered["not_possible"])
        return answered

    def _asked(self, method: str, path: str, body: str | None) -> tuple[int, bytes]:
        connection = self._connection()
        headers = {"content-type": "application/json"} if body is not None else {}
        try:
            connection.request(method, f"/sandbox{quote(path, safe='/?&=%+:@.')}", body, headers)
            response = connection.getresponse()
            said = response.read()
        except (OSError, http.client.HTTPException):
            connection.close()
            raise
        return response.status, said

    def _connection(self) -> http.client.HTTPConnection:
        if not hasattr(self._mine, "connection"):
            self._mine.connection = http.client.HTTPConnection(self._host, timeout=PATIENCE)
            self._connections.append(self._mine.connection)
        found: http.client.HTTPConnection = self._mine.connection
        return found

    def awaited(self, look: Callable[[], Any], *, quiet: float | None, patience: float) -> Any:
        """Look until there is anything but None to see, again at every change.

        With `quiet`, give up once nothing is in flight and nothing changed for so many real
        seconds; in any case after `patience`.
        """
        deadline = time.monotonic() + patience
        while True:
            changes = self.get("/changes")["changes"]
            found = _looked(look)
            left = deadline - time.monotonic()
            if found is not None or left <= 0:
                return found
            if quiet is None:
                self.get("/changes", after=changes, timeout=left)
            elif self._is_quiet(changes, min(quiet, left)):
                return _looked(look)

    def _is_quiet(self, changes: int, seconds: float) -> bool:
        after = self.get("/changes", after=changes, timeout=seconds)["changes"]
        return bool(after == changes and self.get("/status")["in_flight"] == 0)

    def close(self) -> None:
        for connection in self._connections:
            connection.close()


def _looked(look: Callable[[], Any]) -> Any:
    try:
        return look()
    except LookupError:
        # A modal that has closed, a message that is gone: there is nothing to see, yet.
        return None
