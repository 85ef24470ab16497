"""The vocabulary of what people see: Slack's blocks as plain dicts.

Whatever a person typed goes through `escaped` or into a plain-text element, so that nobody can
smuggle a mention, a link or a broadcast into what another person reads. Words that are longer than
Slack takes are cut; too many of a thing is a programming mistake.
"""

from collections.abc import Sequence
from typing import Any

from bot.ui.kit.elements import (
    Element,
    mrkdwn,
    plain,
)
from bot.ui.kit.markup import shortened, shortened_markup

Block = dict[str, Any]
View = dict[str, Any]
Message = dict[str, Any]
"""`text` (read aloud and shown in notifications; it names nobody) and `blocks`."""

LONGEST_SECTION = 3000
LONGEST_MESSAGE_TEXT = 4000


def header(text: str) -> Block:
    return {"type": "header", "text": plain(shortened(text, 150))}


def section(text: str, *, accessory: Element | None = None, block_id: str | None = None) -> Block:
    """Return a paragraph of mrkdwn, with at most one control beside it."""
    block: Block = {"type": "section", "text": mrkdwn(shortened_markup(text, LONGEST_SECTION))}
    if accessory is not None:
        block["accessory"] = accessory
    return _with_id(block, block_id)


def spoken(text: str, *, block_id: str | None = None) -> Block:
    """Return a paragraph of somebody's own words, which are never read as markup."""
    block: Block = {"type": "section", "text": plain(shortened(text, LONGEST_SECTION))}
    return _with_id(block, block_id)


def context(*texts: str) -> Block:
    """Small print, in at most ten pieces of mrkdwn."""
    assert 1 <= len(texts) <= 10, "a context has from one to ten pieces"
    cut = [shortened_markup(text, LONGEST_SECTION) for text in texts]
    return {"type": "context", "elements": [mrkdwn(text) for text in cut]}


def divider() -> Block:
    return {"type": "divider"}


def actions(elements: Sequence[Element], *, block_id: str | None = None) -> Block:
    assert 1 <= len(elements) <= 25, "a row has from one to 25 controls"
    return _with_id({"type": "actions", "elements": list(elements)}, block_id)


def field(
    label: str,
    element: Element,
    *,
    block_id: str,
    hint: str = "",
    required: bool = False,
    live: bool = False,
) -> Block:
    """Return a labelled input of a modal.

    With `live` it reports what is typed or chosen at once.
    """
    block: Block = {
        "type": "input",
        "block_id": block_id,
        "label": plain(shortened(label, 2000)),
        "element": element,
        "optional": not required,
    }
    if hint:
        block["hint"] = plain(shortened(hint, 2000))
    if live:
        block["dispatch_action"] = True
    return block


def modal(
    title: str,
    blocks: Sequence[Block],
    *,
    callback_id: str,
    submit: str | None = None,
    close: str = "Close",
    private_metadata: str = "",
) -> View:
    """Return a modal; `private_metadata` reaches the client, so it holds ids and nothing else."""
    assert 1 <= len(blocks) <= 100, "a modal has from one to a hundred blocks"
    assert len(private_metadata) <= 3000, "a modal carries ids, not what was typed"
    view: View = {
        "type": "modal",
        "callback_id": callback_id,
        "title": plain(shortened(title, 24)),
        "close": plain(shortened(close, 24)),
        "blocks": list(blocks),
    }
    if submit:
        view["submit"] = plain(shortened(submit, 24))
    if private_metadata:
        view["private_metadata"] = private_metadata
    return view


def home(blocks: Sequence[Block]) -> View:
    assert 1 <= len(blocks) <= 100, "a home tab has from one to a hundred blocks"
    return {"type": "home", "blocks": list(blocks)}


def message(text: str, blocks: Sequence[Block]) -> Message:
    """Return a message; `text` is what a lock screen shows and a screen reader says."""
    assert len(blocks) <= 50, "a message has at most fifty blocks"
    return {"text": shortened(text, LONGEST_MESSAGE_TEXT), "blocks": list(blocks)}


def _with_id(block: Block, block_id: str | None) -> Block:
    return block if block_id is None else {**block, "block_id": block_id}
