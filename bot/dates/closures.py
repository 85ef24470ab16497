"""Days without school as people list them: a break is one line, from its first day to its last."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from bot.imports.import_rows import ClosureRow
from bot.imports.splitting import Finding


@dataclass(frozen=True, kw_only=True)
class Span:
    """Weekdays in a row, weekends apart, that are closed under one name."""

    first: date
    last: date
    name: str


def weekdays(first: date, last: date) -> list[date]:
    """Return the days from `first` to `last` on which there could be school."""
    number = (last - first).days + 1
    days = (first + timedelta(days=one) for one in range(number))
    return [day for day in days if day.weekday() < 5]


def spans(closures: Iterable[tuple[date, str]]) -> list[Span]:
    """Return the closures in order, days in a row under one name put together."""
    found: list[Span] = []
    for day, name in sorted(closures):
        last = found[-1] if found else None
        if last and last.name == name and not weekdays(last.last + timedelta(days=1), day)[:-1]:
            found[-1] = Span(first=last.first, last=day, name=name)
        else:
            found.append(Span(first=day, last=day, name=name))
    return found


@dataclass(frozen=True, kw_only=True)
class Pasted:
    """What a pasted list of closures would change."""

    new: tuple[tuple[date, str], ...]
    known: int
    """How many days of it are closed already."""
    findings: tuple[Finding, ...]


def look_through(
    rows: Iterable[ClosureRow], findings: Iterable[Finding], *, known: Iterable[date]
) -> Pasted:
    """Tell new days from those on the list."""
    closed, found = set(known), list(findings)
    new: dict[date, str] = {}
    again = 0
    for row in rows:
        days = weekdays(row.first, row.last)
        if not days:
            found.append(Finding(line=row.line, sentence="This is a weekend.", bad=False))
        again += sum(day in closed for day in days)
        new |= {day: row.name or "Closed" for day in days if day not in closed}
        closed |= set(days)
    return Pasted(
        new=tuple(sorted(new.items())),
        known=again,
        findings=tuple(sorted(found, key=lambda one: one.line)),
    )
