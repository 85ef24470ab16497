"""A modal as somebody fills it in: what Slack would send back for a view that we drew."""

from collections.abc import Iterable, Mapping
from typing import Any


def filled(view: Mapping[str, Any], answers: Mapping[str, Any]) -> dict[str, Any]:
    """The view with its state: `answers` by block id, everything else as it was drawn."""
    inputs = {block["block_id"]: block for block in view["blocks"] if block["type"] == "input"}
    assert set(answers) <= set(inputs), f"no such fields: {set(answers) - set(inputs)}"
    values = {
        block_id: {
            block["element"]["action_id"]: _state(
                block["element"], answers.get(block_id, _AS_DRAWN)
            )
        }
        for block_id, block in inputs.items()
    }
    return {**view, "state": {"values": values}}


def boxes(view: Mapping[str, Any]) -> dict[str, list[str]]:
    """The words of the check boxes, by block id."""
    return {
        block["block_id"]: [option["text"]["text"] for option in block["element"]["options"]]
        for block in view["blocks"]
        if block["type"] == "input" and block["element"]["type"] == "checkboxes"
    }


def over_them(view: Mapping[str, Any]) -> dict[str, list[str]]:
    """The words of the check boxes, by the label over them."""
    rows = boxes(view)
    return {
        block["label"]["text"]: rows[block["block_id"]]
        for block in view["blocks"]
        if block.get("block_id") in rows
    }


def choices(view: Mapping[str, Any], block_id: str) -> list[str]:
    block = next(block for block in view["blocks"] if block.get("block_id") == block_id)
    return [option["value"] for option in block["element"]["options"]]


_AS_DRAWN = object()


def _state(element: Mapping[str, Any], answer: Any) -> dict[str, Any]:
    kind = element["type"]
    match kind:
        case "checkboxes":
            if answer is _AS_DRAWN:
                return {"type": kind, "selected_options": element.get("initial_options", [])}
            ticked = list(answer)
            chosen = [one for one in element["options"] if one["value"] in set(ticked)]
            assert len(chosen) == len(ticked), "only what is drawn can be ticked"
            return {"type": kind, "selected_options": chosen}
        case "radio_buttons" | "static_select":
            return {"type": kind, "selected_option": _option(element, answer)}
        case "datepicker":
            return {"type": kind, "selected_date": _or_drawn(element, "initial_date", answer)}
        case "timepicker":
            return {"type": kind, "selected_time": _or_drawn(element, "initial_time", answer)}
        case "datetimepicker":
            picked = _or_drawn(element, "initial_date_time", answer)
            return {"type": kind, "selected_date_time": picked}
        case "users_select":
            return {"type": kind, "selected_user": _or_drawn(element, "initial_user", answer)}
        case _:
            return {"type": kind, "value": _or_drawn(element, "initial_value", answer)}


def _option(element: Mapping[str, Any], answer: Any) -> Any:
    if answer is _AS_DRAWN:
        return element.get("initial_option")
    options: Iterable[Any] = element["options"]
    return next(option for option in options if option["value"] == answer)


def _or_drawn(element: Mapping[str, Any], initial: str, answer: Any) -> Any:
    return element.get(initial) if answer is _AS_DRAWN else answer
