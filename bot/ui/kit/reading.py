"""What comes back from Slack, read: the one place that knows how its state is told.

Everybody else asks for an answer by its field, and for what was carried along by its tag.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple

from bot.forms.answers import Answers
from bot.forms.modals import Modal
from bot.ui.kit.drawing import MARK, STUDENT, TYPED, key_of, mark_of

NO_CHOICE = "no-choice"
"""The value of an option that only says why there are none."""

CHOOSE_AGAIN = "Preiep could not reach its records when you typed this. Please type it again."

Told = Mapping[str, Any]
"""A view, an action or the state of a field, as Slack sends it."""

_SHOWN = {
    "value": "initial_value",
    "selected_date": "initial_date",
    "selected_time": "initial_time",
    "selected_date_time": "initial_date_time",
    "selected_user": "initial_user",
    "selected_conversation": "initial_conversation",
    "selected_option": "initial_option",
    "selected_options": "initial_options",
}
"""By how Slack tells what stands in a field: how it was told what to draw there."""


class TypedAnswer(NamedTuple):
    """One keystroke, or one choice, in a field."""

    key: str
    mark: str
    answer: str


def answers_in(view: Told) -> Answers:
    """Return what stands in a modal's fields, and what was drawn there."""
    state = (view.get("state") or {}).get("values") or {}
    texts: dict[str, str] = {}
    drawn: dict[str, str] = {}
    for block in _inputs(view):
        (key, _), element = _named(block["block_id"], block["element"]), block["element"]
        told = (state.get(block["block_id"]) or {}).get(element["action_id"])
        if told is not None:
            _add(texts, key, _text_of(told))
        _add(drawn, key, _text_of({now: element.get(was) for now, was in _SHOWN.items()}))
    return Answers(texts=texts, drawn=drawn)


def typed_in(action: Told) -> TypedAnswer:
    """Return one keystroke or choice that was told at once."""
    key, mark = _named(str(action["block_id"]), action)
    return TypedAnswer(key, mark, _text_of(action))


def value_of(action: Told) -> str:
    """Return what a control carries: a button its value, a list the option chosen from it."""
    return _text_of(action)


def carried_in(view: Told) -> str:
    """Return what a modal carries along, for a tag to read."""
    return str(view.get("private_metadata") or "")


def errors_in(view: Told, problems: Mapping[str, str]) -> dict[str, str]:
    """Return the problems, given by field, as Slack wants them: by block id.

    What belongs to a field that is not on this view stands at its first one; where there is none,
    nothing can be marked.
    """
    ids: dict[str, str] = {}
    for block in _inputs(view):
        block_id = str(block["block_id"])
        ids.setdefault(_named(block_id, block["element"])[0], block_id)
    if not ids:
        return {}
    first = next(iter(ids.values()))
    found: dict[str, str] = {}
    for key, problem in problems.items():
        found.setdefault(ids.get(key, first), problem)
    return found


def problems_of_choices(view: Told) -> dict[str, str]:
    """Return, by block id, where somebody took for a choice what said that there is none."""
    state = (view.get("state") or {}).get("values") or {}
    return {
        block_id: CHOOSE_AGAIN
        for block_id, elements in state.items()
        if any(_is_no_choice(told) for told in elements.values())
    }


def is_drawn_from(declared: Modal, view: Told) -> bool:
    """Tell whether a modal was drawn as it is declared now, and not by an older version.

    Then an option may have meant something else. The elements of a form's page have other names.
    """
    asked = {str(block["element"]["action_id"]) for block in _inputs(view)} - {TYPED, STUDENT}
    return all(one.startswith(f"{declared.name}.") for one in asked)


def is_third(view: Told) -> bool:
    """Tell whether a modal is the third of its stack, on which Slack puts no other."""
    below = view.get("previous_view_id")
    return bool(below) and below != view.get("root_view_id")


def _inputs(view: Told) -> Iterator[Told]:
    blocks: Sequence[Told] = view.get("blocks") or ()
    return (block for block in blocks if block.get("type") == "input")


def _named(block_id: str, element: Told) -> tuple[str, str]:
    """Return which field, and of which row, an element is of, and with which mark it was drawn.

    Before 0.2.0 the mark of a form's page stood behind a colon. Such a page may stand open while
    one version takes the other's place, and what is typed into it is not to be lost.
    """
    if element.get("action_id") in (TYPED, STUDENT) and MARK not in block_id:
        key, _, mark = block_id.rpartition(":")
        return key, mark
    return key_of(block_id), mark_of(block_id)


def _add(texts: dict[str, str], key: str, text: str) -> None:
    """Add the boxes of one field, which can stand in several blocks."""
    texts[key] = f"{texts[key]} {text}".strip() if key in texts else text


def _text_of(told: Told) -> str:
    """Return what stands in a field, or what a control carries, as text."""
    if chosen := told.get("selected_options"):
        return " ".join(str(option["value"]) for option in chosen)
    if chosen := told.get("selected_option"):
        return "" if _is_no_choice(told) else str(chosen["value"])
    if seconds := told.get("selected_date_time"):
        return datetime.fromtimestamp(int(seconds), UTC).isoformat(timespec="minutes")
    if dropped := told.get("files"):
        return " ".join(str(file["id"]) for file in dropped)
    plain = ("value", "selected_date", "selected_time", "selected_user", "selected_conversation")
    return next((str(told[name]) for name in plain if told.get(name)), "")


def _is_no_choice(told: Told) -> bool:
    return (told.get("selected_option") or {}).get("value") == NO_CHOICE
