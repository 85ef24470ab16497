"""Why a supervisor opens a record: asked before anything is shown, and logged."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.errors import FormError
from bot.meetings.meetings import MeetingId
from bot.ui.kit import blocks, elements
from bot.ui.kit.blocks import Block, View
from bot.ui.meeting_day import thread_controls as ids

GIVE = "reason_give"

BLOCK = "reason"


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What opens once the reason is given."""

    screen: str
    meeting: MeetingId
    line: str = ""


def render(wanted: Wanted) -> View:
    return blocks.modal(
        "Reason, please",
        [
            blocks.section(
                "A student's record opens to a supervisor with a reason. It is logged, with your "
                "name and the time, before anything is shown."
            ),
            field(""),
        ],
        callback_id=GIVE,
        submit="Open",
        private_metadata=ids.metadata(wanted.meeting, screen=wanted.screen, line=wanted.line),
    )


def read(view: Mapping[str, Any]) -> tuple[Wanted, str]:
    """What is to open, and the reason given; raise FormError where there is none."""
    wanted = Wanted(
        screen=ids.carried(view, "screen"),
        meeting=ids.meeting_in(view),
        line=ids.carried(view, "line"),
    )
    reason = reason_in(view)
    if not reason:
        raise FormError({BLOCK: "Please say in a few words why you open this."})
    return wanted, reason


def field(reason: str) -> Block:
    """The required field by which a supervisor's modals carry the reason along."""
    return blocks.field(
        "Your reason",
        elements.text_field(BLOCK, text=reason, multiline=False),
        block_id=BLOCK,
        hint="For example: the parents have asked me to look into this.",
        required=True,
    )


def fields(reason: str) -> list[Block]:
    """The field where a reason was given, and nothing where none is asked for."""
    return [field(reason)] if reason else []


def reason_in(view: Mapping[str, Any]) -> str:
    """The reason in a modal; empty where it asks for none."""
    typed = view["state"]["values"].get(BLOCK, {}).get(BLOCK, {})
    return str(typed.get("value") or "").strip()
