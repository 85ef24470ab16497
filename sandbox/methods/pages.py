"""Long lists in pages, with the cursor that leads to the next."""

import base64
import binascii
from collections.abc import Sequence
from typing import Any, TypeVar

from sandbox.server.api_calls import Arguments
from sandbox.server.refusals import Refusal

Item = TypeVar("Item")

MOST = 999


def page(
    items: Sequence[Item], arguments: Arguments, otherwise: int = 100
) -> tuple[list[Item], dict[str, Any]]:
    """Return one page and the response_metadata; the cursor is empty on the last page."""
    limit = arguments.number("limit", otherwise)
    if not 0 < limit <= MOST + 1:
        raise Refusal("invalid_limit")
    start = _place(arguments.text("cursor"))
    shown = list(items[start : start + limit])
    more = start + limit < len(items)
    return shown, {"next_cursor": _cursor(start + limit) if more else ""}


def _cursor(place: int) -> str:
    return base64.b64encode(f"next:{place}".encode()).decode()


def _place(cursor: str) -> int:
    if not cursor:
        return 0
    try:
        word, _, number = base64.b64decode(cursor, validate=True).decode().partition(":")
        if word == "next":
            return int(number)
    except (binascii.Error, ValueError):
        pass
    raise Refusal("invalid_cursor")
