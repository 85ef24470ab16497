"""Connections that can be cut in the middle, as bad networks do."""

import asyncio
import socket
import struct
from collections.abc import MutableMapping
from typing import Any
from weakref import WeakValueDictionary

from uvicorn.protocols.http.h11_impl import H11Protocol

_open: WeakValueDictionary[tuple[Any, Any], asyncio.BaseTransport] = WeakValueDictionary()


class Cuttable(H11Protocol):
    """Uvicorn's protocol, which remembers its transport by the two ends of the connection."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        ends = (transport.get_extra_info("sockname"), transport.get_extra_info("peername"))
        _open[ends] = transport


CLOSING_FRAME = bytes([0x88, 0x02]) + (1000).to_bytes(2)
NO_FRAME = b"\xff" * 64
"""What no side of a socket may send: all its reserved bits are set."""


def abort(scope: MutableMapping[str, Any]) -> None:
    """Cut the connection on which this request came."""
    if transport := _transport(scope):
        transport.abort()


def hang_up(scope: MutableMapping[str, Any]) -> None:
    """End the connection without a word: the other side reads its end, and no closing frame."""
    if transport := _transport(scope):
        transport.close()


def reset(scope: MutableMapping[str, Any]) -> None:
    """Let the other side find the connection gone, as when a machine in between starts anew."""
    if transport := _transport(scope):
        at_once = struct.pack("ii", 1, 0)
        line = transport.get_extra_info("socket")
        line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, at_once)
        transport.abort()


def say(scope: MutableMapping[str, Any], said: bytes) -> None:
    """Put bytes on the wire of which the protocol knows nothing."""
    if transport := _transport(scope):
        transport.write(said)


def close_and_stay(scope: MutableMapping[str, Any]) -> None:
    """Send a closing frame, and leave the connection open after it, as Slack does."""
    say(scope, CLOSING_FRAME)
    swallow(scope)


def swallow(scope: MutableMapping[str, Any]) -> None:
    """Let whatever comes and goes vanish from now on, pings and their answers too."""
    if transport := _transport(scope):
        protocol: Any = transport.get_protocol()
        protocol.data_received = _vanishes
        protocol.transport = _Mute(transport)


def _vanishes(_: bytes) -> None:
    pass


class _Mute:
    """A transport that says nothing, and is else what it was."""

    write = staticmethod(_vanishes)

    def __init__(self, transport: asyncio.Transport) -> None:
        self._transport = transport

    def __getattr__(self, name: str) -> Any:
        return getattr(self._transport, name)


def _transport(scope: MutableMapping[str, Any]) -> asyncio.Transport | None:
    found = _open.get((tuple(scope["server"]), tuple(scope["client"])))
    return found if isinstance(found, asyncio.Transport) else None
