"""The shape of what Slack sent or answered: its keys, and of each value nothing but its kind.

A shape holds nobody's name and no word that anybody typed, so that it can be kept and shown. Only
what Slack itself names, such as the type of a block or the code of a refusal, is kept as it is.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

Shape: TypeAlias = Any
"""A kind of value, or the shapes below each key, or the different shapes in a list."""

CODED = frozenset(
    {"error", "response_action", "said", "seen", "status", "subtype", "times", "type"}
)
"""The keys whose values are codes: Slack's own, and those that we write ourselves."""

_ID = re.compile(r"[A-Z][A-Z0-9]{5,}")
_CODE = re.compile(r"[a-z0-9_]{1,40}")


def shape_of(value: object, key: str = "") -> Shape:
    match value:
        case Mapping():
            return {_key(str(name)): shape_of(part, str(name)) for name, part in value.items()}
        case list() | tuple():
            return _different(shape_of(part) for part in value)
        case bool():
            return "flag"
        case int() | float() | str() if key in CODED and _CODE.fullmatch(str(value)):
            return f"={value}"
        case int() | float():
            return "number"
        case None:
            return "nothing"
        case _:
            return "text"


def _key(name: str) -> str:
    """Return a key as it is kept: where an id stands for one, only that."""
    return "(an id)" if _ID.fullmatch(name) else name


def differences(expected: Shape, found: Shape, at: str = "") -> Iterator[str]:
    """Say where a shape is another than was expected, each place in words."""
    if isinstance(expected, dict) and isinstance(found, dict):
        yield from _in_parts(expected, found, at)
    elif isinstance(expected, list) and isinstance(found, list):
        yield from _in_lists(expected, found, at)
    elif expected != found:
        yield f"{at or 'all of it'}: expected {_told(expected)}, found {_told(found)}"


def _in_parts(expected: Mapping[str, Shape], found: Mapping[str, Shape], at: str) -> Iterator[str]:
    for name in sorted({*expected, *found}):
        place = f"{at}.{name}" if at else name
        if name not in found:
            yield f"{place}: expected {_told(expected[name])}, not there"
        elif name not in expected:
            yield f"{place}: not expected, found {_told(found[name])}"
        else:
            yield from differences(expected[name], found[name], place)


def _in_lists(expected: list[Shape], found: list[Shape], at: str) -> Iterator[str]:
    """Compare those of one type with one another; what is in a list stands in any order."""
    awaited, there = _by_type(expected), _by_type(found)
    yield from _in_parts(awaited, there, at)


def _by_type(shapes: list[Shape]) -> dict[str, Shape]:
    named: dict[str, Shape] = {}
    for shape in shapes:
        kind = str(shape.get("type", "each")) if isinstance(shape, dict) else str(shape)
        name = f"[{kind.removeprefix('=')}]"
        while name in named:
            name += "+"
        named[name] = shape
    return named


def _different(shapes: Iterator[Shape]) -> list[Shape]:
    kept: list[Shape] = []
    for shape in shapes:
        if shape not in kept:
            kept.append(shape)
    return sorted(kept, key=str)


def _told(shape: Shape) -> str:
    match shape:
        case dict():
            return "an object"
        case list():
            return "a list"
        case _:
            return str(shape).removeprefix("=")
