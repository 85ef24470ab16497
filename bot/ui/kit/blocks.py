"""The vocabulary of what people see: Slack's blocks as plain dicts.

Whatever a person typed goes through `escaped` or into a plain-text element, so that nobody can
smuggle a mention, a link or a broadcast into what another person reads. Words that are longer than
Slack takes are cut, and so is a message; elsewhere, too many of a thing is a programming mistake.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from bot.ui.kit.elements import LONGEST_SECTION, Element, given, mrkdwn, plain
from bot.ui.kit.markup import shortened

Block = dict[str, Any]
View = dict[str, Any]
Message = dict[str, Any]
"""`text` (read aloud and shown in notifications; it names nobody) and `blocks`."""

LONGEST_MESSAGE_TEXT = 4000
IN_A_ROW = 5

MOST_BLOCKS = 50
MOST_CHARACTERS = 12_000
"""Of a message's blocks as they are sent, controls included. Slack documents no limit of this kind;
messages were refused from about 13,000 on, and one that is refused cannot be drawn anew."""


def header(text: str) -> Block:
    return {"type": "header", "text": plain(text, 150)}


def section(text: str, *, accessory: Element | None = None, block_id: str = "") -> Block:
    """Return a paragraph of mrkdwn, with at most one control beside it."""
    parts = {"text": mrkdwn(text), "accessory": accessory, "block_id": block_id}
    return given({"type": "section", **parts})


def spoken(text: str, *, block_id: str = "") -> Block:
    """Return a paragraph of somebody's own words, which are never read as markup."""
    words = plain(text, LONGEST_SECTION)
    return given({"type": "section", "text": words, "block_id": block_id})


def done(notice: str) -> list[Block]:
    """Say above a screen what was just done (mrkdwn); nothing where nothing was."""
    return [section(f":white_check_mark: {notice}")] if notice else []


def context(*texts: str) -> Block:
    """Draw small print, in at most ten pieces of mrkdwn."""
    assert 1 <= len(texts) <= 10, "a context has from one to ten pieces"
    return {"type": "context", "elements": [mrkdwn(text) for text in texts]}


def divider() -> Block:
    return {"type": "divider"}


def actions(elements: Sequence[Element], *, block_id: str = "") -> Block:
    assert 1 <= len(elements) <= 25, "a row has from one to 25 controls"
    return given({"type": "actions", "elements": list(elements), "block_id": block_id})


def rows(elements: Sequence[Element], *, block_id: str) -> list[Block]:
    """Draw many controls, five to a row, as there is room for on a phone."""
    return [
        actions(elements[start : start + IN_A_ROW], block_id=f"{block_id}:{start}")
        for start in range(0, len(elements), IN_A_ROW)
    ]


def field(
    label: str,
    element: Element,
    *,
    block_id: str,
    hint: str = "",
    required: bool = False,
    live: bool = False,
) -> Block:
    """Return a labelled input; if `live`, it reports what is typed or chosen at once."""
    return {
        "type": "input",
        "block_id": block_id,
        "label": plain(label, 2000),
        "element": element,
        "optional": not required,
        **({"hint": plain(hint, 2000)} if hint else {}),
        **({"dispatch_action": True} if live else {}),
    }


def modal(
    title: str,
    blocks: Sequence[Block],
    *,
    callback_id: str,
    submit: str = "",
    close: str = "Close",
    private_metadata: str = "",
) -> View:
    """Return a modal; `private_metadata` reaches the client, so it holds ids and nothing else."""
    assert 1 <= len(blocks) <= 100, "a modal has from one to a hundred blocks"
    assert len(private_metadata) <= 3000, "a modal carries ids, not what was typed"
    view = {
        "type": "modal",
        "callback_id": callback_id,
        "title": plain(title, 24),
        "close": plain(close, 24),
        "blocks": list(blocks),
        "submit": plain(submit, 24) if submit else None,
        "private_metadata": private_metadata,
    }
    return given(view)


def home(blocks: Sequence[Block]) -> View:
    assert 1 <= len(blocks) <= 100, "a home tab has from one to a hundred blocks"
    return {"type": "home", "blocks": list(blocks)}


@dataclass(frozen=True, kw_only=True)
class Shown:
    """As much of a list as a message has room for."""

    blocks: list[Block]
    hidden: int
    """How many items are left out."""


class Room:
    """What one message has left for lists that grow: they share its blocks and its characters."""

    def __init__(self, *always: Block) -> None:
        """Keep a place for whatever stands in the message in any case."""
        self._blocks = MOST_BLOCKS - len(always)
        self._characters = MOST_CHARACTERS - _length(always)

    def take(self, items: Sequence[Sequence[Block]]) -> Shown:
        """Show as many of the first items as there is room for, each with all of its blocks."""
        shown: list[Block] = []
        for number, item in enumerate(items):
            blocks_left, left = self._blocks - len(item), self._characters - _length(item)
            if blocks_left < 0 or left < 0:
                return Shown(blocks=shown, hidden=len(items) - number)
            self._blocks, self._characters = blocks_left, left
            shown += item
        return Shown(blocks=shown, hidden=0)


def _length(blocks: Iterable[Block]) -> int:
    """Measure blocks as the client sends them, each with what separates it from the next."""
    return sum(len(json.dumps(block)) + 2 for block in blocks)


CUT_SHORT = context("There is more than one message holds.")


def message(text: str, blocks: Sequence[Block]) -> Message:
    """Return a message; `text` is what a lock screen shows and a screen reader says.

    What grows asks for `Room` and says what is left out. The rest is cut rather than refused.
    """
    each, drawn = [[block] for block in blocks], [*blocks]
    if Room().take(each).hidden:
        drawn = [*Room(CUT_SHORT).take(each).blocks, CUT_SHORT]
    return {"text": shortened(text, LONGEST_MESSAGE_TEXT), "blocks": drawn}
