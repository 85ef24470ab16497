"""What Slack's client finds wrong with a form before it sends anything."""

import re
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from typing import Any

from sandbox.blocks.fields import Field, Values, is_blank, stateful, value_of

REQUIRED = "Please complete this required field."

ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
LINK = re.compile(r"https?://[^\s/]+\S*", re.IGNORECASE)

LONGEST = 3000
MOST_FILES = 10


def complaints(blocks: list[dict[str, Any]], values: Values) -> dict[str, str]:
    """Return what has to be put right, by block_id; nothing is sent while there is any."""
    found = {}
    for field in stateful(blocks):
        value = value_of(field, values)
        if is_blank(value):
            if field.is_input and not field.block.get("optional"):
                found[field.block_id] = REQUIRED
        elif wrong := _wrong(field, value):
            found[field.block_id] = wrong
    return found


def _wrong(field: Field, value: Any) -> str | None:
    check = _CHECKS.get(field.kind)
    if check:
        return check(field.element, value)
    most = field.element.get("max_selected_items")
    if field.holds_many and most and len(value) > most:
        return f"You can select up to {most}."
    if field.options:
        picked = value if field.holds_many else [value]
        if any(one not in field.options for one in picked):
            return "Please pick one of the options."
    return None


def _text(element: dict[str, Any], value: str) -> str | None:
    least, most = element.get("min_length", 0), element.get("max_length", LONGEST)
    if len(value) < least:
        return f"Please enter at least {least} characters."
    if len(value) > most:
        return f"Please shorten this to {most} characters."
    return None


def _number(element: dict[str, Any], value: str) -> str | None:
    try:
        number = Decimal(value)
    except InvalidOperation:
        return "Please enter a number."
    if not element.get("is_decimal_allowed") and number != number.to_integral_value():
        return "Please enter a whole number."
    least, most = element.get("min_value"), element.get("max_value")
    if least is not None and number < Decimal(least):
        return f"Please enter a number of at least {least}."
    if most is not None and number > Decimal(most):
        return f"Please enter a number of at most {most}."
    return None


def _address(_: dict[str, Any], value: str) -> str | None:
    return None if ADDRESS.fullmatch(value) else "Please enter an email address."


def _link(_: dict[str, Any], value: str) -> str | None:
    return None if LINK.fullmatch(value) else "Please enter a URL."


def wrong_files(element: dict[str, Any], files: list[dict[str, Any]]) -> str | None:
    """Return what a field for files does not take: too many, or a kind that it does not list."""
    most = element.get("max_files", MOST_FILES)
    if len(files) > most:
        return f"Please add at most {most} file{'' if most == 1 else 's'}."
    kinds = [str(one).lower() for one in element.get("filetypes") or []]
    if kinds and any(one["filetype"] not in kinds for one in files):
        return f"Please add only files of these kinds: {', '.join(kinds)}."
    return None


_CHECKS: dict[str, Callable[[dict[str, Any], Any], str | None]] = {
    "plain_text_input": _text,
    "number_input": _number,
    "email_text_input": _address,
    "url_text_input": _link,
    "file_input": wrong_files,
}
