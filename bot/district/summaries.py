"""A supervisor's summary of one week: counts and dates by school, and nobody's name."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import date

from bot.conversations.collaboration import Compared, Rate
from bot.digest.digest_lines import Entry, Key, MeetingOf
from bot.digest.digest_rows import Morning
from bot.digest.tallies import Tally, declared_not_needed
from bot.district.district import schools_of
from bot.district.summary_matters import Matter, how_many_of, told_since
from bot.meetings.meetings import MeetingId
from bot.people.people import Person, PersonId


@dataclass(frozen=True, kw_only=True)
class SchoolSummary:
    """One school: what is counted of it."""

    school: str
    tally: Tally
    paused_until: tuple[date, ...] = ()
    """Of each digest that is paused, the day on which it comes again."""

    @property
    def counts(self) -> Mapping[Matter, int]:
        return {
            matter: how_many_of(matter, found) for matter, found in _matters(self.tally) if found
        }


@dataclass(frozen=True, kw_only=True)
class Figures:
    """How often parents were talked with, this school year so far."""

    first: date
    last: date
    rate: Rate
    compared: Compared
    unmarked: int = 0
    """Meetings that are in neither figure, since nobody has said whether they were held."""


@dataclass(frozen=True, kw_only=True)
class Summary:
    on: date
    since: date
    """The first day of which it tells anew what was declared not needed."""
    schools: tuple[SchoolSummary, ...]
    """In the order of their names: a count says nothing about who works how well."""
    figures: Figures | None
    told_first: int
    """How much the case managers hear of first, so that it is not counted yet."""
    confirmed: bool


@dataclass(frozen=True, kw_only=True)
class ToldBefore:
    """The rows that case managers were told of in their digests, up to the school day before."""

    keys: AbstractSet[Key]
    reached: AbstractSet[PersonId]
    """Who can be told at all; of somebody on leave, or who has left, everything is counted."""
    asked: AbstractSet[MeetingId] = frozenset()
    """The meetings of which they were asked whether they were held."""
    last_on: date | None = None
    """The day of the last summary; None where this is the first."""

    def may_be_counted(self, one: Entry | MeetingOf, case_manager: PersonId) -> bool:
        told = one.key in self.keys if isinstance(one, Entry) else one.meeting.id in self.asked
        return told or case_manager not in self.reached


def summary_of(
    morning: Morning, told: ToldBefore, people: Mapping[PersonId, Person], figures: Figures | None
) -> Summary:
    """Sum up a week; `morning` holds the cases of the supervisor's schools on that day."""
    case_manager = {case.student.id: case.student.case_manager for case in morning.cases}
    since = told_since(morning.on, morning.calendar, told_on=told.last_on)
    found = {one.name: _told_anew(one.tally, since) for one in schools_of(morning)}

    def counts(one: Entry | MeetingOf) -> bool:
        return told.may_be_counted(one, case_manager[one.student])

    counted = {name: tally.only(counts) for name, tally in found.items()}
    paused = _paused(morning, people)
    return Summary(
        on=morning.on,
        since=since,
        schools=tuple(
            SchoolSummary(
                school=name, tally=tally, paused_until=tuple(sorted(paused[name].values()))
            )
            for name, tally in counted.items()
            if _count(tally) or paused[name]
        ),
        figures=_beside_unmarked(figures, counted.values()),
        told_first=sum(map(_count, found.values())) - sum(map(_count, counted.values())),
        confirmed=morning.calendar.confirmed,
    )


def _told_anew(tally: Tally, since: date) -> Tally:
    """Leave out what was declared not needed before the notice of the last summary."""
    anew = (one for one in tally.not_needed if declared_not_needed(one.row, since=since))
    return replace(tally, not_needed=tuple(anew))


def _matters(tally: Tally) -> Iterator[tuple[Matter, Sequence[Entry | MeetingOf]]]:
    yield Matter.NO_MEETING, tally.no_meeting
    yield Matter.UNMARKED, tally.unmarked
    yield Matter.OVERDUE, tally.overdue
    yield Matter.NOT_NEEDED, tally.not_needed


def _count(tally: Tally) -> int:
    return sum(how_many_of(matter, found) for matter, found in _matters(tally))


def _beside_unmarked(figures: Figures | None, tallies: Iterable[Tally]) -> Figures | None:
    """Say with the figures how many meetings are in none of them."""
    if figures is None:
        return None
    return replace(figures, unmarked=sum(len(tally.unmarked) for tally in tallies))


def _paused(
    morning: Morning, people: Mapping[PersonId, Person]
) -> defaultdict[str, dict[PersonId, date]]:
    """Find, by school, the paused digests of those who have students there."""
    paused: defaultdict[str, dict[PersonId, date]] = defaultdict(dict)
    for case in morning.cases:
        leads = people.get(case.student.case_manager)
        if leads and leads.paused_until and leads.is_paused(morning.on):
            paused[case.student.school][leads.id] = leads.paused_until
    return paused
