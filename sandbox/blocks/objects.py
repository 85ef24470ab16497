"""The objects of Block Kit that other objects are made of: texts, options, rich text."""

from collections.abc import Iterator
from typing import Any

from sandbox.blocks.shapes import (
    Fields,
    Problem,
    Shape,
    anything,
    by_type,
    flag,
    list_of,
    one_field_of,
    one_of,
    record,
    string,
    url,
    whole,
)

LONGEST_TEXT = 3000


def typed(required: Fields, also: Fields, *rules: Shape) -> Shape:
    """A record that is reached by its `type`, which therefore needs no look of its own."""
    return record({"type": anything, **required}, also, *rules)


def plain(most: int) -> Shape:
    return by_type({"plain_text": typed({"text": string(most)}, {"emoji": flag})})


def words(most: int) -> Shape:
    """Plain text or Slack's own mark-up."""
    return by_type(
        {
            "plain_text": typed({"text": string(most)}, {"emoji": flag}),
            "mrkdwn": typed({"text": string(most)}, {"verbatim": flag}),
        }
    )


def option(text: Shape, **more: Shape) -> Shape:
    return record({"text": text, "value": string(150)}, {"description": text, **more})


MENU_OPTION = option(plain(75))
TICK_OPTION = option(words(75))
"""Checkboxes and radio buttons may be marked up; menus may not."""
OVERFLOW_OPTION = option(plain(75), url=url())

OPTIONS = list_of(MENU_OPTION, 100)
OPTION_GROUPS = list_of(record({"label": plain(75), "options": OPTIONS}, {}), 100)

STYLE = one_of("primary", "danger")
CONFIRM = record(
    {"title": plain(100), "text": words(300), "confirm": plain(30), "deny": plain(30)},
    {"style": STYLE},
)
DISPATCH = record(
    {"trigger_actions_on": list_of(one_of("on_enter_pressed", "on_character_entered"), 2)}, {}
)
CONVERSATION_FILTER = record(
    {},
    {
        "include": list_of(one_of("im", "mpim", "private", "public"), 4),
        "exclude_external_shared_channels": flag,
        "exclude_bot_users": flag,
    },
)


def _picture_has_one_source(value: Any, at: str) -> Iterator[Problem]:
    if "image_url" not in value and "slack_file" not in value:
        yield Problem(at, "missing required field: image_url")
    if "image_url" in value and "slack_file" in value:
        yield Problem(at, "must define either `image_url` or `slack_file`")


SLACK_FILE = record({}, {"id": string(), "url": url()}, one_field_of("id", "url"))


def picture(**more: Shape) -> Shape:
    return typed(
        {"alt_text": string(2000)},
        {"image_url": url(), "slack_file": SLACK_FILE, **more},
        _picture_has_one_source,
    )


def _rich_text_part(required: Fields, **also: Shape) -> Shape:
    style = record({}, dict.fromkeys(("bold", "italic", "strike", "code", "underline"), flag))
    return typed(required, {"style": style, **also})


RICH_TEXT_PARTS: Fields = {
    "text": _rich_text_part({"text": string()}),
    "link": _rich_text_part({"url": url()}, text=string(), unsafe=flag),
    "emoji": _rich_text_part({"name": string()}, skin_tone=whole(1, 6), unicode=string()),
    "user": _rich_text_part({"user_id": string()}),
    "usergroup": _rich_text_part({"usergroup_id": string()}),
    "channel": _rich_text_part({"channel_id": string()}),
    "team": _rich_text_part({"team_id": string()}),
    "broadcast": _rich_text_part({"range": one_of("here", "channel", "everyone")}),
    "color": _rich_text_part({"value": string()}),
    "date": _rich_text_part(
        {"timestamp": whole(0), "format": string()}, url=url(), fallback=string()
    ),
}

_PARTS: Fields = {"elements": list_of(by_type(RICH_TEXT_PARTS), least=0)}
_BORDER = whole(0, 1)
_RICH_TEXT_SECTION = typed(_PARTS, {})

RICH_TEXT_PIECES: Fields = {
    "rich_text_section": _RICH_TEXT_SECTION,
    "rich_text_quote": typed(_PARTS, {"border": _BORDER}),
    "rich_text_preformatted": typed(_PARTS, {"border": _BORDER}),
    "rich_text_list": typed(
        {
            "style": one_of("bullet", "ordered"),
            "elements": list_of(by_type({"rich_text_section": _RICH_TEXT_SECTION}), least=0),
        },
        {"indent": whole(0, 8), "offset": whole(0), "border": _BORDER},
    ),
}

RICH_TEXT = typed({"elements": list_of(by_type(RICH_TEXT_PIECES))}, {"block_id": string(255)})
RICH_TEXT_OBJECT = by_type({"rich_text": RICH_TEXT})
