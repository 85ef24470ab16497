"""How what there is to tell becomes seven lines: the nearer the harm, the more room it has.

Whatever is due today or on the next school day is named in a line, however much there is.
"""

from collections.abc import Callable, Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from bot.dates.obligation_rules import Place, Rank
from bot.digest.digest_lines import Entry, Key
from bot.digest.groups import HEADINGS, LineGroup
from bot.digest.kinds import counted_by_kind, kind_of
from bot.digest.two_rows import fits

MOST_LINES = 7
"""What fits one screen of a phone; "+ n more" is one of them."""

_REST = (Rank.PEOPLE, Rank.FOLLOW_UP, Rank.CLERICAL)


@dataclass(frozen=True, kw_only=True)
class LinePart:
    """What would have a line of its own, if there were room for all."""

    group: str
    rank: Rank
    entries: tuple[Entry, ...] = ()

    @property
    def is_work(self) -> bool:
        """Tell whether it can share a line with other work."""
        apart = (LineGroup.SUPERVISOR, LineGroup.WAITING, LineGroup.MORE)
        return bool(self.entries) and self.group not in apart


LineParts = list[LinePart]
Squeeze = Callable[[LineParts, AbstractSet[Key]], LineParts]
"""Makes fewer lines of the parts, of which those with these keys have to be named."""


def laid_out(parts: Sequence[LinePart], pressing: AbstractSet[Key]) -> LineParts:
    """Return seven lines at most, in their order; `pressing` is due by the next school day."""
    lines = [*parts]
    for squeeze in _SQUEEZES:
        if len(lines) <= MOST_LINES:
            break
        lines = squeeze(lines, pressing)
    return lines


def _merging(rank: Rank, group: LineGroup, *places: Place) -> Squeeze:
    """Return the squeeze by which the work of one rank shares a line, or as many as it needs.

    Where places are named, only their work does.
    """
    groups = {group, *(place.name for place in places)} if places else None

    def merged(lines: LineParts, _: AbstractSet[Key]) -> LineParts:
        inside = [line for line in lines if line.rank is rank and line.is_work]
        inside = [line for line in inside if groups is None or line.group in groups]
        shared = _packed(_by_kind(inside))
        fewer = len(shared) < len(inside)
        return _with(shared, lines, instead_of=inside, group=group) if fewer else lines

    return merged


def _rest_merged(lines: LineParts, pressing: AbstractSet[Key]) -> LineParts:
    """Name of the last ranks what presses, and what else there is room for; count the others."""
    inside = [line for line in lines if line.rank in _REST and line.is_work]
    if not inside:
        return lines
    kinds = _by_kind(inside)
    shared = _packed(rows for rows in kinds if not pressing.isdisjoint(_keys(rows))) or [[]]
    hidden: list[Entry] = []
    for rows in kinds:
        if pressing.isdisjoint(_keys(rows)):
            room = _fit([*shared[-1], *rows], f"{HEADINGS[LineGroup.ALSO]}: ")
            (shared[-1] if room else hidden).extend(rows)
    kept = _with(shared, lines, instead_of=inside, group=LineGroup.ALSO)
    return _with_more(kept, hidden) if hidden else kept


def _today_merged(lines: LineParts, _: AbstractSet[Key]) -> LineParts:
    if not {LineGroup.MEETINGS_TODAY, LineGroup.CALLS_TODAY} <= {line.group for line in lines}:
        return lines
    return [
        replace(line, group=LineGroup.TODAY) if line.group == LineGroup.MEETINGS_TODAY else line
        for line in lines
        if line.group != LineGroup.CALLS_TODAY
    ]


def _counting(group: LineGroup) -> Squeeze:
    """Return the squeeze by which a line becomes a number in the last one."""

    def counted(lines: LineParts, _: AbstractSet[Key]) -> LineParts:
        inside = [line for line in lines if line.group == group]
        kept = [line for line in lines if line not in inside]
        return _with_more(kept, _entries(inside)) if inside else lines

    return counted


def _in_fewest(lines: LineParts, _: AbstractSet[Key]) -> LineParts:
    """Let the work of a rank stand in one line: rather a third row of text than an eighth line."""
    for ranks, group in (
        ({Rank.OWED}, LineGroup.OWED),
        ({Rank.CUT_OFF}, LineGroup.CUT_OFF),
        (_REST, LineGroup.ALSO),
    ):
        inside = [line for line in lines if line.rank in ranks and line.is_work]
        lines = _with([_entries(inside)], lines, instead_of=inside, group=group)
    return lines


_SQUEEZES: tuple[Squeeze, ...] = (
    _merging(Rank.CLERICAL, LineGroup.CLERICAL),
    _merging(Rank.FOLLOW_UP, LineGroup.FOLLOW_UP),
    _merging(Rank.PEOPLE, LineGroup.PEOPLE),
    _rest_merged,
    _counting(LineGroup.FORMS_IN),
    _counting(LineGroup.WAITING),
    _merging(Rank.OWED, LineGroup.OWED),
    _today_merged,
    _merging(Rank.CUT_OFF, LineGroup.CUT_OFF, Place.INVITATION_FORMS, Place.OFFICE),
    _merging(Rank.CUT_OFF, LineGroup.CUT_OFF, Place.SEIS_NOTICES),
    _merging(Rank.CUT_OFF, LineGroup.CUT_OFF),
    _counting(LineGroup.ASKED),
    _in_fewest,
)
"""One after the other, as far as it takes. At the end each of the first four ranks has a line,
and so have the supervisor's summary, the last three ranks and what no line is left for."""


def _with(
    shared: Iterable[Sequence[Entry]], lines: LineParts, *, instead_of: LineParts, group: LineGroup
) -> LineParts:
    """Put lines of shared work in the place of the first of the others."""
    if not instead_of:
        return lines
    made = [
        LinePart(
            group=f"{group}_{number}" if number > 1 else group,
            rank=instead_of[0].rank,
            entries=tuple(rows),
        )
        for number, rows in enumerate(shared, start=1)
    ]
    at = lines.index(instead_of[0])
    kept = [line for line in lines if line not in instead_of]
    return [*kept[:at], *made, *kept[at:]]


def _with_more(lines: LineParts, hidden: Iterable[Entry]) -> LineParts:
    """Count in the last line what has none; it is there even where no row is among that."""
    more = [line for line in lines if line.group == LineGroup.MORE]
    entries = (*_entries(more), *hidden)
    kept = [line for line in lines if line not in more]
    return [*kept, LinePart(group=LineGroup.MORE, rank=Rank.CLERICAL, entries=entries)]


def _packed(kinds: Iterable[Sequence[Entry]]) -> list[list[Entry]]:
    """Put the kinds into lines, in their order, each line as full as it may be."""
    lines: list[list[Entry]] = []
    for rows in kinds:
        if lines and _fit([*lines[-1], *rows]):
            lines[-1].extend(rows)
        else:
            lines.append([*rows])
    return lines


def _fit(entries: Iterable[Entry], before: str = "") -> bool:
    return fits(before + ", ".join(counted_by_kind(entry.row for entry in entries)))


def _by_kind(lines: LineParts) -> list[list[Entry]]:
    kinds: dict[str, list[Entry]] = {}
    for entry in _entries(lines):
        kinds.setdefault(kind_of(entry.row), []).append(entry)
    return [*kinds.values()]


def _entries(lines: LineParts) -> tuple[Entry, ...]:
    return tuple(entry for line in lines for entry in line.entries)


def _keys(entries: Iterable[Entry]) -> set[Key]:
    return {entry.key for entry in entries}
