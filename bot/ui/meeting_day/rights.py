"""The modal of the two answers about rights, word for word; it can be saved half-finished."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.meeting_day.checklists import RightsAnswers
from bot.meetings.meetings import MeetingId
from bot.ui.kit import blocks, elements, reason
from bot.ui.kit.blocks import View
from bot.ui.meeting_day import thread_controls as ids

SAVE = "rights_save"

_ANSWERS = {
    "explained": (
        "Did they receive the notice, and would they like it explained?",
        "Word for word, as it was said.",
    ),
    "explained_by": ("Who said so", "For example: the mother."),
    "questions": ("What do they want to ask about it?", "Word for word; a no counts too."),
    "questions_by": ("Who said so", "For example: the father."),
}


def render(meeting: MeetingId, rights: RightsAnswers, *, why: str = "") -> View:
    """`why` is the reason that a supervisor gave."""
    return blocks.modal(
        "Rights answers",
        [
            blocks.context("You can save half of it now and the rest later."),
            *(
                blocks.field(
                    label,
                    elements.text_field(
                        name, text=getattr(rights, name), multiline=not name.endswith("_by")
                    ),
                    block_id=name,
                    hint=hint,
                )
                for name, (label, hint) in _ANSWERS.items()
            ),
            *reason.fields(why),
        ],
        callback_id=SAVE,
        submit="Save",
        private_metadata=ids.metadata(meeting),
    )


def read(view: Mapping[str, Any], kept: RightsAnswers) -> RightsAnswers:
    """What is kept, with what this person changed.

    Two people may fill in an answer each: what one of them left as it was drawn is not theirs.
    """
    values = view["state"]["values"]
    typed = {name: str(values[name][name].get("value") or "").strip() for name in _ANSWERS}
    changed = {name: text for name, text in typed.items() if text != _drawn(view, name)}
    return replace(kept, **changed)


def _drawn(view: Mapping[str, Any], name: str) -> str:
    block = next(block for block in view["blocks"] if block.get("block_id") == name)
    return str(block["element"].get("initial_value") or "").strip()
