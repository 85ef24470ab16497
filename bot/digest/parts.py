"""What there is to tell of a morning, each kind by itself, in the order of consequence."""

from collections.abc import Iterator, Mapping

from bot.dates.obligation_rules import Place, Rank
from bot.digest.digest_lines import Entry
from bot.digest.digest_rows import Morning, by_meeting, is_unknown, wants_a_meeting
from bot.digest.groups import LineGroup
from bot.digest.layout import LinePart
from bot.district.summary_matters import summary_day, summary_told_of_on

_PLACES = {place.name: order for order, place in enumerate(Place)}


def parts_of(morning: Morning) -> list[LinePart]:
    work = _work_by_group(morning)
    of_rank = {rank: [*_places(work, rank)] for rank in Rank}
    return [
        *_legal(work, morning),
        *_today(morning),
        *of_rank[Rank.OWED],
        *of_rank[Rank.CUT_OFF],
        *_supervisor(morning),
        *([LinePart(group=LineGroup.ASKED, rank=Rank.CLERICAL)] if morning.unmarked() else []),
        *_apart(work, LineGroup.LEGAL_SOON, Rank.PEOPLE),
        *of_rank[Rank.PEOPLE],
        *_apart(work, LineGroup.WITHOUT_DATE, Rank.FOLLOW_UP),
        *of_rank[Rank.FOLLOW_UP],
        *(
            [LinePart(group=LineGroup.FORMS_IN, rank=Rank.FOLLOW_UP)]
            if morning.answered_since()
            else []
        ),
        *of_rank[Rank.CLERICAL],
        *_apart(work, LineGroup.WAITING, Rank.CLERICAL),
    ]


def is_news(part: LinePart) -> bool:
    """Tell whether a part is reason for a digest: an unknown date is told of, and sends none."""
    return not part.entries or not all(map(is_unknown, part.entries))


def _work_by_group(morning: Morning) -> dict[str, list[Entry]]:
    """Sort each row that is told of to where it is told, by the day of its meeting."""
    found = (*morning.near_the_law(), *morning.counting(), *morning.without_review_date())
    groups: dict[str, list[Entry]] = {}
    for entry in sorted({entry.key: entry for entry in found}.values(), key=by_meeting):
        groups.setdefault(_group_of(entry, morning), []).append(entry)
    return groups


def _group_of(entry: Entry, morning: Morning) -> str:
    if legal := morning.legal_group(entry):
        return legal
    if morning.waits_for_long(entry) or (is_unknown(entry) and not _week_begins(morning)):
        return LineGroup.WAITING
    return LineGroup.WITHOUT_DATE if wants_a_meeting(entry) else entry.row.why.rule.place.name


def _week_begins(morning: Morning) -> bool:
    """Tell whether it is the week's first school day, on which unknown dates have their line."""
    return summary_day(morning.on, morning.calendar) == morning.on


def _places(work: Mapping[str, list[Entry]], rank: Rank) -> Iterator[LinePart]:
    """Give each place a part, in the order in which the work of a meeting goes."""
    for group in sorted(work.keys() & _PLACES.keys(), key=_PLACES.__getitem__):
        if work[group][0].row.why.rule.rank is rank:
            yield LinePart(group=group, rank=rank, entries=tuple(work[group]))


def _apart(work: Mapping[str, list[Entry]], group: LineGroup, rank: Rank) -> Iterator[LinePart]:
    if group in work:
        yield LinePart(group=group, rank=rank, entries=tuple(work[group]))


def _legal(work: Mapping[str, list[Entry]], morning: Morning) -> Iterator[LinePart]:
    """Tell of legal dates, also of those for which a meeting is set too late."""
    if LineGroup.LEGAL in work or morning.legal_dates():
        rows = tuple(work.get(LineGroup.LEGAL, ()))
        yield LinePart(group=LineGroup.LEGAL, rank=Rank.LEGAL, entries=rows)


def _today(morning: Morning) -> Iterator[LinePart]:
    if morning.meetings_today():
        yield LinePart(group=LineGroup.MEETINGS_TODAY, rank=Rank.TODAY)
    if morning.calls_today():
        yield LinePart(group=LineGroup.CALLS_TODAY, rank=Rank.TODAY)


def _supervisor(morning: Morning) -> Iterator[LinePart]:
    """Tell what a supervisor will hear, on the school day before."""
    on = summary_told_of_on(morning.on, morning.calendar)
    entries = tuple(entry for _, entry in morning.matters(on)) if on else ()
    if entries:
        yield LinePart(group=LineGroup.SUPERVISOR, rank=Rank.CUT_OFF, entries=entries)
