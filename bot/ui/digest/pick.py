"""*Pick …*: the rows of one line of a digest, to tick, put off or declare not needed."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import Any

from bot.calendar import SchoolYear
from bot.dates.obligation_rules import Place
from bot.digest.digest_lines import Entry
from bot.digest.digest_rows import Morning
from bot.digest.listings import key_text
from bot.forms.dates.settling import PICK_ROWS, ROWS, settling_fields
from bot.forms.fields import Field, Option
from bot.ui.conversations import parent_paragraph
from bot.ui.dates.obligation_rows import how_it_stands, meets
from bot.ui.digest.hub import UNCONFIRMED
from bot.ui.kit import blocks, markup
from bot.ui.kit.blocks import View
from bot.ui.kit.drawing import modal

MOST_ROWS = 400
"""In blocks of ten they stay well within what Slack takes for one view."""

_ORDER = {place: order for order, place in enumerate(Place)}
"""Places come in the order of a meeting's work, and not by their names."""


def render(entries: Sequence[Entry], morning: Morning) -> View:
    """Draw the rows; `morning` is of today, from which "tomorrow" and "Monday" are counted."""
    shown = sorted(entries, key=lambda entry: _ORDER[entry.row.why.rule.place])
    return modal(
        PICK_ROWS,
        [
            *([] if morning.calendar.confirmed else [blocks.context(UNCONFIRMED)]),
            *parent_paragraph.chooser(shown),
            *_rows(shown[:MOST_ROWS], morning),
            *map(
                blocks.context, markup.more(len(shown) - MOST_ROWS, "more, once these are settled")
            ),
            *settling_fields(entries, morning, question="What about the ticked ones?"),
        ],
    )


def _rows(entries: Sequence[Entry], morning: Morning) -> Iterator[Field[Any]]:
    places = groupby(entries, key=lambda entry: entry.row.why.rule.place)
    for number, (place, group) in enumerate(places):
        options = [_option(entry, morning.on, morning.year) for entry in group]
        yield ROWS.of(number).labelled(place).with_options(options)


def _option(entry: Entry, today: date, year: SchoolYear) -> Option:
    """Return one row to tick. The date stands before the name: it must not be cut."""
    row = entry.row
    return Option(
        key_text(entry.key),
        ", ".join(filter(None, [entry.alias, meets(row, year), entry.name])),
        ", ".join([*how_it_stands(entry, today), row.why.rule.what]),
    )
