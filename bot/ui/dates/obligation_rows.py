"""One row: what it is and why it is due then, what can be said of it, and what was said so far."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from bot import date_words
from bot.calendar import SchoolYear
from bot.dates.obligation_rows import Obligation, StandingChange, nothing_set
from bot.digest.digest_lines import Entry
from bot.digest.digest_rows import Morning
from bot.digest.listings import key_text
from bot.forms.dates.settling import SETTLE_ROW, SHOWN, settling_fields
from bot.forms.tags import Tag
from bot.meetings.meeting_values import NO_VALUES, Values
from bot.meetings.shown_meetings import shown_text
from bot.office.office_notes import with_the_office
from bot.people.people import PersonId
from bot.settings.district_links import NO_LINKS, DistrictLinks
from bot.ui.digest.digest_words import by_when, put_off_words, window_words
from bot.ui.digest.hub import UNCONFIRMED
from bot.ui.kit import blocks, elements, markup
from bot.ui.kit.blocks import Block, View
from bot.ui.kit.drawing import modal
from bot.ui.meetings import meeting_values

OPEN = "row_open"
ROW = Tag("row", str)

MOST_CHANGES = 15
LONGEST_REASON = 400
LONGEST_NAME = 120
NOBODY = "a file, or the clock"
"""Who recorded what no person did."""


def chooser(
    entries: Sequence[Entry], today: date, year: SchoolYear, *, block_id: str
) -> list[Block]:
    """Return the rows of one student to choose from, if there are any; what is settled is last."""
    shown = [entry for entry in entries if entry.row.shown and not entry.row.resting]
    shown.sort(key=lambda entry: entry.row.settled)
    if not shown:
        return []
    select = choices(shown, today, year, placeholder="Tick, put off, or take back …")
    return [blocks.actions([select], block_id=block_id)]


def choices(
    entries: Sequence[Entry], today: date, year: SchoolYear, *, placeholder: str
) -> elements.Element:
    """Return a list from which one row is opened."""
    options = [_option(entry, today, year) for entry in entries[: elements.MOST_CHOICES]]
    return elements.select(OPEN, options, placeholder=placeholder)


def render(
    entry: Entry,
    morning: Morning,
    history: Sequence[StandingChange],
    names: Mapping[PersonId, str],
    *,
    changing: bool = True,
    values: Values = NO_VALUES,
    links: DistrictLinks = NO_LINKS,
) -> View:
    """Draw one row; `history` is the latest first, `changing` is False for who may only look.

    `values` are what is typed elsewhere for it, in places to which the district's `links` lead.
    """
    row = entry.row
    name = markup.short(entry.name, LONGEST_NAME)
    who = f"{name} ({entry.alias})" if name else f"*{entry.alias}*"
    stands = ", ".join(how_it_stands(entry, morning.on, morning.year))
    meetings = filter(None, [morning.meeting_of(entry)])
    fields = settling_fields([entry], morning, question="What about it?") if changing else []
    return modal(
        SETTLE_ROW,
        [
            blocks.section(f"*{markup.escaped(row.why.rule.what)}*\n{who}\n{stands}"),
            blocks.context(markup.escaped(row.why.text)),
            *([] if morning.calendar.confirmed else [blocks.context(UNCONFIRMED)]),
            *meeting_values.for_rows([entry], values, links),
            *fields,
            blocks.section("*What was recorded*"),
            *_history(history, names),
        ],
        carries=[ROW.of(key_text(entry.key)), (SHOWN.name, shown_text(meetings))],
        # With another revision the fields are empty again once something is saved.
        mark=row.standing.revision,
        submit=None if fields else "",
    )


def how_it_stands(entry: Entry, today: date, year: SchoolYear) -> list[str]:
    """Say the state of a row, or by when it is due, with what a reader must know besides."""
    row = entry.row
    if row.settled:
        return [row.state.replace("_", " ")]
    put_off = [put_off_words(row, today, year)] if entry.is_put_off(today) else []
    notes = ["to be done again"] * row.revise
    lies = [words] if (words := with_the_office(row)) else []
    late_there = bool(lies and row.due_on and row.due_on < today)
    when = window_words(row, today, year) or by_when([entry], today, year)
    return [*([] if late_there else [when]), *put_off, *notes, *lies]


def how_it_stands_and_meets(entry: Entry, today: date, year: SchoolYear) -> str:
    """Say the same, and on which day the meeting is."""
    return ", ".join(
        [*how_it_stands(entry, today, year), meets(entry.row, year) or nothing_set([entry.row])]
    )


def meets(row: Obligation, year: SchoolYear) -> str:
    """Say on which day the meeting is, or was held; empty where there is none."""
    if row.meeting_on:
        return f"meeting {date_words.in_short(row.meeting_on, year)}"
    return f"held {date_words.in_short(row.held_on, year)}" if row.held_on else ""


def _option(entry: Entry, today: date, year: SchoolYear) -> elements.Element:
    return elements.option(
        key_text(entry.key),
        entry.row.why.rule.what,
        description=how_it_stands_and_meets(entry, today, year),
    )


def _history(history: Sequence[StandingChange], names: Mapping[PersonId, str]) -> Iterable[Block]:
    if not history:
        yield blocks.context("Nothing yet.")
    for change in history[:MOST_CHANGES]:
        yield blocks.context(_change(change, names))
    yield from map(blocks.context, markup.more(len(history) - MOST_CHANGES, "earlier"))


def _change(change: StandingChange, names: Mapping[PersonId, str]) -> str:
    by = names.get(change.by, "") if change.by is not None else NOBODY
    who = markup.short(by, LONGEST_NAME) or "somebody"
    what = [
        "taken back to" if change.undone else "",
        f"*{change.state.replace('_', ' ')}*",
        "(to be done again)" if change.revise else "",
        f"put off to {date_words.in_short_with_year(change.snoozed_until)}"
        if change.snoozed_until
        else "",
    ]
    said = " ".join(one for one in what if one)
    reason = markup.short(change.reason, LONGEST_REASON)
    return f"{markup.moment(change.at)}, {who}: {said}" + (f"\n{reason}" if reason else "")
