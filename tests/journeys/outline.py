"""How something made of Slack's blocks looks, line by line, without what nobody sees of it."""

import json
from collections.abc import Iterator
from typing import Any

UNSEEN = frozenset(
    {
        "action_id",
        "block_id",
        "dispatch_action",
        "dispatch_action_config",
        "emoji",
        "id",
        "value",
        "verbatim",
    }
)
"""What belongs to a block and is not on the screen; nor is a trait that is off."""


def parsed(given: Any) -> Any:
    """Read what a form carries as a string of JSON."""
    if isinstance(given, str) and given[:1] in ("[", "{"):
        return json.loads(given)
    return given


def outlined(content: dict[str, Any], *keys: str) -> list[str]:
    """Outline what stands under these keys: a line for each text and each trait of a block."""
    return [line for key in keys for line in _lines(key, parsed(content.get(key)), "  ")]


def _lines(name: str, shown: Any, pad: str) -> Iterator[str]:
    match shown:
        case None | False | "":
            return
        case {"type": "plain_text" | "mrkdwn" as kind, "text": str(text)}:
            yield from _said(f"{name}{'' if kind == 'plain_text' else ' ~'}", text, pad)
        case dict():
            yield f"{pad}{name} {shown.get('type', '')}".rstrip()
            for key in sorted(shown.keys() - UNSEEN - {"type"}, key=_reading_order):
                yield from _lines(key, shown[key], f"{pad}  ")
        case list():
            for one in shown:
                yield from _lines(name, one, pad)
        case _:
            yield from _said(name, str(shown), pad)


def _reading_order(key: str) -> tuple[bool, str]:
    return key not in ("label", "text", "title"), key


def _said(name: str, text: str, pad: str) -> Iterator[str]:
    first, *others = text.split("\n")
    yield f"{pad}{name}: {first}"
    yield from (f"{pad}{' ' * len(name)}| {line}" for line in others)
