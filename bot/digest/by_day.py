"""Count rows in words, by kind and by day, for every line of a digest that does."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from functools import partial

from bot import date_words
from bot.calendar import SchoolYear
from bot.dates.obligation_rows import Obligation
from bot.digest.digest_lines import Entry
from bot.digest.kinds import LEGAL, UNKNOWN, how_many

MOST_DATES = 3
"""Dates that a line tells apart."""

SHORTEST = 2
"""Dates that it still tells apart where there is little room."""

_A_WEEK = timedelta(days=7)

OVERDUE, TODAY = "overdue", "today"


def counted_by_kind(entries: Iterable[Entry]) -> list[str]:
    """Count each kind in words ("6 notices", "4 invitations"), in the order of the rows."""
    kinds: dict[str, list[Entry]] = {}
    for entry in entries:
        kinds.setdefault(entry.kind, []).append(entry)
    return [_counted(of_kind) for of_kind in kinds.values()]


def kinds_by_day(
    entries: Iterable[Entry],
    on: date,
    year: SchoolYear | None = None,
    *,
    most: int = SHORTEST,
    briefly: bool = True,
) -> str:
    """Count each kind by the day it is due: "1 draft overdue; 3 calendars today".

    So many days are told apart; `briefly` uses their short names.
    """
    groups = _by_day(entries, on, most)
    said = ((counted_by_kind(group), _when(group, day, on, year, briefly)) for group, day in groups)
    return "; ".join(_due(", ".join(kinds), when).strip() for kinds, when in said)


def ways_by_day(
    entries: Sequence[Entry], on: date, heading: str, year: SchoolYear | None = None
) -> list[str]:
    """Say it in ever fewer words: rather without the heading than with days taken together."""
    by_day = partial(kinds_by_day, entries, on, year)
    exact = [by_day(most=MOST_DATES, briefly=False), by_day()]
    rough = [by_day(most=1), by_day(most=0)]
    return [f"{begun}{way}" for ways in (exact, rough) for begun in (heading, "") for way in ways]


def kinds_alone(entries: Sequence[Entry], on: date, year: SchoolYear | None = None) -> list[str]:
    """Say it without days, but for the law's, and then without that."""
    legal = [entry for entry in entries if entry.legal_on]
    rest = [entry for entry in entries if not entry.legal_on]
    dated = [kinds_by_day(legal, on, year)] if legal else []
    return [", ".join([*dated, *counted_by_kind(rest)]), ", ".join(counted_by_kind(entries))]


def day_word(day: date, on: date, year: SchoolYear | None = None) -> str:
    """Return a day as seen from `on`: by its name where none of that name comes before it."""
    if day == on:
        return TODAY
    if on < day < on + _A_WEEK:
        return f"{day:%A}"
    return date_words.in_short(day, year)


def parts_by_when(
    entries: Iterable[Entry], on: date, year: SchoolYear | None = None
) -> list[tuple[int, str]]:
    """Count the rows by day, whatever their kind: each number with what follows it."""
    by_day: dict[date | None, list[Obligation]] = {}
    for entry in entries:
        by_day.setdefault(entry.row.due_on, []).append(entry.row)
    counts = {day: how_many(rows) for day, rows in by_day.items()}
    overdue = [day for day in counts if day and day < on]
    since = f"overdue since {date_words.in_short(min(overdue), year)}" if overdue else ""
    days = sorted(day for day in counts if day and day >= on)
    asked = all(row.why.rule.answers for row in by_day.get(None, ()))
    found = [
        (sum(counts[day] for day in overdue), since),
        *((counts[day], _by(day, on, year)) for day in days[:MOST_DATES]),
        (sum(counts[day] for day in days[MOST_DATES:]), "later"),
        (counts.get(None, 0), "not back yet" if asked else "date not known yet"),
    ]
    return [part for part in found if part[0]]


def _due(kinds: str, when: str) -> str:
    """Say by when: what is due back is so by a day, and not "due back overdue"."""
    if when in (OVERDUE, TODAY):
        kinds = kinds.replace(" due back", "")
    return f"{kinds} {when}"


def _by_day(
    entries: Iterable[Entry], on: date, most: int
) -> Iterator[tuple[list[Entry], date | None]]:
    """Group what the law dates, then what is overdue, each of the next days, and what is later.

    A group has its first day; what has none comes last.
    """
    rows = list(entries)
    legal = [entry for entry in rows if entry.legal_on]
    rest = [entry for entry in rows if not entry.legal_on]
    if legal:
        yield legal, min(entry.legal_on for entry in legal if entry.legal_on)
    dated = sorted({entry.row.due_on for entry in rest if entry.row.due_on})
    overdue, days = [day for day in dated if day < on], [day for day in dated if day >= on]
    for group in (overdue, *([day] for day in days[:most]), days[most:]):
        if of_group := [entry for entry in rest if entry.row.due_on in group]:
            yield of_group, group[0]
    if undated := [entry for entry in rest if entry.row.due_on is None]:
        yield undated, None


def _when(
    group: Sequence[Entry],
    day: date | None,
    on: date,
    year: SchoolYear | None,
    briefly: bool,  # noqa: FBT001 - a loop's
) -> str:
    if day is None:
        return ""
    if group[0].legal_on:
        said = date_words.in_brief(day, year) if briefly else date_words.in_short(day, year)
        return f"{'on' if len(group) == 1 else 'from'} {said}"
    if day < on:
        return OVERDUE
    last = max(entry.row.due_on for entry in group if entry.row.due_on)
    if day < last:
        return f"today to {_in_brief(last, on, year)}" if day == on else "later"
    return f"by {_in_brief(day, on, year)}" if briefly and day != on else _by(day, on, year)


def _in_brief(day: date, on: date, year: SchoolYear | None) -> str:
    return f"{day:%a}" if day < on + _A_WEEK else date_words.in_brief(day, year)


def _by(day: date, on: date, year: SchoolYear | None) -> str:
    return TODAY if day == on else f"by {day_word(day, on, year)}"


def _counted(of_kind: Sequence[Entry]) -> str:
    first, rows = of_kind[0], [entry.row for entry in of_kind]
    if first.kind == UNKNOWN:
        return f"{len(rows)} {UNKNOWN}"
    if first.kind == LEGAL:
        return f"{len(rows)} {LEGAL}" + ("s" if len(rows) > 1 else "")
    return first.row.why.rule.counted(how_many(rows))
