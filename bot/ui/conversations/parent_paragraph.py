"""*Parent input for SEIS*: the paragraph to copy, and the tick once it stands in the draft."""

from collections.abc import Sequence

from bot.conversations.kept_conversations import ConversationSeen
from bot.dates.obligation_rules import ObligationId
from bot.digest.digest_lines import Entry
from bot.forms.conversations.kept_conversations import CONVERSATION, WORK_IN
from bot.ui.conversations import kept_conversations as ids
from bot.ui.kit import blocks, elements
from bot.ui.kit.blocks import Block, View
from bot.ui.kit.drawing import modal
from bot.ui.kit.paging import page_of

PICK = "paragraph_pick"
"""A meeting's id, chosen among the drafts that a digest lists."""


def render(shown: ConversationSeen, parts: Sequence[str], *, start: int = 0, open_: bool) -> View:
    """Draw the parts; `open_` says whether they are still to be worked into the draft."""
    fitting = page_of(parts[start:], str, most=len(parts))
    one = shown.conversation
    buttons = [elements.button("Back to the conversation", ids.READ, value=f"{one.id}|0")]
    if start + len(fitting) < len(parts):
        value = f"{one.id}|{start + len(fitting)}"
        buttons.insert(0, elements.button("Next part", f"{ids.PARAGRAPH}:next", value=value))
    several = f" Part {start + 1} to {start + len(fitting)} of {len(parts)}."
    return modal(
        WORK_IN,
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
        carries=[CONVERSATION.of(one.id)],
        submit=None if open_ else "",
    )


def chooser(entries: Sequence[Entry]) -> list[Block]:
    """Offer whose paragraph to copy, among a digest's drafts; in modals, which may name."""
    wanted = [one for one in entries if one.row.id is ObligationId.INPUT_IN_DRAFT]
    options = [
        elements.option(one.row.meeting, f"{one.alias}, {one.name}")
        for one in wanted[: elements.MOST_CHOICES]
        if one.row.meeting is not None
    ]
    if not options:
        return []
    select = elements.select(PICK, options, placeholder="Parent input to copy …")
    return [blocks.actions([select], block_id=PICK)]
