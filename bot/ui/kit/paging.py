"""Long lists in a modal: what fits on this page, and what comes on the next ones."""

import json
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

T = TypeVar("T")

MOST_ON_A_PAGE = 10
"""A page that can be read on a phone; the others follow."""

MOST_TO_COME = 300
"""As many ids as a modal can carry along."""

_LARGEST = 180_000
"""Of the 250 KB that a modal may weigh, where every character beyond ASCII is escaped."""


def page_of(
    items: Sequence[T], words: Callable[[T], Any], *, most: int = MOST_ON_A_PAGE
) -> list[T]:
    """The first of them, as many as a page holds; at least one. `words` gives what it shows."""
    fitting: list[T] = []
    weight = 0
    for item in items[:most]:
        weight += len(json.dumps(words(item)))
        if fitting and weight > _LARGEST:
            break
        fitting.append(item)
    return fitting


def joined(rest: Sequence[int]) -> str:
    """The ids of what comes later, as a modal carries them along."""
    return " ".join(map(str, rest[:MOST_TO_COME]))


def parted(text: str) -> list[int]:
    return [int(one) for one in text.split()]
