"""The vocabulary of what people see: Slack's blocks as plain dicts.

Whatever a person typed goes through `escaped` or into a plain-text element, so that nobody can
smuggle a mention, a link or a broadcast into what another person reads.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from typing import Any

Block = dict[str, Any]
Element = dict[str, Any]
View = dict[str, Any]
Message = dict[str, Any]
"""`text` (read aloud and shown in notifications; it names nobody) and `blocks`."""

LONGEST_OPTION = 75
LONGEST_ANSWER = 3000
LONGEST_SECTION = 3000


def escaped(text: str) -> str:
    """Make words that a person typed harmless inside mrkdwn."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def shortened(text: str, longest: int) -> str:
    """Cut `text` to `longest` characters, saying so with an ellipsis."""
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


def in_words(day: date) -> str:
    """A date as people say it: Thursday 8 October."""
    return f"{day:%A} {day.day} {day:%B}"


def in_short(day: date) -> str:
    """A date in a list: Thu 8 Oct."""
    return f"{day:%a} {day.day} {day:%b}"


def clock_time(at: time) -> str:
    """A time of day as people say it: 8:30 am."""
    return f"{at.hour % 12 or 12}:{at:%M} {'am' if at.hour < 12 else 'pm'}"


def moment(at: datetime) -> str:
    """A moment that every reader sees in their own zone (mrkdwn)."""
    fallback = f"{at:%Y-%m-%d %H:%M} UTC"
    return f"<!date^{int(at.timestamp())}^{{date_short_pretty}} {{time}}|{fallback}>"


def plain(text: str) -> Element:
    return {"type": "plain_text", "text": text, "emoji": True}


def mrkdwn(text: str) -> Element:
    return {"type": "mrkdwn", "text": text}


def header(text: str) -> Block:
    return {"type": "header", "text": plain(shortened(text, 150))}


def section(text: str, *, accessory: Element | None = None, block_id: str | None = None) -> Block:
    """A paragraph of mrkdwn, with at most one control beside it."""
    block: Block = {"type": "section", "text": mrkdwn(shortened(text, LONGEST_SECTION))}
    if accessory is not None:
        block["accessory"] = accessory
    return _with_id(block, block_id)


def spoken(text: str, *, block_id: str | None = None) -> Block:
    """A paragraph of somebody's own words, which are never read as markup."""
    block: Block = {"type": "section", "text": plain(shortened(text, LONGEST_SECTION))}
    return _with_id(block, block_id)


def context(*texts: str) -> Block:
    return {"type": "context", "elements": [mrkdwn(text) for text in texts]}


def divider() -> Block:
    return {"type": "divider"}


def actions(elements: Sequence[Element], *, block_id: str | None = None) -> Block:
    return _with_id({"type": "actions", "elements": list(elements)}, block_id)


def button(
    text: str,
    action_id: str,
    *,
    value: str = "",
    style: str | None = None,
    confirm: Element | None = None,
    label: str | None = None,
) -> Element:
    """A button; `label` is what a screen reader says where the text alone is ambiguous."""
    element: Element = {"type": "button", "text": plain(text), "action_id": action_id}
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
    return {"title": plain(title), "text": plain(text), "confirm": plain(yes), "deny": plain(no)}


def option(value: str, text: str, *, description: str = "") -> Element:
    element: Element = {"text": plain(shortened(text, LONGEST_OPTION)), "value": value}
    if description:
        element["description"] = plain(shortened(description, LONGEST_OPTION))
    return element


def checkboxes(action_id: str, options: Sequence[Element], *, ticked: Iterable[str]) -> Element:
    """At most ten boxes; `ticked` holds the values drawn as ticked."""
    element: Element = {"type": "checkboxes", "action_id": action_id, "options": list(options)}
    wanted = set(ticked)
    if initial := [choice for choice in options if choice["value"] in wanted]:
        element["initial_options"] = initial
    return element


def radio(action_id: str, options: Sequence[Element], *, chosen: str = "") -> Element:
    element: Element = {"type": "radio_buttons", "action_id": action_id, "options": list(options)}
    return _with_initial(element, options, chosen)


def select(
    action_id: str, options: Sequence[Element], *, chosen: str = "", placeholder: str = "Choose"
) -> Element:
    element: Element = {
        "type": "static_select",
        "action_id": action_id,
        "options": list(options),
        "placeholder": plain(placeholder),
    }
    return _with_initial(element, options, chosen)


def type_ahead(action_id: str, *, placeholder: str, chosen: Element | None = None) -> Element:
    """A select whose options we are asked for as the person types."""
    element: Element = {
        "type": "external_select",
        "action_id": action_id,
        "placeholder": plain(placeholder),
        "min_query_length": 0,
    }
    if chosen:
        element["initial_option"] = chosen
    return element


def person_select(action_id: str, *, placeholder: str = "Choose a person") -> Element:
    return {"type": "users_select", "action_id": action_id, "placeholder": plain(placeholder)}


def date_picker(action_id: str, *, chosen: str = "") -> Element:
    element: Element = {"type": "datepicker", "action_id": action_id}
    if chosen:
        element["initial_date"] = chosen
    return element


def text_field(
    action_id: str, *, text: str = "", multiline: bool = True, live: bool = False
) -> Element:
    """A field for words; with `live` each keystroke reaches us, so that nothing typed is lost."""
    element: Element = {
        "type": "plain_text_input",
        "action_id": action_id,
        "multiline": multiline,
        "max_length": LONGEST_ANSWER if multiline else 250,
    }
    if text:
        element["initial_value"] = text[: element["max_length"]]
    if live:
        element["dispatch_action_config"] = {"trigger_actions_on": ["on_character_entered"]}
    return element


def number_field(action_id: str, *, least: int, most: int, number: str = "") -> Element:
    element: Element = {
        "type": "number_input",
        "action_id": action_id,
        "is_decimal_allowed": False,
        "min_value": str(least),
        "max_value": str(most),
    }
    if number:
        element["initial_value"] = number
    return element


def field(
    label: str,
    element: Element,
    *,
    block_id: str,
    hint: str = "",
    required: bool = False,
    live: bool = False,
) -> Block:
    """A labelled input of a modal; with `live` it reports what is typed or chosen at once."""
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
    """A modal; `private_metadata` reaches the client, so it holds ids and nothing else."""
    view: View = {
        "type": "modal",
        "callback_id": callback_id,
        "title": plain(shortened(title, 24)),
        "close": plain(close),
        "blocks": list(blocks),
    }
    if submit:
        view["submit"] = plain(submit)
    if private_metadata:
        view["private_metadata"] = private_metadata
    return view


def home(blocks: Sequence[Block]) -> View:
    return {"type": "home", "blocks": list(blocks)}


def message(text: str, blocks: Sequence[Block]) -> Message:
    """A message; `text` is what a lock screen shows and a screen reader says."""
    return {"text": text, "blocks": list(blocks)}


def _with_id(block: Block, block_id: str | None) -> Block:
    return block if block_id is None else {**block, "block_id": block_id}


def _with_initial(element: Element, options: Sequence[Element], chosen: str) -> Element:
    initial = next((choice for choice in options if choice["value"] == chosen), None)
    return element if initial is None else {**element, "initial_option": initial}
