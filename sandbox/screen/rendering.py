"""What a person reads on the screen, as plain text: every visible word, and what fields hold."""

import re
from collections.abc import Callable
from typing import Any

from sandbox.blocks.fields import Field, Values, is_blank, value_of, words

Names = Callable[[str], str]
"""How a user's or a conversation's id reads."""

TOKEN = re.compile(r"<([@#!]?)([^<>|]*)(?:\|([^<>]*))?>")
MARKS = re.compile(r"(?<![\w*_])([*_])(?=\S)([^*_\n]+?)(?<=\S)\1(?![\w*_])")

_INLINE = frozenset({"text", "link", "user", "usergroup", "channel", "emoji", "broadcast", "date"})


def rendered(blocks: list[dict[str, Any]], values: Values, names: Names) -> str:
    """Return the blocks as lines of text; `[Buttons]`, `( )` and `[ ]` for choices."""
    return "\n".join(line for block in blocks for line in _block(block, values, names))


def read_aloud(text: str, names: Names) -> str:
    """Return mrkdwn as it reads once Slack has drawn it."""

    def drawn(match: re.Match[str]) -> str:
        sign, what, label = match.group(1), match.group(2), match.group(3)
        match sign:
            case "@":
                return f"@{names(what)}"
            case "#":
                return f"#{label or names(what)}"
            case "!":
                return label or f"@{what.partition('^')[0]}"
            case _:
                return label or what

    plain = MARKS.sub(r"\2", TOKEN.sub(drawn, text))
    return plain.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _text(text: Any, names: Names) -> str:
    if isinstance(text, dict) and text.get("type") == "mrkdwn":
        return read_aloud(words(text), names)
    return words(text)


def _block(block: dict[str, Any], values: Values, names: Names) -> list[str]:
    match block["type"]:
        case "divider":
            return ["---"]
        case "header" | "alert":
            return [_text(block.get("text"), names)]
        case "markdown":
            return [str(block.get("text", ""))]
        case "section":
            return _section(block, values, names)
        case "input":
            return _input(block, values, names)
        case "context":
            shown = [_small(one, names) for one in block["elements"]]
            return [" ".join(shown)]
        case "actions" | "context_actions":
            return [
                "  ".join(_element(Field(one, block), values, names) for one in block["elements"])
            ]
        case _:
            return _other(block, names)


def _section(block: dict[str, Any], values: Values, names: Names) -> list[str]:
    lines = [_text(block["text"], names)] if block.get("text") else []
    lines += [_text(one, names) for one in block.get("fields") or []]
    accessory = block.get("accessory")
    if accessory:
        lines.append(_element(Field(accessory, block), values, names))
    return lines


def _input(block: dict[str, Any], values: Values, names: Names) -> list[str]:
    label = words(block.get("label")) + (" (optional)" if block.get("optional") else "")
    lines = [label, _element(Field(block["element"], block), values, names)]
    return lines + ([words(block["hint"])] if block.get("hint") else [])


def _small(element: dict[str, Any], names: Names) -> str:
    if element["type"] == "image":
        return f"[image: {element.get('alt_text', '')}]"
    return _text(element, names)


def _other(block: dict[str, Any], names: Names) -> list[str]:
    if block["type"] == "image":
        return [words(block.get("title")), f"[image: {block.get('alt_text', '')}]"]
    return _leaves(block, names)


def _leaves(thing: Any, names: Names) -> list[str]:
    """Return all the words of a block whose layout does not matter here: rich text, tables."""
    match thing:
        case {"type": "text" | "link" | "raw_text", "text": str(text)}:
            return [text]
        case {"type": "user", "user_id": str(user)}:
            return [f"@{names(user)}"]
        case {"type": "mrkdwn" | "plain_text", "text": str()}:
            return [_text(thing, names)]
        case dict():
            return [text for one in thing.values() for text in _leaves(one, names)]
        case list():
            joined = [text for one in thing for text in _leaves(one, names)]
            is_run = all(isinstance(one, dict) and one.get("type") in _INLINE for one in thing)
            return ["".join(joined)] if is_run and joined else joined
        case _:
            return []


def _element(field: Field, values: Values, names: Names) -> str:
    element = field.element
    match field.kind:
        case "button" | "workflow_button":
            return f"[{words(element.get('text'))}]"
        case "icon_button" | "feedback_buttons":
            return f"[{element.get('accessibility_label') or words(element.get('text'))}]"
        case "overflow":
            return "[... " + " | ".join(words(one["text"]) for one in field.options) + "]"
        case "image":
            return f"[image: {element.get('alt_text', '')}]"
        case "checkboxes":
            return _choices(field, values, names, ("[x]", "[ ]"))
        case "radio_buttons":
            return _choices(field, values, names, ("(o)", "( )"))
        case _:
            return _held(field, values, names)


def _choices(field: Field, values: Values, names: Names, marks: tuple[str, str]) -> str:
    held = value_of(field, values)
    picked = [one["value"] for one in (held if field.holds_many else [held] if held else [])]
    lines = []
    for option in field.options:
        mark = marks[0] if option["value"] in picked else marks[1]
        more = _text(option.get("description"), names)
        lines.append(f"{mark} {_text(option['text'], names)}" + (f" - {more}" if more else ""))
    return "\n".join(lines)


def _held(field: Field, values: Values, names: Names) -> str:
    value = value_of(field, values)
    if is_blank(value):
        return f"<{words(field.element.get('placeholder'))}>"
    return ", ".join(_said(one, names) for one in (value if isinstance(value, list) else [value]))


def _said(value: Any, names: Names) -> str:
    if isinstance(value, dict):
        named = words(value.get("text")) or str(value.get("name", ""))
        return named or "".join(_leaves(value, names))
    return names(str(value))
