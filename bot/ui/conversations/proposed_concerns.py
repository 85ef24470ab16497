"""Concerns proposed from a conversation: each is kept, put in other words, or dropped."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.conversations.conversations import ConversationId
from bot.errors import FormError
from bot.ui.conversations.kept_conversations import Shown, line_of
from bot.ui.kit import blocks, elements, markup
from bot.ui.kit.blocks import Block, View

SAVE = "concerns_proposed"

_TEXT, _WHAT = "text", "what"
_KEEP, _DROP, _LATER = "keep", "drop", "later"

_MOST_SHOWN = 20
_LARGEST = 200_000
"""Of the 250 KB that a modal may weigh, where every character beyond ASCII is escaped."""


@dataclass(frozen=True, kw_only=True)
class Decision:
    """What somebody made of one proposal."""

    proposed: str
    text: str
    keep: bool


def render(shown: Shown, proposed: Sequence[str], *, notice: str = "") -> View:
    """As many as a modal holds; the rest follow once these are saved."""
    rows = _rows_that_fit(proposed)
    more = len(proposed) - len(rows)
    name = markup.escaped(markup.shortened(shown.student.name, 120))
    return blocks.modal(
        "Concerns to keep",
        [
            *([blocks.section(f":white_check_mark: {notice}")] if notice else []),
            blocks.section(f"*{name}* ({shown.student.alias}): {line_of(shown.conversation)}"),
            blocks.context(
                "What you keep is an open concern for the meeting. Mend the words as you like; "
                "the conversation itself stays as it is."
            ),
            *(block for row in rows for block in row),
            *([blocks.context(f"+ {more} more, once these are saved")] if more else []),
        ],
        callback_id=SAVE,
        submit="Save",
        private_metadata=str(shown.conversation.id),
    )


def _rows_that_fit(proposed: Sequence[str]) -> list[list[Block]]:
    fitting: list[list[Block]] = []
    weight = 0
    for number, text in enumerate(proposed[:_MOST_SHOWN]):
        row = _row(number, text)
        weight += len(json.dumps(row))
        if weight > _LARGEST and fitting:
            break
        fitting.append(row)
    return fitting


def _row(number: int, text: str) -> list[Block]:
    choices = [
        elements.option(_KEEP, "Keep as a concern"),
        elements.option(_DROP, "Drop"),
        elements.option(_LATER, "Decide later"),
    ]
    return [
        blocks.field(
            f"Proposed {number + 1}",
            elements.text_field(_TEXT, text=text),
            block_id=f"{_TEXT}:{number}",
        ),
        blocks.field(
            "What about it?",
            elements.select(_WHAT, choices, chosen=_KEEP),
            block_id=f"{_WHAT}:{number}",
            required=True,
        ),
    ]


def read(view: Mapping[str, Any]) -> list[Decision]:
    """What was decided; raise FormError where a concern to keep has no words."""
    values = view["state"]["values"]
    decisions, problems = [], {}
    for block in view["blocks"]:
        kind, _, number = str(block.get("block_id", "")).partition(":")
        if kind != _TEXT:
            continue
        what = values[f"{_WHAT}:{number}"][_WHAT]["selected_option"]["value"]
        text = str(values[f"{_TEXT}:{number}"][_TEXT].get("value") or "").strip()
        if what == _KEEP and not text:
            problems[f"{_TEXT}:{number}"] = "Please say what the concern is, or choose Drop."
        if what != _LATER:
            proposed = str(block["element"].get("initial_value", ""))
            decisions.append(Decision(proposed=proposed, text=text, keep=what == _KEEP))
    if problems:
        raise FormError(problems)
    return decisions


def conversation_in(view: Mapping[str, Any]) -> ConversationId:
    return ConversationId(int(view["private_metadata"]))
