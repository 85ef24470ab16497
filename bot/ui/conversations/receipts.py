"""What a case manager is told once a parent conversation is kept."""

from collections.abc import Iterable

from bot import date_words
from bot.conversations.conversations import Conversation
from bot.dates.obligation_rows import Settlement, State
from bot.dates.obligation_rules import ObligationId
from bot.ui.conversations.conversations import READ, concerns_button
from bot.ui.kit import blocks, elements, markup
from bot.ui.kit.blocks import Message


def receipt(
    *,
    alias: str,
    conversation: Conversation,
    settled: Iterable[Settlement],
    by_case_manager: bool,
    to_decide: int = 0,
) -> Message:
    """Say what was kept and what it settled; never what the parents said.

    `to_decide` counts the concerns that are proposed from it.
    """
    who = (
        "You can see it, and whoever substitutes for you while you have named somebody."
        if by_case_manager
        else "The case manager can see it, and you can for as long as you substitute."
    )
    kept = f"*{markup.escaped(alias)}* on {date_words.in_words(conversation.held_on)}"
    state = "withdrawn and counts for nothing" if conversation.withdrawn else "kept"
    lines = [
        f"The parent conversation for {kept} is {state}.",
        *(f"• {words}" for one in settled if (words := _settled(one))),
    ]
    return blocks.message(
        f"The parent conversation for {alias} is {state}.",
        [
            blocks.section("\n".join(lines)),
            blocks.actions(
                [
                    elements.button(
                        "Open", READ, value=f"{conversation.id}|0", label=f"Open: {alias}"
                    ),
                    *([concerns_button(conversation.id, to_decide)] if to_decide else []),
                ]
            ),
            blocks.context(f"{who} Nothing was sent to the parents."),
        ],
    )


def _settled(settlement: Settlement) -> str:
    match settlement.obligation, settlement.state:
        case ObligationId.PARENT_CONVERSATION, _:
            return "Parent conversation: done, with this as proof."
        case ObligationId.DRAFT_PREFERENCE, _:
            return "Draft copy: asked about, and answered."
        case ObligationId.EXPLAIN_PROCESS, _:
            return "Explain the IEP process before the meeting: they gave 4 or less for knowing it."
        case ObligationId.DRAFT_COPY, State.NOT_NEEDED:
            return "Draft copy: not needed for this meeting."
        case ObligationId.DRAFT_COPY, _:
            return "Draft copy: to be given before the meeting; it is on your list now."
        case _:
            return ""
