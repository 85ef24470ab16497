"""What a person is told this morning, in what order.

In two steps. In the morning it is decided what is listed; those ids are kept with the message.
Whenever it is drawn, the lines are made from what was listed and the world as it is now, so that
a digest shows what became of its rows, and its buttons mean those rows and no others.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from bot.calendar import SchoolYear
from bot.dates.obligation_rules import Place
from bot.digest.covering import Covering
from bot.digest.digest_lines import (
    Entry,
    Foretold,
    Key,
    LegalDates,
    Line,
    NothingDue,
    Rows,
    Together,
    WithoutDate,
    Work,
)
from bot.digest.digest_rows import Morning, is_unknown
from bot.digest.groups import LineGroup
from bot.digest.layout import Naming, laid_out
from bot.digest.lines_now import line_now, work_in
from bot.digest.listings import Listed, Listing
from bot.digest.parts import is_news, parts_of

MONDAY = 0
_COUNTED = (LineGroup.WAITING, LineGroup.MORE)


@dataclass(frozen=True, kw_only=True)
class Digest:
    """The lines of one morning, seven at the most."""

    on: date
    year: SchoolYear
    """The school year of that day, in which dates go without their year."""
    lines: tuple[Line, ...]
    confirmed: bool
    """Whether the district has confirmed its calendar; until then every view says so."""
    covering: tuple[Covering, ...] = ()
    """For whom its reader stands in that day."""
    several: bool = False
    """True where it holds more than one caseload, so that its lines say whose is whose."""


def listing_of(morning: Morning) -> Listing | None:
    """Decide what is listed; None where there is no digest: no school day, or nothing to say.

    On a Monday, and on the first school day after a leave, a caseload gets one even so.
    """
    if not morning.is_school_day or not morning.cases:
        return None
    parts = parts_of(morning)
    comes_anyway = morning.on.weekday() == MONDAY or morning.after_a_leave
    if not any(map(is_news, parts)) and not comes_anyway:
        return None
    pressing = {entry.key for part in parts for entry in part.entries if morning.presses(entry)}
    return Listing(
        on=morning.on,
        lines=tuple(
            Listed(group=part.group, keys=tuple(entry.key for entry in part.entries))
            for part in laid_out(parts, Naming(on=morning.on, year=morning.year, pressing=pressing))
        ),
        forms=tuple(morning.answered_since()),
        asked=tuple((meeting.id, meeting.on) for meeting in morning.unmarked()),
    )


def digest_of(listing: Listing, morning: Morning) -> Digest:
    """Make the lines from what was listed; `morning` is of the same day, as the world is now."""
    now = (line_now(listed, listing, morning) for listed in listing.lines)
    lines = [line for line in now if line is not None]
    if all(map(_only_asks_for_a_date, lines)):
        lines.append(NothingDue())
    return Digest(
        on=listing.on,
        year=morning.year,
        lines=tuple(lines),
        confirmed=morning.calendar.confirmed,
        covering=morning.covering,
        several=len({case.student.case_manager for case in morning.cases}) > 1,
    )


def work_of(listing: Listing, morning: Morning, group: str) -> Work | None:
    """Return what was listed for one place, whether or not it has a line to itself.

    Where a line names it, what is only counted in another is no part of it.
    """
    place = Place.__members__.get(group)
    if place is None:
        return None
    shared = [line for line in listing.lines if line.group not in Place.__members__]
    told = [line for line in shared if line.group not in _COUNTED]
    keys = listing.keys_of(group) or _keys_in(place, told, morning)
    keys = keys or _keys_in(place, shared, morning)
    work = work_in(place, keys, listing, morning)
    return work if work.entries else None


def _keys_in(place: Place, lines: Iterable[Listed], morning: Morning) -> list[Key]:
    return [
        key
        for line in lines
        if line.group != Foretold.group
        for key in line.keys
        if key in morning.entries and morning.entries[key].row.why.rule.place is place
    ]


def pickable_in(listing: Listing, morning: Morning, group: str) -> tuple[Entry, ...]:
    """Return what *Pick …* of one line opens: what it counts, and what can be opened again."""
    for listed in listing.lines:
        if listed.group == group:
            return _pickable(line_now(listed, listing, morning))
    work = work_of(listing, morning, group)
    return work.pickable if work else ()


def _pickable(line: Line | None) -> tuple[Entry, ...]:
    match line:
        case Rows():
            return line.pickable
        case LegalDates() | WithoutDate() | Foretold():
            return line.left
        case _:
            return ()


def _only_asks_for_a_date(line: Line) -> bool:
    """Tell whether a line says no more than that somebody's review date is unknown."""
    match line:
        case WithoutDate():
            return not line.dated
        case Together():
            return all(map(is_unknown, line.entries))
        case _:
            return False
