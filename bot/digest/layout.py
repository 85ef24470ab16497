"""How what there is to tell becomes seven lines: the nearer the harm, the more room it has.

Whatever is due today or on the next school day is named in a line, however much there is.
"""

from collections.abc import Callable, Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import date

from bot.calendar import SchoolYear
from bot.dates.obligation_rules import Place, Rank
from bot.digest.by_day import counted_by_kind, kinds_by_day
from bot.digest.digest_lines import Entry, Key
from bot.digest.groups import HEADINGS, LineGroup
from bot.digest.two_rows import fits

MOST_LINES = 7
"""What fits one screen of a phone; "+ n more" is one of them."""

_REST = (Rank.PEOPLE, Rank.FOLLOW_UP, Rank.CLERICAL)
_AND_MORE = "; + 999 more"


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


@dataclass(frozen=True, kw_only=True)
class Naming:
    """What has to be named whatever else there is, and on which day: it is named by day."""

    on: date
    year: SchoolYear | None = None
    pressing: AbstractSet[Key]
    """What is due by the next school day, and legal dates that are near."""

    def presses(self, entries: Iterable[Entry]) -> bool:
        return any(entry.key in self.pressing for entry in entries)

    def fit(self, entries: Iterable[Entry], before: str = "", after: str = "") -> bool:
        """Tell whether a line can name each kind with its day."""
        return fits(before + kinds_by_day(entries, self.on, self.year) + after)


Squeeze = Callable[[LineParts, Naming], LineParts]
"""Makes fewer lines of the parts."""


def laid_out(parts: Sequence[LinePart], naming: Naming) -> LineParts:
    """Return seven lines at most, in their order."""
    lines = [*parts]
    for squeeze in _SQUEEZES:
        if len(lines) <= MOST_LINES:
            break
        lines = squeeze(lines, naming)
    return lines


def _merging(rank: Rank, group: LineGroup, *places: Place | LineGroup) -> Squeeze:
    """Return the squeeze by which the work of one rank shares a line, or as many as it needs.

    Where places are named, only their work does.
    """
    groups = {group, *(place.name for place in places)} if places else None

    def merged(lines: LineParts, naming: Naming) -> LineParts:
        inside = [line for line in lines if line.rank is rank and line.is_work]
        inside = [line for line in inside if groups is None or line.group in groups]
        fit = naming.fit if rank in _REST else _fit
        shared = _packed(_by_kind(_entries(inside)), fit)
        fewer = len(shared) < len(inside)
        return _with(shared, lines, instead_of=inside, group=group) if fewer else lines

    return merged


def _unless_it_presses(squeeze: Squeeze) -> Squeeze:
    """Return the squeeze that leaves the cut-off alone on its day, and on the day before."""

    def calmly(lines: LineParts, naming: Naming) -> LineParts:
        return lines if naming.presses(_entries(_cut_off(lines))) else squeeze(lines, naming)

    return calmly


def _rest_merged(lines: LineParts, naming: Naming) -> LineParts:
    """Name of the last ranks what presses, and what else there is room for; count the others."""
    inside = [line for line in lines if line.rank in _REST and line.is_work]
    if not inside:
        return lines
    rows = _entries(inside)
    pressing = [entry for entry in rows if naming.presses([entry])]
    shared = _packed(_by_kind(pressing), naming.fit) or [[]]
    hidden: list[Entry] = []
    for kind in _by_kind(entry for entry in rows if not naming.presses([entry])):
        room = naming.fit([*shared[-1], *kind], f"{HEADINGS[LineGroup.ALSO]}: ")
        (shared[-1] if room else hidden).extend(kind)
    kept = _with(shared, lines, instead_of=inside, group=LineGroup.ALSO)
    return _with_more(kept, hidden) if hidden else kept


def _rest_in_one(lines: LineParts, naming: Naming) -> LineParts:
    """Let the last line name what presses of the last ranks, where it can, and count the others.

    By its day, or on the day of the cut-off, and the day before, if need be by its kind alone.
    """
    pressing = [entry for entry in _entries(_also(lines)) if naming.presses([entry])]
    fit = naming.fit(pressing, after=_AND_MORE)
    if not fit and naming.presses(_entries(_cut_off(lines))):
        fit = fits(", ".join(counted_by_kind(pressing)) + _AND_MORE)
    return _rest_counted(lines, naming) if fit else lines


def _rest_counted(lines: LineParts, _: Naming) -> LineParts:
    also = _also(lines)
    kept = [line for line in lines if line not in also]
    return _with_more(kept, _entries(also)) if also else lines


def _cut_off(lines: LineParts) -> LineParts:
    return [line for line in lines if line.rank is Rank.CUT_OFF and line.is_work]


def _also(lines: LineParts) -> LineParts:
    return [line for line in lines if line.rank in _REST and line.is_work]


def _today_merged(lines: LineParts, _: Naming) -> LineParts:
    if not {LineGroup.MEETINGS_TODAY, LineGroup.CALLS_TODAY} <= {line.group for line in lines}:
        return lines
    return [
        replace(line, group=LineGroup.TODAY) if line.group == LineGroup.MEETINGS_TODAY else line
        for line in lines
        if line.group != LineGroup.CALLS_TODAY
    ]


def _counting(group: LineGroup) -> Squeeze:
    """Return the squeeze by which a line becomes a number in the last one."""

    def counted(lines: LineParts, _: Naming) -> LineParts:
        inside = [line for line in lines if line.group == group]
        kept = [line for line in lines if line not in inside]
        return _with_more(kept, _entries(inside)) if inside else lines

    return counted


def _in_one(rank: Rank, group: LineGroup) -> Squeeze:
    """Return the squeeze to one line: rather a third row of text than an eighth line."""

    def together(lines: LineParts, _: Naming) -> LineParts:
        inside = [line for line in lines if line.rank is rank and line.is_work]
        return _with([_entries(inside)], lines, instead_of=inside, group=group)

    return together


_INVITING = _merging(Rank.CUT_OFF, LineGroup.INVITING, Place.INVITATION_FORMS, Place.OFFICE)

_SQUEEZES: tuple[Squeeze, ...] = (
    _merging(Rank.CLERICAL, LineGroup.CLERICAL),
    _merging(Rank.FOLLOW_UP, LineGroup.FOLLOW_UP),
    _merging(Rank.PEOPLE, LineGroup.PEOPLE),
    _rest_merged,
    _counting(LineGroup.FORMS_IN),
    _counting(LineGroup.WAITING),
    _merging(Rank.OWED, LineGroup.OWED),
    _today_merged,
    _unless_it_presses(_INVITING),
    _counting(LineGroup.ASKED),
    _rest_in_one,
    _INVITING,
    _merging(Rank.CUT_OFF, LineGroup.CUT_OFF, LineGroup.INVITING, Place.SEIS_NOTICES),
    _rest_counted,
    _in_one(Rank.OWED, LineGroup.OWED),
    _in_one(Rank.CUT_OFF, LineGroup.CUT_OFF),
)
"""One after the other, as far as it takes: the cut-off shares a line after all others did.

At the end each of the first four ranks has a line, and so have the supervisor's summary and the
last three ranks, with what no line is left for."""


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
    entries = (*hidden, *_entries(more))
    kept = [line for line in lines if line not in more]
    return [*kept, LinePart(group=LineGroup.MORE, rank=Rank.CLERICAL, entries=entries)]


def _packed(
    kinds: Iterable[Sequence[Entry]], fit: Callable[[Sequence[Entry]], bool]
) -> list[list[Entry]]:
    """Put the kinds into lines, in their order, each line as full as it may be."""
    lines: list[list[Entry]] = []
    for rows in kinds:
        if lines and fit([*lines[-1], *rows]):
            lines[-1].extend(rows)
        else:
            lines.append([*rows])
    return lines


def _fit(entries: Iterable[Entry]) -> bool:
    return fits(", ".join(counted_by_kind(entries)))


def _by_kind(entries: Iterable[Entry]) -> list[list[Entry]]:
    kinds: dict[str, list[Entry]] = {}
    for entry in entries:
        kinds.setdefault(entry.kind, []).append(entry)
    return [*kinds.values()]


def _entries(lines: LineParts) -> tuple[Entry, ...]:
    return tuple(entry for line in lines for entry in line.entries)
