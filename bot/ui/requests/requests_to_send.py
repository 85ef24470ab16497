"""All of next month's requests as a list, with what each person will see; sent with one tap."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from bot import date_words
from bot.calendar import SchoolYear
from bot.forms.fields import Field, Option
from bot.forms.requests.requests_to_send import SEND_REQUESTS, TO_SEND
from bot.people.services import service_in_words
from bot.requests.requests_to_send import Asking
from bot.ui.digest.hub import UNCONFIRMED
from bot.ui.kit import blocks, drawing, elements, markup
from bot.ui.kit.blocks import Block, View
from bot.ui.kit.drawing import Part, modal
from bot.ui.kit.markup import counted
from bot.ui.requests.requests import line

OPEN = "requests_open"
STATUS = "requests_status"

MOST_ROWS, MOST_STUDENTS = 400, 50
"""Ten to a block, and a block for each student: all stays within what Slack takes for one view."""


def render(
    askings: Sequence[Asking],
    year: SchoolYear,
    *,
    today: date,
    asked: int,
    answered: int,
    confirmed: bool,
    asked_by: str,
    over: bool = False,
    theirs: Sequence[Block] = (),
) -> View:
    """Draw the list; `asked` and `answered` count what was sent before, `asked_by` sends.

    `over` says whether forms of meetings that are over can still be read in the list. `theirs` is
    what they were asked for themselves.
    """
    rows = _by_student(askings, year)
    listed = sum(len(one.options) for one in rows)
    hidden = markup.more(len(askings) - listed, "more, once these are sent")
    shown: list[Part] = [
        *([] if confirmed else [blocks.context(UNCONFIRMED)]),
        *theirs,
        *_status(asked, answered, over=over),
        *(_what_they_see(askings, asked_by, today, year) if askings else []),
        *time_to_answer(askings),
        *rows,
        *map(blocks.context, hidden),
    ]
    if not askings:
        shown.append(
            blocks.section(
                "Nobody is left to ask for the meetings up to the end of next month. Whoever "
                "joins a team later is listed here from their first day on."
            )
        )
    return modal(SEND_REQUESTS, shown, submit=None if askings else "")


def sent(count: int, by_hand: int, *, web: bool = False) -> View:
    """Say what was sent, in place of the list; `web` says whether private links can be made."""
    how = f"{counted(count, 'form')} sent, one for each person and student."
    lines = [f"{how} `/iep request` shows who has answered."]
    if by_hand:
        who, them = ("One person", "them") if by_hand == 1 else (f"{by_hand} people", "each")
        way = (
            f"make {them} a private link under *Who has answered*, or record what they say."
            if web
            else "please ask, and record what they say."
        )
        lines.append(f"{who} cannot be reached in Slack: {way}")
    return blocks.modal(
        "Forms to send", [blocks.section("\n".join(lines))], callback_id="requests_sent"
    )


def _status(asked: int, answered: int, *, over: bool) -> list[Block]:
    if not asked and not over:
        return []
    button = elements.button("Who has answered", STATUS, value="0")
    text = f"{counted(asked, 'form')} asked for so far, {answered} in."
    if not asked:
        text = "Forms for the meetings of the last weeks are found here."
    return [blocks.section(text, accessory=button, block_id="status")]


def _what_they_see(
    askings: Sequence[Asking], asked_by: str, today: date, year: SchoolYear
) -> list[Block]:
    first = next((one for one in askings if one.due_on >= today), askings[0])
    wanted_by = first.due_on if first.due_on >= today else None
    seen = line(first.student.alias, first.form, wanted_by, asked_by, year)
    return [
        blocks.section(
            "Nothing is sent before you press *Send*. Each person gets one message with a line and "
            f"a button for each form, such as:\n>{seen}"
        ),
    ]


def time_to_answer(askings: Sequence[Asking]) -> list[Block]:
    """Say how long they would have, and that a day earlier is a day more."""
    if not askings:
        return []
    days = min(asking.school_days for asking in askings)
    if days < 1:
        return [
            blocks.context(
                "Some of these are due back today, or are already late. A word in person helps; "
                "under *Who has answered* you can give another date."
            )
        ]
    has = "one school day" if days == 1 else f"{days} school days"
    return [
        blocks.context(
            f"If you send today, everyone has at least {has} to answer. Each day you wait is one "
            "less for them."
        )
    ]


def _by_student(askings: Sequence[Asking], year: SchoolYear) -> list[Field[Any]]:
    """Say the student and the day once, over whom to ask, and leave everybody ticked."""
    groups: dict[str, list[Asking]] = {}
    for one in askings[:MOST_ROWS]:
        back = date_words.in_short(one.due_on, year)
        groups.setdefault(f"{one.student.alias}, due back {back}", []).append(one)
    return [
        TO_SEND.of(number)
        .labelled(over)
        .with_options(map(_option, group))
        .ticking(one.key for one in group)
        for number, (over, group) in enumerate([*groups.items()][:MOST_STUDENTS])
    ]


def _option(asking: Asking) -> Option:
    services = [" and ".join(map(service_in_words, asking.services))] if asking.services else []
    about = ", ".join([asking.form.words, *services])
    where = "" if asking.in_slack else "not in Slack, so you ask"
    return drawing.option_in_line(asking.key, f"{asking.name}, {about}", where)
