"""*Parent input for SEIS*: the paragraph to copy, and the tick once it stands in the draft."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from bot.conversations.conversations import ConversationId
from bot.dates.obligation_rules import ObligationId
from bot.digest.digest_lines import Entry
from bot.meetings.meetings import MeetingId
from bot.ui.conversations import kept_conversations as ids
from bot.ui.conversations.kept_conversations import Shown
from bot.ui.kit import blocks, elements
from bot.ui.kit.blocks import Block, View

WORKED_IN = "paragraph_worked_in"
PICK = "paragraph_pick"
"""A meeting's id, chosen among the drafts that a digest lists."""

_LARGEST = 180_000
"""Of the 250 KB that a modal may weigh, where every character beyond ASCII is escaped."""


def render(shown: Shown, parts: Sequence[str], *, start: int = 0, open_: bool) -> View:
    """`open_` says whether the parents' input is still to be worked into the draft."""
    fitting = _that_fit(parts[start:])
    one = shown.conversation
    buttons = [elements.button("Back to the conversation", ids.READ, value=f"{one.id}|0")]
    if start + len(fitting) < len(parts):
        value = f"{one.id}|{start + len(fitting)}"
        buttons.insert(0, elements.button("Next part", f"{ids.PARAGRAPH}:next", value=value))
    several = f" Part {start + 1} to {start + len(fitting)} of {len(parts)}."
    return blocks.modal(
        "Parent input for SEIS",
        [
            blocks.context(
                "To copy into the draft." + (several if len(parts) > 1 else ""),
                "The parents' own words stay as they are, *best* included. Where you add a "
                "sentence of the school's, it says *appropriate*.",
            ),
            *(blocks.spoken(part) for part in fitting),
            *([] if open_ else [blocks.context("Nothing is open about it for this meeting.")]),
            blocks.actions(buttons, block_id=f"paragraph:{start}"),
        ],
        callback_id=WORKED_IN,
        submit="Worked into the draft" if open_ else None,
        private_metadata=str(one.id),
    )


def conversation_in(view: Mapping[str, Any]) -> ConversationId:
    return ConversationId(int(view["private_metadata"]))


def chooser(entries: Sequence[Entry]) -> list[Block]:
    """Whose paragraph to copy, among the drafts that a digest lists; nothing where there is none.

    It stands in modals only, which may name.
    """
    wanted = [one for one in entries if one.row.id is ObligationId.INPUT_IN_DRAFT]
    options = [
        elements.option(str(one.row.meeting), f"{one.alias}, {one.name}")
        for one in wanted[: elements.MOST_CHOICES]
        if one.row.meeting is not None
    ]
    if not options:
        return []
    select = elements.select(PICK, options, placeholder="Parent input to copy …")
    return [blocks.actions([select], block_id=PICK)]


def meeting_picked(action: Mapping[str, Any]) -> MeetingId:
    return MeetingId(int(action["selected_option"]["value"]))


def _that_fit(parts: Sequence[str]) -> list[str]:
    fitting: list[str] = []
    weight = 0
    for part in parts:
        weight += len(json.dumps(part))
        if weight > _LARGEST and fitting:
            break
        fitting.append(part)
    return fitting
