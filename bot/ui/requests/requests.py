"""The one message of a respondent, across students and case managers, and its nudges."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot import date_words
from bot.requests.requests import Form, RequestId, RequestState
from bot.ui.kit import blocks, elements, markup
from bot.ui.kit.blocks import Block, Message
from bot.ui.kit.markup import counted

FILL_IN = "request_fill_in"
NOT_MINE = "request_not_mine"

MOST_SHOWN = 20
"""Forms in one message; the others take their place as these come in."""


@dataclass(frozen=True, kw_only=True)
class Owed:
    """One form as its respondent sees it: by alias, and never with a service."""

    request: RequestId
    form: Form
    alias: str
    asked_by: str
    """The case manager's name."""
    wanted_by: date
    state: RequestState
    closed: str = ""
    """Why it is not taken any more, where that is so."""

    @property
    def is_open(self) -> bool:
        return self.state is RequestState.OPEN and not self.closed


def render(owed: Sequence[Owed]) -> Message:
    """Draw what is open first, the earliest on top, then what became of the rest."""
    left = sorted((one for one in owed if one.is_open), key=lambda one: one.wanted_by)
    settled = [one for one in owed if not one.is_open]
    drawn: list[Block] = [blocks.header(_title(left, settled))]
    for one in left[:MOST_SHOWN]:
        drawn += [blocks.section(_line(one)), _controls(one)]
    drawn += map(blocks.context, markup.more(len(left) - MOST_SHOWN, "more, once these are in"))
    if settled:
        drawn += _settled(settled)
    drawn.append(
        blocks.context(
            "Each form opens in a window that names the student. What you type is kept while you "
            "type; only the case manager and who stands in for them can read it."
        )
    )
    return blocks.message(_aloud(left, settled), drawn)


def nudge(owed: Sequence[Owed], *, today: date) -> Message:
    """Remind of what is open, in the thread of the message."""
    left = sorted((one for one in owed if one.is_open), key=lambda one: one.wanted_by)
    drawn: list[Block] = [blocks.section(f"*Still to come: {counted(len(left), 'form')}*")]
    for one in left[:MOST_SHOWN]:
        drawn += [blocks.section(_line(one, today=today)), _controls(one)]
    return blocks.message(_aloud(left), drawn)


def _title(left: Sequence[Owed], settled: Sequence[Owed]) -> str:
    if left:
        return f"Forms for you: {len(left)} open"
    came_in = [one.state is RequestState.IN for one in settled]
    if all(came_in):
        return "Forms: all are in, thank you"
    # What was withdrawn, or was not theirs, is not in; whoever filled in the rest is thanked.
    return "Forms: none is open any more" + (", thank you" if any(came_in) else "")


def _line(one: Owed, *, today: date | None = None) -> str:
    when = f"by {date_words.in_words(one.wanted_by)}"
    if today is not None and one.wanted_by < today:
        when = f"was due {date_words.in_words(one.wanted_by)}"
    asked_by = markup.short(one.asked_by, 80)
    return f"*{one.alias}*, {one.form.words}, {when}. Asked by {asked_by}."


def _controls(one: Owed) -> Block:
    asked_by = markup.shortened(one.asked_by, 40)
    return blocks.actions(
        [
            elements.button(
                f"{one.alias} for {asked_by}",
                FILL_IN,
                value=one.request,
                style="primary",
                label=f"Fill in the {one.form.words} for {one.alias}",
            ),
            elements.button(
                "Not mine, or later …",
                NOT_MINE,
                value=one.request,
                label=f"{one.alias}: not mine, or I need longer",
            ),
        ],
        block_id=f"request:{one.request}",
    )


def _settled(settled: Sequence[Owed]) -> list[Block]:
    drawn: list[Block] = [blocks.divider()]
    for one in settled[:MOST_SHOWN]:
        words = f"*{one.alias}*, {one.form.words}: {_became(one)}"
        if one.state is RequestState.IN and not one.closed:
            change = elements.button(
                "Change it",
                FILL_IN,
                value=one.request,
                label=f"Change the {one.form.words} for {one.alias}",
            )
            drawn.append(blocks.section(words, accessory=change, block_id=f"in:{one.request}"))
        else:
            drawn.append(blocks.context(words))
    before = markup.more(len(settled) - MOST_SHOWN, "settled before")
    return [*drawn, *map(blocks.context, before)]


def _became(one: Owed) -> str:
    match one.state:
        case RequestState.IN:
            return "in ✓"
        case RequestState.RETURNED:
            return "returned to the case manager"
        case RequestState.WITHDRAWN:
            return one.closed or "no longer needed"
        case RequestState.OPEN:
            return one.closed


def _aloud(left: Sequence[Owed], settled: Sequence[Owed] = ()) -> str:
    if not left:
        return f"{_title(left, settled)}."
    first = date_words.in_words(left[0].wanted_by)
    return f"{counted(len(left), 'form')} to fill in, the first by {first}."
