"""The one message of a respondent, across students and case managers, and its nudges."""

from collections.abc import Sequence
from datetime import date

from bot import date_words
from bot.calendar import SchoolYear
from bot.forms.requests.request_replies import REPLY
from bot.requests.owed_forms import Owed, still_open
from bot.requests.requests import Form, RequestState
from bot.ui.kit import blocks, elements, markup
from bot.ui.kit.blocks import Block, Message, Room
from bot.ui.kit.elements import Element
from bot.ui.kit.markup import counted
from bot.ui.requests.request_forms import AT_ONCE, WHO_READS_IT

FILL_IN = "request_fill_in"
NOT_MINE = "request_not_mine"

LAST_SETTLED = 5
"""Of what was settled, these have their place whatever is open: who has just filled in a form sees
that it is in."""

TO_COME = "more, once these are in"
BEFORE = "settled before"


def render(owed: Sequence[Owed]) -> Message:
    """Draw what is open first, the earliest on top, then what became of the rest.

    Of the settled, the one given first is the latest. What finds no room is counted; it takes the
    place of what comes in.
    """
    left = still_open(owed)
    settled = [one for one in owed if not one.is_open]
    title = blocks.header(_title(left, settled))
    last = [_settled(one) for one in settled[:LAST_SETTLED]]
    how_to = [HOW_TO] if left else []
    room = Room(
        title,
        *how_to,
        WHO_READS,
        blocks.divider(),
        *_more(len(left), TO_COME),
        *_more(len(settled), BEFORE),
        *last,
    )
    open_ = room.take([[blocks.section(_line(one)), _controls(one)] for one in left])
    before = room.take([[_settled(one)] for one in settled[LAST_SETTLED:]])
    drawn = [
        title,
        *how_to,
        *open_.blocks,
        *_more(open_.hidden, TO_COME),
        *([blocks.divider()] if settled else []),
        *last,
        *before.blocks,
        *_more(before.hidden, BEFORE),
        WHO_READS,
    ]
    return blocks.message(_aloud(left, settled), drawn)


def nudge(owed: Sequence[Owed]) -> Message:
    """Remind of what is open, in the thread of the message; say of the rest what became of it."""
    left = still_open(owed)
    settled = [one for one in owed if not one.is_open]
    to_fill_in = f"Reminder: {counted(len(left), 'form')} to fill in"
    title = blocks.section(f"*{to_fill_in if left else _none_open(settled).capitalize()}*")
    became = [
        *(blocks.context(_settled_words(one)) for one in settled[:LAST_SETTLED]),
        *_more(len(settled) - LAST_SETTLED, BEFORE),
    ]
    shown = Room(title, *_more(len(left), TO_COME), *became).take(
        [[blocks.section(_line(one)), _controls(one)] for one in left]
    )
    drawn = [title, *shown.blocks, *_more(shown.hidden, TO_COME), *became]
    return blocks.message(_aloud(left, settled), drawn)


def replaced() -> Message:
    """Draw what is left of a message whose forms all stand on a newer one."""
    words = "Your forms are now in a newer message from Preiep."
    return blocks.message(words, [blocks.context(words)])


HOW_TO = blocks.context(
    "Your answers help the team prepare for the IEP meeting. Press *Fill in* to see the student's "
    "name and the questions. What you type is saved as you go."
)
WHO_READS = blocks.context(WHO_READS_IT.format(who="the case manager"))


def _more(hidden: int, words: str) -> list[Block]:
    return [blocks.context(more) for more in markup.more(hidden, words)]


def _title(left: Sequence[Owed], settled: Sequence[Owed]) -> str:
    if left:
        return f"IEP meeting forms for you: {len(left)} to fill in"
    return f"IEP meeting forms: {_none_open(settled)}"


def _none_open(settled: Sequence[Owed]) -> str:
    came_in = [one.state is RequestState.IN for one in settled]
    if all(came_in):
        return "all of these are in, thank you"
    # What was withdrawn, or was not theirs, is not in; whoever filled in the rest is thanked.
    return "nothing here is left to fill in" + (", thank you" if any(came_in) else "")


def line(alias: str, form: Form, wanted_by: date | None, asked_by: str, year: SchoolYear) -> str:
    """Say of a form by when it is wanted, in words that stay true after that day."""
    when = f"due {date_words.in_short(wanted_by, year)}" if wanted_by else AT_ONCE
    return f"*{alias}*, {form.words}, {when}. Asked by {markup.short(asked_by, 80)}."


def _line(one: Owed) -> str:
    wanted_by = None if one.asked_late else one.wanted_by
    return line(one.alias, one.form, wanted_by, one.asked_by, one.year)


def fill_in(words: str, one: Owed) -> Element:
    """Draw the button that opens a form for its respondent, wherever the form is told of."""
    return elements.button(
        words,
        FILL_IN,
        value=one.request,
        style="primary",
        label=f"Fill in the {one.form.words} for {one.alias}",
    )


def _controls(one: Owed) -> Block:
    return blocks.actions(
        [
            fill_in(f"Fill in {one.alias}", one),
            elements.button(
                f"{REPLY.title} …",
                NOT_MINE,
                value=one.request,
                label=f"{one.alias}: not mine, or I need more time",
            ),
        ],
        block_id=f"request:{one.request}",
    )


def _settled(one: Owed) -> Block:
    words = _settled_words(one)
    if one.state is not RequestState.IN or one.closed:
        return blocks.context(words)
    change = elements.button(
        "Change it",
        FILL_IN,
        value=one.request,
        label=f"Change the {one.form.words} for {one.alias}",
    )
    return blocks.section(words, accessory=change, block_id=f"in:{one.request}")


def _settled_words(one: Owed) -> str:
    return f"*{one.alias}*, {one.form.words}: {_became(one)}"


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
    when = f"by {date_words.in_words(left[0].wanted_by, left[0].year)}"
    first = AT_ONCE if left[0].asked_late else when
    the_first = "" if len(left) == 1 else "the first "
    return f"{counted(len(left), 'form')} to fill in, {the_first}{first}."
