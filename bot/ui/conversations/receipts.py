"""What a case manager is told once a parent conversation is kept."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from bot import date_words
from bot.calendar import SchoolYear
from bot.conversations.conversations import Conversation
from bot.dates.obligation_rows import Obligation, Settlement, State
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
    today: date,
    year: SchoolYear,
    rows: Iterable[Obligation] = (),
    to_decide: int = 0,
) -> Message:
    """Say what was kept and what it settled; never what the parents said.

    `rows` are those of the meeting, and in the school `year` dates go without theirs. `to_decide`
    counts the concerns that are proposed from it.
    """
    who = (
        "Day to day, only you see it, and a substitute while you have one. It is an education "
        "record."
        if by_case_manager
        else "The case manager can see it, and you can for as long as you substitute."
    )
    kept = f"*{markup.escaped(alias)}* on {date_words.in_words(conversation.held_on, year)}"
    state = "withdrawn and does not count" if conversation.withdrawn else "kept"
    states = {one.obligation: one.state for one in settled}
    said = [_settled(one) for one in states]
    draft = _draft_copy(states, {row.id: row for row in rows}, today, year)
    lines = [
        f"The parent conversation for {kept} is {state}.",
        *(f"• {words}" for words in (*said, draft) if words),
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


def _settled(obligation: ObligationId) -> str:
    match obligation:
        case ObligationId.PARENT_CONVERSATION:
            return "Parent conversation: done, with this as proof."
        case ObligationId.EXPLAIN_PROCESS:
            return "Explain the IEP process before the meeting: they gave 4 or less for knowing it."
        case _:
            return ""


def _draft_copy(
    states: Mapping[ObligationId, State],
    rows: Mapping[ObligationId, Obligation],
    today: date,
    year: SchoolYear,
) -> str:
    """Say in one sentence whether a draft is owed, and by when, or that nobody has asked yet."""
    asking, giving = rows.get(ObligationId.DRAFT_PREFERENCE), rows.get(ObligationId.DRAFT_COPY)
    match states.get(ObligationId.DRAFT_COPY):
        case State.NOT_NEEDED:
            return "Draft copy: asked about; none is needed for this meeting."
        case State.OPEN if giving and giving.due_on and not giving.settled:
            return f"Draft copy: asked about. Give it {_by(giving, giving.due_on, today, year)}"
        case State.OPEN:
            return "Draft copy: asked about."
        case _ if asking and asking.asks and asking.due_on:
            return f"Draft copy: not asked about yet. Ask {_by(asking, asking.due_on, today, year)}"
        case _:
            return ""


def _by(row: Obligation, due_on: date, today: date, year: SchoolYear) -> str:
    """Say by when, and what is left to do where that is hardly possible any more."""
    soon = {today: "today, ", today + timedelta(days=1): "tomorrow, "}
    words = f"by {soon.get(due_on, '')}{date_words.in_words(due_on, year)}."
    hardly = row.why.rule.promised and (row.missed_promise or due_on in soon)
    return f"{words} If you cannot, ask the parents, or move the meeting." if hardly else words
