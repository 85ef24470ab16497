"""What stands inside a block: texts, buttons, choices and fields."""

import re
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime, time
from typing import Any

from bot.forms.fields import LONGEST_LINE, LONGEST_TEXT
from bot.ui.kit.markup import shortened, shortened_markup

Element = dict[str, Any]

LONGEST_OPTION = 75
LONGEST_SECTION = 3000
LONGEST_ANSWER = LONGEST_TEXT
MOST_BOXES = 10
MOST_CHOICES = 100
MOST_IN_A_MENU = 5


def given(parts: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is not empty: Slack takes no part that says nothing, and False says something."""
    return {name: part for name, part in parts.items() if part not in (None, "", [])}


def plain(text: str, longest: int) -> Element:
    return {"type": "plain_text", "text": shortened(text, longest), "emoji": True}


def mrkdwn(text: str) -> Element:
    """Return Slack's mark-up, in which no bare link and no bare @channel is marked."""
    return {"type": "mrkdwn", "text": shortened_markup(text, LONGEST_SECTION), "verbatim": True}


def button(
    text: str,
    action_id: str,
    *,
    value: object = "",
    style: str | None = None,
    confirm: Element | None = None,
    label: str | None = None,
) -> Element:
    """Return a button; `label` is what a screen reader says where the text alone is ambiguous."""
    assert len(str(value)) <= 2000, "a button carries an id, not a story"
    return _element(
        "button",
        text=plain(text, 75),
        action_id=action_id,
        value=str(value),
        style=style,
        confirm=confirm,
        accessibility_label=shortened(label or "", 75),
    )


def confirm(title: str, text: str, *, yes: str, no: str) -> Element:
    """Ask before something that reaches others is done."""
    return {
        "title": plain(title, 100),
        "text": plain(text, 300),
        "confirm": plain(yes, 30),
        "deny": plain(no, 30),
    }


def option(value: object, text: str, *, description: str = "") -> Element:
    assert 1 <= len(str(value)) <= 150, "an option's value is an id"
    about = plain(description, LONGEST_OPTION) if description else None
    return given({"text": plain(text, LONGEST_OPTION), "value": str(value), "description": about})


def checkboxes(action_id: str, options: Sequence[Element], *, ticked: Iterable[str]) -> Element:
    """Draw at most ten boxes; `ticked` holds the values drawn as ticked."""
    initial = _among(options, ticked)
    return _list("checkboxes", action_id, options, MOST_BOXES, initial_options=initial)


def radio(action_id: str, options: Sequence[Element], *, chosen: str = "") -> Element:
    initial = _one_among(options, chosen)
    return _list("radio_buttons", action_id, options, MOST_BOXES, initial_option=initial)


def select(
    action_id: str, options: Sequence[Element], *, chosen: str = "", placeholder: str = ""
) -> Element:
    return _list(
        "static_select",
        action_id,
        options,
        MOST_CHOICES,
        placeholder=plain(placeholder or "Choose", 150),
        initial_option=_one_among(options, chosen),
    )


def menu(action_id: str, options: Sequence[Element]) -> Element:
    """Draw the menu behind three dots, for what is done more rarely."""
    return _list("overflow", action_id, options, MOST_IN_A_MENU)


def several(
    action_id: str, options: Sequence[Element], *, chosen: Iterable[str], placeholder: str = ""
) -> Element:
    """Return a select of which any number can be chosen."""
    return _list(
        "multi_static_select",
        action_id,
        options,
        MOST_CHOICES,
        placeholder=plain(placeholder or "Choose", 150),
        initial_options=_among(options, chosen),
    )


def type_ahead(action_id: str, *, placeholder: str, chosen: Element | None = None) -> Element:
    """Return a select whose options we are asked for as the person types."""
    return _element(
        "external_select",
        action_id=action_id,
        placeholder=plain(placeholder, 150),
        min_query_length=0,
        initial_option=chosen,
    )


def person_select(action_id: str, *, chosen: str = "", placeholder: str = "") -> Element:
    words = plain(placeholder or "Choose a person", 150)
    return _element("users_select", action_id=action_id, placeholder=words, initial_user=chosen)


def channel_select(action_id: str, *, chosen: str = "", placeholder: str = "") -> Element:
    """Return a select of the person's private channels; what each is like, we ask Slack."""
    return _element(
        "conversations_select",
        action_id=action_id,
        placeholder=plain(placeholder or "Choose", 150),
        filter={"include": ["private"], "exclude_bot_users": True},
        initial_conversation=chosen,
    )


def date_picker(action_id: str, *, chosen: str = "") -> Element:
    """Return a calendar; what is no date chooses nothing, or Slack would refuse the whole view."""
    initial = ""
    with suppress(ValueError):
        initial = date.fromisoformat(chosen).isoformat()
    return _element("datepicker", action_id=action_id, initial_date=initial)


def time_picker(action_id: str, *, chosen: str = "") -> Element:
    """Return a clock; it says hours and minutes and no zone, which is the workspace's own."""
    initial = f"{time.fromisoformat(chosen):%H:%M}" if chosen else ""
    return _element("timepicker", action_id=action_id, initial_time=initial)


def moment_picker(action_id: str, *, chosen: str = "") -> Element:
    """Return a day and a time in the reader's own zone; `chosen` is in UTC, and to the minute."""
    at = int(datetime.fromisoformat(chosen).timestamp()) // 60 * 60 if chosen else None
    return _element("datetimepicker", action_id=action_id, initial_date_time=at)


def text_field(
    action_id: str, *, text: str = "", multiline: bool = True, live: bool = False
) -> Element:
    """Return a field for words; if `live`, each keystroke reaches us, so that none is lost."""
    longest = LONGEST_ANSWER if multiline else LONGEST_LINE
    return _element(
        "plain_text_input",
        action_id=action_id,
        multiline=multiline,
        max_length=longest,
        initial_value=text[:longest],
        dispatch_action_config=_each_keystroke(live=live),
    )


def file_field(action_id: str, *, kinds: Sequence[str], most: int = 1) -> Element:
    """Draw a field for files; Slack's client looks at their endings and no further.

    It needs the scope `files:read`, without which Slack shows no such field.
    """
    assert 1 <= most <= 10, "Slack takes at most ten files in a field"
    return _element("file_input", action_id=action_id, filetypes=list(kinds), max_files=most)


def number_field(
    action_id: str, *, least: int, most: int, number: str = "", live: bool = False
) -> Element:
    """Return a field for a whole number; one out of bounds is left out, as Slack demands."""
    fits = re.fullmatch(r"-?[0-9]{1,9}", number) and least <= int(number) <= most
    return _element(
        "number_input",
        action_id=action_id,
        is_decimal_allowed=False,
        min_value=str(least),
        max_value=str(most),
        initial_value=number if fits else "",
        dispatch_action_config=_each_keystroke(live=live),
    )


def _element(kind: str, **parts: Any) -> Element:
    return {"type": kind, **given(parts)}


def _list(
    kind: str, action_id: str, options: Sequence[Element], most: int, **parts: Any
) -> Element:
    assert 1 <= len(options) <= most, f"Slack offers from one to {most} choices here"
    return _element(kind, action_id=action_id, options=list(options), **parts)


def _among(options: Sequence[Element], values: Iterable[str]) -> list[Element]:
    wanted = set(values)
    return [choice for choice in options if choice["value"] in wanted]


def _one_among(options: Sequence[Element], value: str) -> Element | None:
    return next(iter(_among(options, [value])), None)


def _each_keystroke(*, live: bool) -> Element | None:
    return {"trigger_actions_on": ["on_character_entered"]} if live else None
