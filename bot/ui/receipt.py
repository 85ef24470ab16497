"""What a case manager is told once a parent conversation is kept."""

from collections.abc import Iterable
from datetime import date

from bot.obligations import ObligationId, Settlement, State
from bot.ui import blocks
from bot.ui.blocks import Message


def receipt(
    *, alias: str, held_on: date, settled: Iterable[Settlement], by_case_manager: bool
) -> Message:
    """Say what was kept and what it settled; never what the parents said."""
    who = (
        "You can see it, and whoever substitutes for you while you have named somebody."
        if by_case_manager
        else "The case manager can see it, and you can for as long as you substitute."
    )
    kept = f"*{blocks.escaped(alias)}* on {blocks.in_words(held_on)}"
    lines = [
        f"The parent conversation for {kept} is kept.",
        *(f"• {words}" for one in settled if (words := _settled(one))),
    ]
    return blocks.message(
        f"The parent conversation for {alias} is kept.",
        [
            blocks.section("\n".join(lines)),
            blocks.context(f"{who} Nothing was sent to the parents."),
        ],
    )


def _settled(settlement: Settlement) -> str:
    match settlement.obligation, settlement.state:
        case ObligationId.PARENT_CONVERSATION, _:
            return "Parent conversation: done, with this as proof."
        case ObligationId.DRAFT_PREFERENCE, _:
            return "Draft copy: asked about, and answered."
        case ObligationId.DRAFT_COPY, State.NOT_NEEDED:
            return "Draft copy: not needed for this meeting."
        case ObligationId.DRAFT_COPY, _:
            return "Draft copy: to be given before the meeting; it is on your list now."
        case _:
            return ""
