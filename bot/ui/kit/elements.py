"""What stands inside a block: texts, buttons, choices and fields."""

import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import date, datetime, time
from typing import Any

from bot.forms.fields import LONGEST_LINE, LONGEST_TEXT
from bot.ui.kit.markup import shortened

Element = dict[str, Any]

LONGEST_OPTION = 75
LONGEST_ANSWER = LONGEST_TEXT
MOST_BOXES = 10
MOST_CHOICES = 100

_EACH_KEYSTROKE = {"dispatch_action_config": {"trigger_actions_on": ["on_character_entered"]}}


def plain(text: str) -> Element:
    return {"type": "plain_text", "text": text, "emoji": True}


def mrkdwn(text: str) -> Element:
    """Return Slack's mark-up, in which only what we mark up is marked.

    No bare link, no bare @channel.
    """
    return {"type": "mrkdwn", "text": text, "verbatim": True}


def button(
    text: str,
    action_id: str,
    *,
    value: str = "",
    style: str | None = None,
    confirm: Element | None = None,
    label: str | None = None,
) -> Element:
    """Return a button; `label` is what a screen reader says where the text alone is ambiguous."""
    assert len(value) <= 2000, "a button carries an id, not a story"
    words = plain(shortened(text, 75))
    element: Element = {"type": "button", "text": words, "action_id": action_id}
    if value:
        element["value"] = value
    if style:
        element["style"] = style
    if confirm:
        element["confirm"] = confirm
    if label:
        element["accessibility_label"] = shortened(label, 75)
    return element


def confirm(title: str, text: str, *, yes: str, no: str) -> Element:
    """Ask before something that reaches others is done."""
    return {
        "title": plain(shortened(title, 100)),
        "text": plain(shortened(text, 300)),
        "confirm": plain(shortened(yes, 30)),
        "deny": plain(shortened(no, 30)),
    }


def option(value: str, text: str, *, description: str = "") -> Element:
    assert 1 <= len(value) <= 150, "an option's value is an id"
    element: Element = {"text": plain(shortened(text, LONGEST_OPTION)), "value": value}
    if description:
        element["description"] = plain(shortened(description, LONGEST_OPTION))
    return element


def checkboxes(action_id: str, options: Sequence[Element], *, ticked: Iterable[str]) -> Element:
    """At most ten boxes; `ticked` holds the values drawn as ticked."""
    assert 1 <= len(options) <= MOST_BOXES, "Slack draws at most ten boxes"
    element: Element = {"type": "checkboxes", "action_id": action_id, "options": list(options)}
    wanted = set(ticked)
    if initial := [choice for choice in options if choice["value"] in wanted]:
        element["initial_options"] = initial
    return element


def radio(action_id: str, options: Sequence[Element], *, chosen: str = "") -> Element:
    assert 1 <= len(options) <= MOST_BOXES, "Slack draws at most ten buttons"
    element: Element = {"type": "radio_buttons", "action_id": action_id, "options": list(options)}
    return _with_initial(element, options, chosen)


def select(
    action_id: str, options: Sequence[Element], *, chosen: str = "", placeholder: str = "Choose"
) -> Element:
    assert 1 <= len(options) <= MOST_CHOICES, "Slack offers at most a hundred choices"
    element: Element = {
        "type": "static_select",
        "action_id": action_id,
        "options": list(options),
        "placeholder": plain(shortened(placeholder, 150)),
    }
    return _with_initial(element, options, chosen)


def type_ahead(action_id: str, *, placeholder: str, chosen: Element | None = None) -> Element:
    """Return a select whose options we are asked for as the person types."""
    element: Element = {
        "type": "external_select",
        "action_id": action_id,
        "placeholder": plain(shortened(placeholder, 150)),
        "min_query_length": 0,
    }
    if chosen:
        element["initial_option"] = chosen
    return element


def person_select(
    action_id: str, *, placeholder: str = "Choose a person", chosen: str | None = None
) -> Element:
    element: Element = {
        "type": "users_select",
        "action_id": action_id,
        "placeholder": plain(shortened(placeholder, 150)),
    }
    return {**element, "initial_user": chosen} if chosen else element


def channel_select(action_id: str, *, chosen: str = "", placeholder: str = "Choose") -> Element:
    """Return a select of the private channels that the person is in.

    What each is like, we ask Slack.
    """
    element: Element = {
        "type": "conversations_select",
        "action_id": action_id,
        "placeholder": plain(shortened(placeholder, 150)),
        "filter": {"include": ["private"], "exclude_bot_users": True},
    }
    return {**element, "initial_conversation": chosen} if chosen else element


def several(
    action_id: str, options: Sequence[Element], *, chosen: Iterable[str], placeholder: str
) -> Element:
    """Return a select of which any number can be chosen."""
    assert 1 <= len(options) <= MOST_CHOICES, "Slack offers at most a hundred choices"
    wanted = set(chosen)
    element: Element = {
        "type": "multi_static_select",
        "action_id": action_id,
        "options": list(options),
        "placeholder": plain(shortened(placeholder, 150)),
    }
    initial = [choice for choice in options if choice["value"] in wanted]
    return {**element, "initial_options": initial} if initial else element


def date_picker(action_id: str, *, chosen: str = "") -> Element:
    """Return a calendar.

    What is no date chooses nothing, since Slack would refuse the whole view.
    """
    element: Element = {"type": "datepicker", "action_id": action_id}
    if chosen:
        with suppress(ValueError):
            element["initial_date"] = date.fromisoformat(chosen).isoformat()
    return element


def time_picker(action_id: str, *, chosen: time | None = None) -> Element:
    """Return a clock; it says hours and minutes and no zone, which is the workspace's own."""
    element: Element = {"type": "timepicker", "action_id": action_id}
    return {**element, "initial_time": f"{chosen:%H:%M}"} if chosen else element


def moment_picker(action_id: str, *, at: datetime | None = None) -> Element:
    """Return a day and a time in the reader's own zone.

    `at` is in UTC, and chosen to the minute.
    """
    element: Element = {"type": "datetimepicker", "action_id": action_id}
    if at is None:
        return element
    return {**element, "initial_date_time": int(at.timestamp()) // 60 * 60}


def text_field(
    action_id: str, *, text: str = "", multiline: bool = True, live: bool = False
) -> Element:
    """Return a field for words.

    With `live` each keystroke reaches us, so that nothing typed is lost.
    """
    element: Element = {
        "type": "plain_text_input",
        "action_id": action_id,
        "multiline": multiline,
        "max_length": LONGEST_ANSWER if multiline else LONGEST_LINE,
    }
    if text:
        element["initial_value"] = text[: element["max_length"]]
    return {**element, **_EACH_KEYSTROKE} if live else element


def file_field(action_id: str, *, kinds: Sequence[str], most: int = 1) -> Element:
    """A field into which files are dropped; Slack's client looks at their endings and no further.

    It needs the scope `files:read`, without which Slack shows no such field.
    """
    assert 1 <= most <= 10, "Slack takes at most ten files in a field"
    return {
        "type": "file_input",
        "action_id": action_id,
        "filetypes": list(kinds),
        "max_files": most,
    }


def number_field(
    action_id: str, *, least: int, most: int, number: str = "", live: bool = False
) -> Element:
    """Return a field for a whole number.

    One that is out of bounds is left out, as Slack demands.
    """
    element: Element = {
        "type": "number_input",
        "action_id": action_id,
        "is_decimal_allowed": False,
        "min_value": str(least),
        "max_value": str(most),
    }
    if re.fullmatch(r"-?[0-9]{1,9}", number) and least <= int(number) <= most:
        element["initial_value"] = number
    return {**element, **_EACH_KEYSTROKE} if live else element


def _with_initial(element: Element, options: Sequence[Element], chosen: str) -> Element:
    initial = next((choice for choice in options if choice["value"] == chosen), None)
    return element if initial is None else {**element, "initial_option": initial}
