"""*Pick …*: the rows of one line of a digest, to tick, put off or declare not needed.

What rows have in common is said once, over them: the rows of a meeting stand under the student and
its day; where a meeting has but one, that stands with others under what it is and by when.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from math import ceil
from typing import Any

from bot.calendar import SchoolYear
from bot.dates.obligation_rules import Place
from bot.digest.digest_lines import Entry
from bot.digest.digest_rows import Morning, by_meeting
from bot.digest.kinds import how_many, kind_of
from bot.digest.listings import key_text
from bot.forms.dates.settling import (
    PICK_ROWS,
    ROWS,
    SHOWN,
    LeftOut,
    Picked,
    settling_fields,
)
from bot.forms.fields import Field, Option
from bot.meetings.meeting_values import NO_VALUES, Values, wants_values
from bot.meetings.shown_meetings import shown_text
from bot.settings.district_links import NO_LINKS, DistrictLinks
from bot.ui.conversations import parent_paragraph
from bot.ui.dates.obligation_rows import how_it_stands, meets
from bot.ui.digest.hub import UNCONFIRMED
from bot.ui.kit import blocks, elements, markup
from bot.ui.kit.blocks import View
from bot.ui.kit.drawing import modal, option_in_line
from bot.ui.kit.markup import counted
from bot.ui.meetings import meeting_values

MOST_ROWS = 400
"""In blocks of ten they stay well within what Slack takes for one view."""

MOST_BLOCKS = 40
"""Of ten rows at most; where there would be more, less is told apart over them."""

LONGEST_NAME = 30
"""So that the date behind it is not cut."""

Group = tuple[str, list[Option]]
"""The words over some rows, and the rows."""

_ORDER = {place: order for order, place in enumerate(Place)}
"""Places come in the order of a meeting's work, and not by their names."""


def render(
    entries: Sequence[Entry],
    morning: Morning,
    values: Values = NO_VALUES,
    links: DistrictLinks = NO_LINKS,
) -> View:
    """Draw the rows; `morning` is of today, from which "tomorrow" and "Monday" are counted.

    `values` are what is typed elsewhere, in places to which the district's `links` lead. Where they
    are too many for one screen, the rows without theirs come once the others are settled.
    """
    shown = sorted(entries, key=lambda entry: _ORDER[entry.row.why.rule.place])
    if values:
        shown = [entry for entry in shown if not wants_values(entry) or entry.row.meeting in values]
    return modal(
        PICK_ROWS,
        [
            *([] if morning.calendar.confirmed else [blocks.context(UNCONFIRMED)]),
            *parent_paragraph.chooser(shown),
            *meeting_values.for_rows(shown, values, links),
            *_rows(shown[:MOST_ROWS], morning),
            *map(
                blocks.context,
                markup.more(len(entries) - len(shown[:MOST_ROWS]), "more, once these are settled"),
            ),
            *settling_fields(entries, morning, question="What about the ticked ones?"),
        ],
        carries=[(SHOWN.name, shown_text(filter(None, map(morning.meeting_of, shown))))],
    )


def done(picked: Picked, left_out: LeftOut) -> View:
    """Say in the modal's place what was recorded, and what was left out and why."""
    count = how_many(entry.row for entry in picked.entries)
    moved = ", ".join(f"*{alias}*" for alias in left_out.moved)
    words = {
        f":white_check_mark: Saved for {counted(count, 'thing')}.": count,
        "Nothing was saved.": not count,
        f":warning: Left out: {moved}. The meeting has moved since this was opened; please open it "
        "again to see the new date.": moved,
        f"{left_out.gone} of these: not on your list any more.": left_out.gone,
        f"{left_out.settled} of these: seen to by somebody meanwhile.": left_out.settled,
    }
    said = "\n".join(sentence for sentence, holds in words.items() if holds)
    return blocks.modal(PICK_ROWS.title, [blocks.section(said)], callback_id="pick_done")


def _rows(entries: Sequence[Entry], morning: Morning) -> Iterator[Field[Any]]:
    for number, (over, options) in enumerate(_groups(entries, morning)):
        yield ROWS.of(number).labelled(over).with_options(options)


def _groups(entries: Sequence[Entry], morning: Morning) -> list[Group]:
    """Gather the rows by what they have in common: their meeting, or what they are and by when."""
    year = morning.year
    meetings = _gathered(sorted(entries, key=by_meeting), lambda entry: _whose(entry, year))
    if not _fit(meetings):
        meetings = {}
    together = {whose: group for whose, group in meetings.items() if len(group) > 1}
    of_kinds = [entry for entry in entries if _whose(entry, year) not in together]
    dated = _gathered(of_kinds, lambda entry: f"{_what(entry)}: {_stands(entry, morning)}")
    groups = [_of_a_meeting(whose, group, morning) for whose, group in together.items()]
    if _fit(dated):
        return groups + [
            (what, [_option(entry, _whose(entry, year)) for entry in group])
            for what, group in dated.items()
        ]
    return groups + [
        (what, [_option(entry, _whose(entry, year), _stands(entry, morning)) for entry in group])
        for what, group in _gathered(of_kinds, _what).items()
    ]


def _of_a_meeting(whose: str, group: Sequence[Entry], morning: Morning) -> Group:
    """Say by when over the rows where that is the same for all of them, and else in each."""
    stands = {_stands(entry, morning) for entry in group}
    kinds = Counter(kind_of(entry.row) for entry in group)
    if len(stands) == 1:
        over = f"{whose}: {stands.pop()}"
        return over, [_option(entry, _called(entry, kinds)) for entry in group]
    return whose, [
        _option(entry, _called(entry, kinds), _stands(entry, morning)) for entry in group
    ]


def _called(entry: Entry, kinds: Counter[str]) -> str:
    """Call a row what the digest calls its kind, unless another of its meeting is called so."""
    kind = kind_of(entry.row)
    if kinds[kind] > 1 or entry.row.why.rule.place is Place.OWN:
        return _what(entry)
    return f"{kind[0].upper()}{kind[1:]}"


def _option(entry: Entry, words: str, stands: str = "") -> Option:
    return option_in_line(key_text(entry.key), words, stands)


def _gathered(entries: Sequence[Entry], over: Callable[[Entry], str]) -> dict[str, list[Entry]]:
    groups: dict[str, list[Entry]] = {}
    for entry in entries:
        groups.setdefault(over(entry), []).append(entry)
    return groups


def _fit(groups: Mapping[str, Sequence[Entry]]) -> bool:
    return sum(ceil(len(group) / elements.MOST_BOXES) for group in groups.values()) <= MOST_BLOCKS


def _what(entry: Entry) -> str:
    return entry.row.why.rule.what


def _whose(entry: Entry, year: SchoolYear) -> str:
    name = markup.shortened(entry.name, LONGEST_NAME)
    return ", ".join(filter(None, [entry.alias, name, meets(entry.row, year)]))


def _stands(entry: Entry, morning: Morning) -> str:
    return ", ".join(how_it_stands(entry, morning.on, morning.year))
