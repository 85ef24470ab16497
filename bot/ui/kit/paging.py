"""Long lists in a modal: what fits on this page, and what comes on the next ones."""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from bot.forms import tags
from bot.forms.tags import packed
from bot.ui.kit import blocks, elements
from bot.ui.kit.blocks import Block
from bot.ui.kit.elements import Element

T = TypeVar("T")

MOST_ON_A_PAGE = 10
"""A page that can be read on a phone; the others follow."""

MOST_TO_COME = 300
"""As many ids as a modal can carry along."""

BACK_AND_ON = {"previous": "Previous", "next": "Next"}
PAGE_BY_PAGE = {"previous": "Previous page", "next": "Next page"}
"""How the buttons that turn a page are called: their controls end so, and these are their words."""

_LARGEST = 180_000
"""Of the 250 KB that a modal may weigh, where every character beyond ASCII is escaped."""


def page_of(
    items: Sequence[T], words: Callable[[T], Any], *, most: int = MOST_ON_A_PAGE
) -> list[T]:
    """Return as many of the first as a page holds, at least one; `words` gives what one shows."""
    fitting: list[T] = []
    weight = 0
    for item in items[:most]:
        weight += len(json.dumps(words(item)))
        if fitting and weight > _LARGEST:
            break
        fitting.append(item)
    return fitting


def turned_to(items: Sequence[T], page: int, *, most: int) -> tuple[Sequence[T], int, int]:
    """Return what stands on a page, its number, and how many there are."""
    pages = max(1, -(-len(items) // most))
    page = min(max(page, 0), pages - 1)
    return items[page * most : (page + 1) * most], page, pages


def turns(
    control: str,
    page: int,
    pages: int,
    at: Callable[[int], object] = str,
    *,
    words: Mapping[str, str] = BACK_AND_ON,
) -> list[Element]:
    """Return the buttons that turn the page; `at` is what one carries that leads to a page."""
    return [
        elements.button(label, f"{control}:{way}", value=at(to))
        for (way, label), to in zip(words.items(), (page - 1, page + 1), strict=True)
        if 0 <= to < pages
    ]


def pager(
    control: str, page: int, pages: int, *, carries: Sequence[tuple[str, str]]
) -> list[Block]:
    """Draw where in a log one is, and the buttons to turn it; nothing for a single page."""

    def at(to: int) -> str:
        return packed(*carries, tags.PAGE.of(to))

    if not (buttons := turns(control, page, pages, at, words={"newer": "Newer", "older": "Older"})):
        return []
    said = blocks.context(f"Page {page + 1} of {pages}")
    return [said, blocks.actions(buttons, block_id=f"pager:{page}")]
