"""What tests/slack_limits.py asks of an object as a whole, where one path alone cannot tell."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from tests.slack_paths import STATIC, TICKS, pattern

Rule = Callable[[Mapping[str, Any]], Iterator[str]]


def _submit_for_inputs(view: Mapping[str, Any]) -> Iterator[str]:
    blocks = view.get("blocks")
    kinds = (
        [b.get("type") for b in blocks if isinstance(b, dict)] if isinstance(blocks, list) else []
    )
    if "submit" not in view:
        for index, kind in enumerate(kinds):
            if kind == "input":
                yield f"/blocks/{index} asks, and nothing submits"


def _exactly_one(*names: str) -> Rule:
    def rule(node: Mapping[str, Any]) -> Iterator[str]:
        if len(names) - len(set(names) - set(node)) != 1:
            yield f"needs one of {', '.join(names)}"

    return rule


def _words_or_fields(section: Mapping[str, Any]) -> Iterator[str]:
    if not {"text", "fields"} & set(section):
        yield "has nothing to say"


def _chosen_are_offered(choice: Mapping[str, Any]) -> Iterator[str]:
    offered = [*_items(choice, "options")]
    for group in _items(choice, "option_groups"):
        offered += _items(group, "options")
    chosen = _items(choice, "initial_options")
    if "initial_options" in choice and not chosen:
        yield "chooses nothing beforehand, where leaving it out would"
    for one in [*chosen, *([choice["initial_option"]] if "initial_option" in choice else [])]:
        if one not in offered:
            yield "chooses beforehand what it does not offer"


def _items(node: Any, name: str) -> list[Any]:
    held = node.get(name) if isinstance(node, dict) else None
    return held if isinstance(held, list) else []


def _rising(*names: str) -> Rule:
    """The numbers under these names do not fall, leaving out those that are not there."""

    def rule(node: Mapping[str, Any]) -> Iterator[str]:
        given = [_number(node[name]) for name in names if name in node]
        known = [number for number in given if number is not None]
        if known != sorted(known):
            yield f"{', '.join(names)} are not in order"

    return rule


def _number(value: Any) -> float | None:
    try:
        return None if isinstance(value, bool) else float(value)
    except (TypeError, ValueError):
        return None


def _begins_within_its_length(field: Mapping[str, Any]) -> Iterator[str]:
    begins, most = field.get("initial_value"), _number(field.get("max_length"))
    if isinstance(begins, str) and most is not None and len(begins) > most:
        yield "begins longer than it may become"


def _no_fractions(field: Mapping[str, Any]) -> Iterator[str]:
    numbers = [str(field.get(name)) for name in ("initial_value", "min_value", "max_value")]
    if field.get("is_decimal_allowed") is False and any("." in number for number in numbers):
        yield "has a fraction where none may be typed"


RULES: list[tuple[Any, Rule]] = [
    (pattern(path), rule)
    for path, rule in (
        ("^modal", _submit_for_inputs),
        ("<section>", _words_or_fields),
        (f"<{STATIC}>", _exactly_one("options", "option_groups")),
        (f"<({STATIC}|{TICKS})>", _chosen_are_offered),
        ("<image>", _exactly_one("image_url", "slack_file")),
        (".slack_file", _exactly_one("id", "url")),
        ("<plain_text_input>", _rising("min_length", "max_length")),
        ("<plain_text_input>", _begins_within_its_length),
        ("<number_input>", _rising("min_value", "initial_value", "max_value")),
        ("<number_input>", _no_fractions),
        ("<rich_text_input>", _rising("min_lines", "max_lines")),
    )
]
