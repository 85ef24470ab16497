"""HTTP connections that can be cut in the middle, as bad networks do."""

import asyncio
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


def abort(scope: MutableMapping[str, Any]) -> None:
    """Cut the connection on which this request came."""
    transport = _open.get((tuple(scope["server"]), tuple(scope["client"])))
    if isinstance(transport, asyncio.WriteTransport):
        transport.abort()
