"""The elements of Block Kit: what people press, pick and type into, and where each may stand."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from sandbox.blocks.objects import (
    CONFIRM,
    CONVERSATION_FILTER,
    DISPATCH,
    LONGEST_TEXT,
    MENU_OPTION,
    OPTION_GROUPS,
    OPTIONS,
    OVERFLOW_OPTION,
    RICH_TEXT_OBJECT,
    STYLE,
    TICK_OPTION,
    picture,
    plain,
    typed,
)
from sandbox.blocks.shapes import (
    Fields,
    Problem,
    Shape,
    flag,
    in_order,
    list_of,
    matching,
    one_field_of,
    readable,
    string,
    url,
    whole,
)

MOST_TICKS = 10
IDS = list_of(string(), least=0)
_NUMBER = re.compile(r"-?\d+(\.\d+)?")

_ID: Fields = {"action_id": string(255)}
_ASKED: Fields = {**_ID, "confirm": CONFIRM, "focus_on_load": flag}
_PROMPTED: Fields = {"placeholder": plain(150)}
_TYPED: Fields = {**_ID, **_PROMPTED, "focus_on_load": flag, "dispatch_action_config": DISPATCH}
_SEVERAL: Fields = {"max_selected_items": whole(1)}


def _calendar_day(value: str) -> None:
    if date.fromisoformat(value).isoformat() != value:
        raise ValueError(value)


def _offered(value: dict[str, Any]) -> list[Any]:
    options = value.get("options")
    offered = list(options) if isinstance(options, list) else []
    groups = value.get("option_groups")
    for group in groups if isinstance(groups, list) else []:
        inner = group.get("options") if isinstance(group, dict) else None
        offered += inner if isinstance(inner, list) else []
    return offered


def _chosen_from_offered(value: Any, at: str) -> Iterator[Problem]:
    """Refuse what is chosen beforehand and equals nothing offered, field for field."""
    offered, several = _offered(value), value.get("initial_options")
    if "initial_option" in value and value["initial_option"] not in offered:
        yield Problem(f"{at}/initial_option", "must be one of the provided options")
    if isinstance(several, list) and not (several and all(each in offered for each in several)):
        yield Problem(f"{at}/initial_options", "must be one of the provided options")


def _begins_within_its_length(value: Any, at: str) -> Iterator[Problem]:
    begins, most = value.get("initial_value"), value.get("max_length")
    if isinstance(begins, str) and isinstance(most, int) and len(begins) > most:
        yield Problem(f"{at}/initial_value", f"must be less than {most + 1} characters")


def _as_number(value: Any) -> float | None:
    if isinstance(value, str):
        return float(value) if _NUMBER.fullmatch(value) else None
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _whole_where_asked(value: Any, at: str) -> Iterator[Problem]:
    if value.get("is_decimal_allowed") is not False:
        return
    for name in ("initial_value", "min_value", "max_value"):
        if isinstance(value.get(name), str) and "." in value[name]:
            yield Problem(f"{at}/{name}", "must not be a decimal number")


def _menu(*, several: bool) -> dict[str, Shape]:
    """The five menus, each with what may be picked in it beforehand."""
    prefix, plural, base = (
        ("multi_", "s", {**_ASKED, **_PROMPTED, **_SEVERAL})
        if several
        else ("", "", {**_ASKED, **_PROMPTED})
    )
    one_option: Fields = (
        {"initial_options": list_of(MENU_OPTION, 100, least=0)}
        if several
        else {"initial_option": MENU_OPTION}
    )
    one_id = IDS if several else string()
    answerable: Fields = {} if several else {"response_url_enabled": flag}
    return {
        f"{prefix}static_select": typed(
            {},
            {**base, **one_option, "options": OPTIONS, "option_groups": OPTION_GROUPS},
            one_field_of("options", "option_groups"),
            _chosen_from_offered,
        ),
        f"{prefix}external_select": typed({}, {**base, **one_option, "min_query_length": whole(0)}),
        f"{prefix}users_select": typed({}, {**base, f"initial_user{plural}": one_id}),
        f"{prefix}channels_select": typed(
            {}, {**base, **answerable, f"initial_channel{plural}": one_id}
        ),
        f"{prefix}conversations_select": typed(
            {},
            {
                **base,
                **answerable,
                f"initial_conversation{plural}": one_id,
                "default_to_current_conversation": flag,
                "filter": CONVERSATION_FILTER,
            },
        ),
    }


SELECTS = {**_menu(several=False), **_menu(several=True)}

TICKS: dict[str, Shape] = {
    "checkboxes": typed(
        {"options": list_of(TICK_OPTION, MOST_TICKS)},
        {**_ASKED, "initial_options": list_of(TICK_OPTION, MOST_TICKS, least=0)},
        _chosen_from_offered,
    ),
    "radio_buttons": typed(
        {"options": list_of(TICK_OPTION, MOST_TICKS)},
        {**_ASKED, "initial_option": TICK_OPTION},
        _chosen_from_offered,
    ),
}

PICKERS: dict[str, Shape] = {
    "datepicker": typed(
        {},
        {
            **_ASKED,
            **_PROMPTED,
            "initial_date": readable(_calendar_day, "must be a date as YYYY-MM-DD"),
        },
    ),
    "timepicker": typed(
        {},
        {
            **_ASKED,
            **_PROMPTED,
            "initial_time": matching(re.compile(r"([01]\d|2[0-3]):[0-5]\d"), "must be HH:mm"),
            "timezone": string(),
        },
    ),
    "datetimepicker": typed(
        {}, {**_ASKED, "initial_date_time": whole(1_000_000_000, 9_999_999_999)}
    ),
}

PRESSED: dict[str, Shape] = {
    "button": typed(
        {"text": plain(75)},
        {
            **_ID,
            "url": url(),
            "value": string(2000),
            "style": STYLE,
            "confirm": CONFIRM,
            "accessibility_label": string(75),
        },
    ),
    "overflow": typed({"options": list_of(OVERFLOW_OPTION, 5)}, {**_ID, "confirm": CONFIRM}),
}

_number = matching(_NUMBER, "must be a number")
_beginning: Fields = {**_TYPED, "initial_value": string(LONGEST_TEXT, least=0)}

FIELDS: dict[str, Shape] = {
    "plain_text_input": typed(
        {},
        {
            **_beginning,
            "multiline": flag,
            "min_length": whole(0, LONGEST_TEXT),
            "max_length": whole(1, LONGEST_TEXT),
        },
        in_order("min_length", "max_length", _as_number),
        _begins_within_its_length,
    ),
    "email_text_input": typed({}, _beginning),
    "url_text_input": typed({}, _beginning),
    "number_input": typed(
        {"is_decimal_allowed": flag},
        {**_TYPED, "initial_value": _number, "min_value": _number, "max_value": _number},
        in_order("min_value", "max_value", _as_number),
        in_order("min_value", "initial_value", _as_number),
        in_order("initial_value", "max_value", _as_number),
        _whole_where_asked,
    ),
    "rich_text_input": typed(
        {},
        {
            **_TYPED,
            "initial_value": RICH_TEXT_OBJECT,
            "min_lines": whole(1, 100),
            "max_lines": whole(1, 100),
        },
        in_order("min_lines", "max_lines", _as_number),
    ),
    "file_input": typed({}, {**_ID, "filetypes": list_of(string()), "max_files": whole(1, 10)}),
}

IMAGE = picture()
_without_moment = {name: shape for name, shape in PICKERS.items() if name != "datetimepicker"}

ACCESSORIES: Fields = {**PRESSED, **SELECTS, **TICKS, **_without_moment, "image": IMAGE}
"""What may stand beside a section's text."""
ACTIONS: Fields = {
    **PRESSED,
    **SELECTS,
    **TICKS,
    **PICKERS,
    "rich_text_input": FIELDS["rich_text_input"],
}
INPUTS: Fields = {**SELECTS, **TICKS, **PICKERS, **FIELDS}
"""What may be asked in an input block of a modal."""
INPUTS_OUTSIDE_MODALS: Fields = {
    name: shape for name, shape in INPUTS.items() if name != "file_input"
}
