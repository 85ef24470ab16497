"""What stands in a modal that somebody submitted, field by field.

Each field's block and its element share one id.
"""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from bot.people.people import SlackUserId

Submitted = Mapping[str, Any]


def is_third(view: Submitted) -> bool:
    """Tell whether a modal is the third of its stack, on which Slack puts no other."""
    below = view.get("previous_view_id")
    return bool(below) and below != view.get("root_view_id")


def has(view: Submitted, name: str) -> bool:
    """Tell whether the modal was drawn with this field."""
    return name in view["state"]["values"]


def words_in(view: Submitted, name: str) -> str:
    return str(_field(view, name).get("value") or "").strip()


def day_in(view: Submitted, name: str) -> date | None:
    picked = _field(view, name).get("selected_date")
    return date.fromisoformat(picked) if picked else None


def moment_in(view: Submitted, name: str) -> datetime | None:
    """Return a moment in UTC: Slack asks in the reader's own zone and sends seconds since 1970."""
    picked = _field(view, name).get("selected_date_time")
    return datetime.fromtimestamp(int(picked), UTC) if picked else None


def choice_in(view: Submitted, name: str) -> str:
    """Return the value of the option chosen; empty where none is."""
    option = _field(view, name).get("selected_option")
    return str(option["value"]) if option else ""


def ticked_in(view: Submitted, name: str) -> list[str]:
    return [str(option["value"]) for option in _field(view, name).get("selected_options") or []]


def colleague_in(view: Submitted, name: str) -> SlackUserId | None:
    picked = _field(view, name).get("selected_user")
    return SlackUserId(str(picked)) if picked else None


def is_changed(view: Submitted, name: str) -> bool:
    """Tell whether somebody changed a field.

    What they left as it was drawn may be another's by now.
    """
    drawn = next(one["element"] for one in view["blocks"] if one.get("block_id") == name)
    now = _field(view, name)
    return any(_plain(now.get(is_)) != _plain(drawn.get(was)) for is_, was in _DRAWN.items())


_DRAWN = {
    "value": "initial_value",
    "selected_date": "initial_date",
    "selected_option": "initial_option",
    "selected_options": "initial_options",
}
"""By how Slack tells what stands in a field: how it was told what to draw there."""


def _plain(told: Any) -> Any:
    if isinstance(told, Mapping):
        return told["value"]
    if isinstance(told, list) and told:
        return sorted(map(_plain, told))
    return str(told).strip() if told else ""


def _field(view: Submitted, name: str) -> Mapping[str, Any]:
    field: Mapping[str, Any] = view["state"]["values"].get(name, {}).get(name) or {}
    return field
