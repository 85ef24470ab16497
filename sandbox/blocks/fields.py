"""The fields of a view or message: which there are, and what they hold."""

import copy
import secrets
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

VALUE_KEY = {
    "plain_text_input": "value",
    "number_input": "value",
    "email_text_input": "value",
    "url_text_input": "value",
    "rich_text_input": "rich_text_value",
    "static_select": "selected_option",
    "external_select": "selected_option",
    "radio_buttons": "selected_option",
    "checkboxes": "selected_options",
    "multi_static_select": "selected_options",
    "multi_external_select": "selected_options",
    "users_select": "selected_user",
    "multi_users_select": "selected_users",
    "conversations_select": "selected_conversation",
    "multi_conversations_select": "selected_conversations",
    "channels_select": "selected_channel",
    "multi_channels_select": "selected_channels",
    "datepicker": "selected_date",
    "timepicker": "selected_time",
    "datetimepicker": "selected_date_time",
    "file_input": "files",
}

INITIAL_KEY = {
    "rich_text_input": "initial_value",
    **{
        kind: "initial_" + key.removeprefix("selected_")
        for kind, key in VALUE_KEY.items()
        if kind not in ("rich_text_input", "file_input")
    },
}

TYPED = frozenset(
    {"plain_text_input", "number_input", "email_text_input", "url_text_input", "rich_text_input"}
)
PRESSED = frozenset({"button", "workflow_button", "icon_button", "feedback_buttons", "overflow"})

Values = dict[str, dict[str, dict[str, Any]]]
"""What fields hold, by block_id and action_id, as `state.values` has it."""


class Field(NamedTuple):
    """An interactive element, and the block in which it stands."""

    element: dict[str, Any]
    block: dict[str, Any]

    @property
    def block_id(self) -> str:
        return str(self.block["block_id"])

    @property
    def action_id(self) -> str:
        return str(self.element["action_id"])

    @property
    def kind(self) -> str:
        return str(self.element["type"])

    @property
    def is_input(self) -> bool:
        return bool(self.block["type"] == "input")

    @property
    def holds_many(self) -> bool:
        return bool(self.kind == "file_input" or VALUE_KEY.get(self.kind, "").endswith("s"))

    @property
    def label(self) -> str:
        """The words by which a person would call it."""
        if self.is_input:
            return words(self.block.get("label"))
        if self.kind in PRESSED:
            return words(self.element.get("text"))
        return words(self.block.get("text")) or words(self.element.get("placeholder"))

    @property
    def options(self) -> list[dict[str, Any]]:
        groups = self.element.get("option_groups") or []
        own = list(self.element.get("options") or [])
        return own + [option for group in groups for option in group.get("options", [])]

    @property
    def dispatches(self) -> bool:
        """Tell whether touching it sends a block_actions."""
        return not self.is_input or bool(self.block.get("dispatch_action"))

    @property
    def dispatches_on(self) -> list[str]:
        settings = self.element.get("dispatch_action_config") or {}
        return list(settings.get("trigger_actions_on") or ["on_enter_pressed"])


def words(text: Any) -> str:
    return str(text.get("text", "")) if isinstance(text, Mapping) else ""


def named(blocks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return a copy in which every block and element has an id: a random one where it had none."""
    copied = copy.deepcopy(blocks)
    for block in copied:
        if not block.get("block_id"):
            block["block_id"] = secrets.token_urlsafe(4)[:5]
        for element in _elements_of(block):
            if element.get("type") in VALUE_KEY or element.get("type") in PRESSED:
                element.setdefault("action_id", secrets.token_urlsafe(4)[:5])
    return copied


def _elements_of(block: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    match block.get("type"):
        case "input":
            found = [block.get("element")]
        case "section":
            found = [block.get("accessory")]
        case "actions" | "context_actions":
            found = block.get("elements") or []
        case "card":
            found = block.get("actions") or []
        case _:
            found = []
    return (element for element in found if isinstance(element, dict))


def touchables(blocks: list[dict[str, Any]]) -> list[Field]:
    """Return everything that a person can press, pick from or type into."""
    return [
        Field(element, block)
        for block in blocks
        for element in _elements_of(block)
        if element.get("type") in VALUE_KEY or element.get("type") in PRESSED
    ]


def stateful(blocks: list[dict[str, Any]]) -> list[Field]:
    return [field for field in touchables(blocks) if field.kind in VALUE_KEY]


def empty(field: Field) -> dict[str, Any]:
    return {"type": field.kind, VALUE_KEY[field.kind]: [] if field.holds_many else None}


def initial(field: Field) -> dict[str, Any]:
    """Return what a field holds before anybody touched it."""
    begins = field.element.get(INITIAL_KEY.get(field.kind, ""))
    if begins is None:
        return empty(field)
    return {"type": field.kind, VALUE_KEY[field.kind]: copy.deepcopy(begins)}


def held(field: Field, values: Values) -> dict[str, Any] | None:
    """Return what these values hold for the field, if they know it under both ids."""
    value = values.get(field.block_id, {}).get(field.action_id)
    return value if value and value["type"] == field.kind else None


def with_kept(blocks: list[dict[str, Any]], kept: Values) -> Values:
    """Return the values of new blocks.

    What was held under the same block_id and action_id stays, whatever the new blocks would
    begin with; all else begins anew. So Slack's clients do.
    """
    values: Values = {}
    for field in stateful(blocks):
        value = held(field, kept) or initial(field)
        values.setdefault(field.block_id, {})[field.action_id] = copy.deepcopy(value)
    return values


def put(values: Values, field: Field, value: Any) -> None:
    entry = {"type": field.kind, VALUE_KEY[field.kind]: value}
    values.setdefault(field.block_id, {})[field.action_id] = entry


def value_of(field: Field, values: Values) -> Any:
    entry = held(field, values) or initial(field)
    return entry[VALUE_KEY[field.kind]]


def is_blank(value: Any) -> bool:
    return value is None or value in ("", [])
