"""How a shape that Slack accepts is described: small checks, put together in tables.

A shape is told a value and where it stands, and yields every problem it finds there. Shapes never
stop at the first problem and never raise, whatever they are given.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple


class Problem(NamedTuple):
    """What is wrong, and where: the pointer is a JSON pointer into what was sent."""

    pointer: str
    message: str

    def __str__(self) -> str:
        return f"{self.message} [json-pointer:{self.pointer}]"


Shape = Callable[[Any, str], Iterator[Problem]]
Fields = Mapping[str, Shape]

ANY_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S+")
SECURE_URL = re.compile(r"https://\S+")


def anything(_value: Any, _at: str) -> Iterator[Problem]:
    """Accept whatever stands there; another rule looks at it."""
    yield from ()


def string(most: int | None = None, *, least: int = 1) -> Shape:
    def check(value: Any, at: str) -> Iterator[Problem]:
        if not isinstance(value, str):
            yield Problem(at, "must provide a string")
        elif len(value) < least:
            yield Problem(at, f"must be more than {least - 1} characters")
        elif most is not None and len(value) > most:
            yield Problem(at, f"must be less than {most + 1} characters")

    return check


def matching(pattern: re.Pattern[str], message: str, most: int | None = None) -> Shape:
    """A string that the whole of `pattern` describes; an overlong one is only called overlong."""
    length = string(most)

    def check(value: Any, at: str) -> Iterator[Problem]:
        problems = list(length(value, at))
        yield from problems
        if not problems and not pattern.fullmatch(value):
            yield Problem(at, message)

    return check


def readable(read: Callable[[str], object], message: str) -> Shape:
    """A string that `read` understands, where not understanding is a ValueError."""
    text = string()

    def check(value: Any, at: str) -> Iterator[Problem]:
        problems = list(text(value, at))
        yield from problems
        if problems:
            return
        try:
            read(value)
        except ValueError:
            yield Problem(at, message)

    return check


def url(most: int | None = 3000) -> Shape:
    return matching(ANY_URL, "invalid url", most)


def flag(value: Any, at: str) -> Iterator[Problem]:
    if not isinstance(value, bool):
        yield Problem(at, "must provide a boolean")


def whole(least: int, most: int | None = None) -> Shape:
    def check(value: Any, at: str) -> Iterator[Problem]:
        if not isinstance(value, int) or isinstance(value, bool):
            yield Problem(at, "must provide an integer")
        elif value < least:
            yield Problem(at, f"must be greater than {least - 1}")
        elif most is not None and value > most:
            yield Problem(at, f"must be less than {most + 1}")

    return check


def one_of(*choices: str) -> Shape:
    def check(value: Any, at: str) -> Iterator[Problem]:
        if not isinstance(value, str) or value not in choices:
            yield Problem(at, f"must be one of: {', '.join(choices)}")

    return check


def list_of(item: Shape, most: int | None = None, *, least: int = 1) -> Shape:
    def check(value: Any, at: str) -> Iterator[Problem]:
        if not isinstance(value, list):
            yield Problem(at, "must provide an array")
            return
        if len(value) < least:
            yield Problem(at, f"no fewer than {least} items allowed")
        if most is not None and len(value) > most:
            yield Problem(at, f"no more than {most} items allowed")
        for index, each in enumerate(value):
            yield from item(each, f"{at}/{index}")

    return check


def optional(shape: Shape) -> Shape:
    """As `shape`, or null."""

    def check(value: Any, at: str) -> Iterator[Problem]:
        if value is not None:
            yield from shape(value, at)

    return check


def record(required: Fields, also: Fields, *rules: Shape) -> Shape:
    """An object with these fields and no others; `rules` look at it as a whole.

    A rule sees the object whatever its fields are like, so it asks before it trusts one.
    """
    shapes = {**required, **also}

    def check(value: Any, at: str) -> Iterator[Problem]:
        if not isinstance(value, dict):
            yield Problem(at, "must provide an object")
            return
        for name in required:
            if name not in value:
                yield Problem(at, f"missing required field: {name}")
        for name, held in value.items():
            if name in shapes:
                yield from shapes[name](held, f"{at}/{name}")
            else:
                yield Problem(at, f"invalid additional property: {name}")
        for rule in rules:
            yield from rule(value, at)

    return check


def by_type(types: Fields) -> Shape:
    """An object whose `type` says which of these shapes it has."""

    def check(value: Any, at: str) -> Iterator[Problem]:
        if not isinstance(value, dict):
            yield Problem(at, "must provide an object")
        elif "type" not in value:
            yield Problem(at, "missing required field: type")
        elif isinstance(value["type"], str) and value["type"] in types:
            yield from types[value["type"]](value, at)
        else:
            yield Problem(f"{at}/type", f"unsupported type: {value['type']}")

    return check


def one_field_of(*names: str) -> Shape:
    """A rule: exactly one of these fields is there."""
    listed = " or ".join(f"`{name}`" for name in names)

    def rule(value: Any, at: str) -> Iterator[Problem]:
        if sum(name in value for name in names) != 1:
            yield Problem(at, f"must define either {listed}")

    return rule


def in_order(lesser: str, greater: str, read: Callable[[Any], float | None]) -> Shape:
    """A rule: the field `lesser` is not above the field `greater`, where both can be read."""

    def rule(value: Any, at: str) -> Iterator[Problem]:
        low, high = read(value.get(lesser)), read(value.get(greater))
        if low is not None and high is not None and low > high:
            yield Problem(f"{at}/{lesser}", f"must not be more than `{greater}`")

    return rule
