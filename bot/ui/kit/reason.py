"""The field by which a supervisor's modals carry along why a record was opened."""

from collections.abc import Mapping
from typing import Any

from bot.ui.kit import blocks, elements
from bot.ui.kit.blocks import Block

BLOCK = "reason"


def field(reason: str) -> Block:
    """Return the required field by which a supervisor's modals carry the reason along."""
    return blocks.field(
        "Your reason",
        elements.text_field(BLOCK, text=reason, multiline=False),
        block_id=BLOCK,
        hint="For example: the parents have asked me to look into this.",
        required=True,
    )


def fields(reason: str) -> list[Block]:
    """Return the field where a reason was given, and nothing where none is asked for."""
    return [field(reason)] if reason else []


def reason_in(view: Mapping[str, Any]) -> str:
    """Return the reason in a modal; empty where it asks for none."""
    typed = view["state"]["values"].get(BLOCK, {}).get(BLOCK, {})
    return str(typed.get("value") or "").strip()
