"""What Slack would refuse of a message's blocks or of a view, every problem with its place.

Where a sentence of Slack's own is on record in public reports, it is used word for word, since
people search for it; the others are in its manner.
"""

import json
from collections.abc import Iterator
from typing import Any, Final

from sandbox.blocks.elements import ACCESSORIES, ACTIONS, IMAGE, INPUTS, INPUTS_OUTSIDE_MODALS
from sandbox.blocks.objects import LONGEST_TEXT, RICH_TEXT, picture, plain, typed, words
from sandbox.blocks.shapes import (
    SECURE_URL,
    Fields,
    Problem,
    Shape,
    by_type,
    flag,
    list_of,
    matching,
    one_of,
    optional,
    record,
    string,
    url,
)

__all__ = [
    "Problem",
    "message_problems",
    "size_error_of_blocks",
    "size_error_of_view",
    "view_problems",
]

MOST_IN_MESSAGE: Final = 50
MOST_IN_VIEW: Final = 100
MOST_CHARACTERS_IN_MESSAGE: Final = 13_000
"""Nobody documents this one. Public reports met it from here on, where the texts alone were under
12,000: what stands around them counts as well."""
MOST_BYTES_IN_VIEW: Final = 250_000

_ID: Fields = {"block_id": string(255)}


def _says_something(value: Any, at: str) -> Iterator[Problem]:
    if "text" not in value and "fields" not in value:
        yield Problem(f"{at}/type", "must define either `text` or `fields`")


def _action_ids_differ(value: Any, at: str) -> Iterator[Problem]:
    elements = value.get("elements")
    yield from _repeated(
        "action_id", elements if isinstance(elements, list) else [], f"{at}/elements"
    )


def _repeated(name: str, values: list[Any], at: str) -> Iterator[Problem]:
    seen = set()
    for index, value in enumerate(values):
        given = value.get(name) if isinstance(value, dict) else None
        if not isinstance(given, str):
            continue
        if given in seen:
            yield Problem(f"{at}/{index}/{name}", f"`{name}` already exists: {given}")
        seen.add(given)


def _input(elements: Fields) -> Shape:
    return typed(
        {"label": plain(2000), "element": by_type(elements)},
        {**_ID, "hint": plain(2000), "optional": flag, "dispatch_action": flag},
    )


_https = matching(SECURE_URL, "must be an https url", 3000)
_cell = by_type({"raw_text": typed({"text": string()}, {}), "rich_text": RICH_TEXT})
_column = record({}, {"align": one_of("left", "center", "right"), "is_wrapped": flag})

EVERYWHERE: Fields = {
    "divider": typed({}, _ID),
    "header": typed({"text": plain(150)}, _ID),
    "section": typed(
        {},
        {
            **_ID,
            "text": words(LONGEST_TEXT),
            "fields": list_of(words(2000), 10),
            "accessory": by_type(ACCESSORIES),
            "expand": flag,
        },
        _says_something,
    ),
    "context": typed(
        {
            "elements": list_of(
                by_type(
                    {
                        "plain_text": words(LONGEST_TEXT),
                        "mrkdwn": words(LONGEST_TEXT),
                        "image": IMAGE,
                    }
                ),
                10,
            )
        },
        _ID,
    ),
    "actions": typed({"elements": list_of(by_type(ACTIONS), 25)}, _ID, _action_ids_differ),
    "image": picture(title=plain(2000), **_ID),
    "rich_text": RICH_TEXT,
    "video": typed(
        {
            "alt_text": string(),
            "title": plain(199),
            "thumbnail_url": url(),
            "video_url": _https,
        },
        {
            **_ID,
            "title_url": _https,
            "description": plain(199),
            "author_name": string(49),
            "provider_name": string(),
            "provider_icon_url": url(),
        },
    ),
}
MESSAGE_BLOCKS: Fields = {
    **EVERYWHERE,
    "input": _input(INPUTS_OUTSIDE_MODALS),
    "file": typed({"external_id": string(), "source": one_of("remote")}, _ID),
    "table": typed(
        {"rows": list_of(list_of(_cell, 20), 100)},
        {**_ID, "column_settings": list_of(optional(_column), 20)},
    ),
}
HOME_BLOCKS: Fields = {**EVERYWHERE, "input": _input(INPUTS_OUTSIDE_MODALS)}
MODAL_BLOCKS: Fields = {**EVERYWHERE, "input": _input(INPUTS)}

_ANY_VIEW: Fields = {
    "private_metadata": string(3000, least=0),
    "callback_id": string(255, least=0),
    "external_id": string(255, least=0),
}
VIEWS: Fields = {
    "modal": typed(
        {"title": plain(24), "blocks": list_of(by_type(MODAL_BLOCKS), MOST_IN_VIEW)},
        {
            **_ANY_VIEW,
            "submit": plain(24),
            "close": plain(24),
            "clear_on_close": flag,
            "notify_on_close": flag,
            "submit_disabled": flag,
        },
    ),
    "home": typed({"blocks": list_of(by_type(HOME_BLOCKS), MOST_IN_VIEW)}, _ANY_VIEW),
}
_message_shape = list_of(by_type(MESSAGE_BLOCKS), MOST_IN_MESSAGE, least=0)


def message_problems(blocks: Any) -> list[Problem]:
    """Every reason why Slack would refuse these blocks of a message, in reading order."""
    problems = list(_message_shape(blocks, "/blocks"))
    if isinstance(blocks, list):
        problems += _repeated("block_id", blocks, "/blocks")
        problems += _second_tables(blocks)
    return problems


def view_problems(view: Any) -> list[Problem]:
    """Every reason why Slack would refuse this modal or home tab, in reading order."""
    problems = list(by_type(VIEWS)(view, "/view"))
    if any(problem.message.startswith(_OF_THE_SCHEMA) for problem in problems):
        problems.insert(0, Problem("/view", "failed to match all allowed schemas"))
    if isinstance(view, dict) and isinstance(view.get("blocks"), list):
        problems += _repeated("block_id", view["blocks"], "/view/blocks")
        problems += _second_focus(view["blocks"])
        problems += _inputs_without_submit(view)
    return problems


_OF_THE_SCHEMA = ("missing required field", "invalid additional property")
"""Public reports of these two begin with a line about the whole view."""


def _second_tables(blocks: list[Any]) -> Iterator[Problem]:
    tables = [n for n, block in enumerate(blocks) if _type_of(block) == "table"]
    for index in tables[1:]:
        yield Problem(f"/blocks/{index}", "only one table allowed")


def _second_focus(blocks: list[Any]) -> Iterator[Problem]:
    seen = False
    for index, block in enumerate(blocks):
        element = block.get("element") if isinstance(block, dict) else None
        if isinstance(element, dict) and element.get("focus_on_load") is True:
            if seen:
                at = f"/view/blocks/{index}/element/focus_on_load"
                yield Problem(at, "only one element can be focused on load")
            seen = True


def _inputs_without_submit(view: dict[str, Any]) -> Iterator[Problem]:
    if view.get("type") != "modal" or "submit" in view:
        return
    for index, block in enumerate(view["blocks"]):
        if _type_of(block) == "input":
            at = f"/view/blocks/{index}/input"
            yield Problem(at, "must define `submit` to use an `input` block in modals")


def _type_of(block: Any) -> Any:
    return block.get("type") if isinstance(block, dict) else None


def size_error_of_blocks(blocks: Any) -> str | None:
    """Slack's error for a message whose blocks are too long together, or None.

    Not only words count, but whatever stands around them, as it is sent.
    """
    too_long = len(json.dumps(blocks)) > MOST_CHARACTERS_IN_MESSAGE
    return "msg_blocks_too_long" if too_long else None


def size_error_of_view(view: Any) -> str | None:
    """Slack's error for a view that is too large as it is sent, or None.

    The official client escapes every character beyond ASCII, so that is how it is measured.
    """
    return "view_too_large" if len(json.dumps(view)) > MOST_BYTES_IN_VIEW else None
