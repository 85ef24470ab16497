"""*Pick …*: the rows of one line of a digest, to tick, put off or declare not needed."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import Any

from bot import date_words
from bot.digest.digest_lines import Entry, Key
from bot.digest.digest_rows import Morning
from bot.digest.listings import key_from, key_text
from bot.errors import FormError
from bot.ui.conversations import parent_paragraph
from bot.ui.dates import settling
from bot.ui.dates.settling import Picked
from bot.ui.digest.hub import UNCONFIRMED
from bot.ui.kit import blocks, elements
from bot.ui.kit.blocks import Block, View
from bot.ui.kit.elements import Element

SAVE = "pick_save"

_ROWS = "rows"

ROWS_A_BLOCK = 10
MOST_BLOCKS = 40
"""With ten rows each they stay well within what Slack takes for one view."""


NONE_OF_THESE = (
    "This cannot be said of these rows as they stand now; somebody may have seen to them while "
    "this was open. Nothing was changed."
)


def render(entries: Sequence[Entry], morning: Morning) -> View:
    """`morning` is of today, which "tomorrow" and "Monday" are counted from."""
    shown = sorted(entries, key=lambda entry: entry.row.why.rule.place)
    unconfirmed = [] if morning.calendar.confirmed else [blocks.context(UNCONFIRMED)]
    most = ROWS_A_BLOCK * MOST_BLOCKS
    hidden = len(shown) - most
    return blocks.modal(
        "Pick what is settled",
        [
            *unconfirmed,
            *parent_paragraph.chooser(shown),
            *_row_fields(shown[:most], morning.on),
            *([blocks.context(f"+ {hidden} more, once these are settled")] if hidden > 0 else []),
            *settling.fields(entries, morning, question="What about the ticked ones?"),
        ],
        callback_id=SAVE,
        submit="Save",
    )


def read(view: Mapping[str, Any], morning: Morning) -> Picked:
    """What was picked, on the day of `morning`; raise FormError where it cannot be."""
    values = view["state"]["values"]
    picked = settling.read(values, _ticked(values, morning), morning)
    if not picked.entries:
        raise FormError({_row_block(0): NONE_OF_THESE})
    return picked


def _row_fields(entries: Sequence[Entry], today: date) -> Iterator[Block]:
    number = 0
    for place, group in groupby(entries, key=lambda entry: entry.row.why.rule.place):
        options = [_option(entry, today) for entry in group]
        for start in range(0, len(options), ROWS_A_BLOCK):
            yield blocks.field(
                place if not start else f"{place}, continued",
                elements.checkboxes(_ROWS, options[start : start + ROWS_A_BLOCK], ticked=()),
                block_id=_row_block(number),
            )
            number += 1


def _row_block(number: int) -> str:
    return f"{_ROWS}:{number}"


def _option(entry: Entry, today: date) -> Element:
    """The date stands before the name: a long name is cut, a date must not be."""
    row = entry.row
    meeting = f", meeting {date_words.in_short(row.meeting_on)}" if row.meeting_on else ""
    return elements.option(
        key_text(entry.key),
        f"{entry.alias}{meeting}, {entry.name}",
        description=", ".join([*settling.how_it_stands(entry, today), row.why.rule.what]),
    )


def _ticked(values: Mapping[str, Any], morning: Morning) -> list[Entry]:
    keys: list[Key] = [
        key_from(option["value"])
        for block_id, answers in values.items()
        if block_id.startswith(f"{_ROWS}:")
        for option in answers[_ROWS].get("selected_options") or []
    ]
    if not keys:
        raise FormError({_row_block(0): "Please tick at least one row."})
    found = (morning.entries.get(key) for key in keys)
    return [entry for entry in found if entry is not None]
