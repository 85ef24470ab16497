"""Whether Slack would take what the bot shows: a second opinion, and a third of Slack's own.

The stand-in for Slack has a validator too, built from nested shapes. This one shares nothing with
it: a surface is flattened to paths such as `home.blocks[]<section>.text<mrkdwn>.text`, and every
path has to be in one flat table. A path that the table does not know is a complaint, so that
unknown properties, unknown types and misplaced elements need no rule of their own.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from tests.slack_paths import KNOWN, NEEDED
from tests.slack_rules import RULES, Rule

LONGEST_MESSAGE = 13_000
OUR_LONGEST_MESSAGE = 12_000
"""What we allow ourselves: nobody documents Slack's limit."""
LARGEST_VIEW = 250_000


class Node(NamedTuple):
    """One value in a surface: the sort of place, the place itself, and what stands there."""

    path: str
    place: str
    value: Any


def complaints(surface: Mapping[str, Any]) -> list[str]:
    """What Slack would refuse in a view or a message, a sentence each; empty if nothing.

    A message is anything that is neither a modal nor a home tab. It is asked for a `text` besides
    its blocks, since that is what a lock screen and a screen reader get.
    """
    kind = surface.get("type")
    root = kind if kind in {"modal", "home"} else "message"
    shown = dict(surface) if root != "message" else _what_is_shown(surface)
    nodes = list(_nodes(root, "", shown))
    found = [said for node in nodes for said in _complaints_about(node)]
    found += [f"{node.place}: {said}" for node in nodes for said in _broken_rules(node)]
    return [*found, *_twice(nodes), *_oversize(root, shown)]


def third_opinion(surface: Mapping[str, Any]) -> list[str]:
    """What Slack's own library says of a surface, and what it loses on the way through it."""
    kind = surface.get("type")
    try:
        if kind in {"modal", "home"}:
            rendered: Any = View(**surface).to_dict()
        else:
            rendered = [
                block.to_dict() for block in Block.parse_all(surface.get("blocks")) if block
            ]
    except (SlackObjectFormationError, TypeError, KeyError, AttributeError) as error:
        return [str(error)]
    given = surface if kind in {"modal", "home"} else surface.get("blocks")
    lost = Counter(_types(given)) - Counter(_types(rendered))
    return [f"{count} of type {name} lost" for name, count in lost.items()]


def _what_is_shown(message: Mapping[str, Any]) -> dict[str, Any]:
    return {"blocks": [], **{name: message[name] for name in ("text", "blocks") if name in message}}


def _nodes(path: str, place: str, value: Any) -> Iterator[Node]:
    kind = value.get("type") if isinstance(value, dict) else None
    if isinstance(kind, str) and place:
        path = f"{path}<{kind}>"
    yield Node(path, place, value)
    if isinstance(value, dict):
        for name, held in value.items():
            if name != "type" or not isinstance(held, str):
                yield from _nodes(f"{path}.{name}", f"{place}/{name}", held)
    if isinstance(value, list):
        for index, held in enumerate(value):
            yield from _nodes(f"{path}[]", f"{place}/{index}", held)


def _complaints_about(node: Node) -> Iterator[str]:
    if isinstance(node.value, dict):
        for name in _needed_at(node.path):
            if name not in node.value:
                yield f"{node.place}: {name} is missing"
    if not node.place:
        return
    kinds = _kinds_at(node.path)
    if not kinds:
        yield f"{node.place}: nothing is known of {node.path}"
    elif not any(_fits(kind, node.value) for kind in kinds):
        yield f"{node.place}: {_shortened(node.value)} is not {' or '.join(kinds)}"


@cache
def _needed_at(path: str) -> list[str]:
    return [name for pattern, names in NEEDED if pattern.fullmatch(path) for name in names]


@cache
def _rules_at(path: str) -> list[Rule]:
    return [rule for pattern, rule in RULES if pattern.fullmatch(path)]


@cache
def _kinds_at(path: str) -> list[str]:
    return [kind for pattern, kind in KNOWN if pattern.fullmatch(path)]


def _shortened(value: Any) -> str:
    said = json.dumps(value, default=str)
    return said if len(said) < 60 else f"{said[:50]}… ({len(value)} long)"


def _fits(kind: str, value: Any) -> bool:
    name, *ends = kind.split()
    match name:
        case "object":
            return isinstance(value, dict)
        case "null":
            return value is None
        case "bool":
            return value is True or value is False
        case "whole":
            return type(value) is int and _between(value, ends)
        case "text":
            return isinstance(value, str) and _between(len(value), ends)
        case "list":
            return isinstance(value, list) and _between(len(value), ends)
        case _:
            return isinstance(value, str) and _reads_as(name, value)


def _between(number: int, ends: list[str]) -> bool:
    least, *most = (int(end) for end in ends)
    return least <= number and (not most or number <= most[0])


def _reads_as(kind: str, value: str) -> bool:
    if kind == "day":
        parts = re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", value)
        return parts is not None and _is_a_day(*(int(part) for part in parts.groups()))
    patterns = {
        "clock": r"(?:[01]\d|2[0-3]):[0-5]\d",
        "number": r"-?\d+(?:\.\d+)?",
        "url": r"[a-zA-Z][\w+.-]*:\S+",
        "https": r"https://\S+",
    }
    longest = 3000 if kind in {"url", "https"} else None
    if longest is not None and len(value) > longest:
        return False
    return re.fullmatch(patterns.get(kind, kind), value) is not None


def _is_a_day(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _broken_rules(node: Node) -> Iterator[str]:
    if isinstance(node.value, dict):
        for rule in _rules_at(node.path):
            yield from rule(node.value)


def _twice(nodes: list[Node]) -> Iterator[str]:
    blocks = [node for node in nodes if re.fullmatch(r"/blocks/\d+", node.place)]
    yield from _repeated(blocks, "block_id")
    for block in blocks:
        if block.path.endswith("<actions>"):
            row = re.compile(re.escape(block.place) + r"/elements/\d+")
            yield from _repeated([node for node in nodes if row.fullmatch(node.place)], "action_id")
    tables = [block for block in blocks if block.path.endswith("<table>")]
    yield from (f"{block.place}: a second table" for block in tables[1:])
    focus = [
        node
        for node in nodes
        if re.fullmatch(r"/blocks/\d+/element/focus_on_load", node.place) and node.value is True
    ]
    if not nodes[0].path.startswith("message"):
        yield from (f"{node.place}: a second field in focus" for node in focus[1:])


def _repeated(nodes: list[Node], name: str) -> Iterator[str]:
    seen: set[str] = set()
    for node in nodes:
        given = node.value.get(name) if isinstance(node.value, dict) else None
        if isinstance(given, str):
            if given in seen:
                yield f"{node.place}/{name}: {given} stands there already"
            seen.add(given)


def _oversize(root: str, shown: dict[str, Any]) -> Iterator[str]:
    if root != "message":
        if len(json.dumps(shown)) > LARGEST_VIEW:
            yield "the view is too large"
    elif len(json.dumps(shown["blocks"])) > LONGEST_MESSAGE:
        yield "the blocks are too long"


def _types(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        if isinstance(value.get("type"), str):
            yield value["type"]
        for held in value.values():
            yield from _types(held)
    elif isinstance(value, list):
        for held in value:
            yield from _types(held)
