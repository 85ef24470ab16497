"""The record of access to a student's record (34 CFR 300.614), day by day."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from zoneinfo import ZoneInfo

from bot.records.trails import TrailEntry

NOBODY = "Preiep, or a command on the district's own machine"
"""Named for what nobody in Slack did."""


@dataclass(frozen=True, kw_only=True)
class DaysAccess:
    """The same act of one person on one day, and how often."""

    entry: TrailEntry
    """The first of them."""
    times: int = 1


def folded(entries: Iterable[TrailEntry], zone: ZoneInfo) -> Iterator[DaysAccess]:
    """Join what is the same on a day of `zone`; a day at a time is in memory."""

    def day(entry: TrailEntry) -> date:
        return entry.at.astimezone(zone).date()

    for _, of_a_day in groupby(entries, key=day):
        counted: dict[tuple[object, ...], DaysAccess] = {}
        for one in of_a_day:
            key = (one.who, one.act, one.why, one.detail, one.disclosed)
            before = counted.get(key)
            counted[key] = DaysAccess(
                entry=before.entry if before else one, times=before.times + 1 if before else 1
            )
        yield from counted.values()


def columns(entry: TrailEntry) -> dict[str, str]:
    """Return an entry by the columns of a table: who, when and why, without what was changed."""
    cells = (
        entry.at.isoformat(timespec="seconds"),
        entry.who or NOBODY,
        entry.act,
        "yes" if entry.disclosed else "no",
        entry.why,
    )
    return dict(zip(COLUMNS, map(_as_text, cells), strict=True))


COLUMNS: tuple[str, ...] = ("at", "who", "what", "shown to a contracted provider", "why")


def _as_text(words: str) -> str:
    """Return what a spreadsheet takes for words, whatever somebody typed, and for no formula."""
    return f"'{words}" if words.startswith(("=", "+", "-", "@", "\t", "\r")) else words
