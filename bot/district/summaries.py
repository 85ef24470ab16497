"""A supervisor's summary of one week: counts and dates by school, and nobody's name."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date

from bot.conversations.collaboration import Compared, Rate
from bot.digest.digest_lines import Entry, Key
from bot.digest.digest_rows import Morning
from bot.district.summary_matters import Matter
from bot.people.people import Person, PersonId


@dataclass(frozen=True, kw_only=True)
class SchoolSummary:
    """One school: how much of what, and since when or by when."""

    school: str
    counts: Mapping[Matter, int]
    first: Mapping[Matter, date]
    """The earliest date of each matter that has one."""
    paused_until: tuple[date, ...] = ()
    """Of each digest that is paused, the day on which it comes again."""


@dataclass(frozen=True, kw_only=True)
class Figures:
    """How often parents were talked with, this school year so far."""

    first: date
    last: date
    rate: Rate
    compared: Compared


@dataclass(frozen=True, kw_only=True)
class Summary:
    on: date
    schools: tuple[SchoolSummary, ...]
    """In the order of their names: a count says nothing about who works how well."""
    figures: Figures | None
    told_first: int
    """Rows of which the case managers hear first, so that they are not counted yet."""
    confirmed: bool


@dataclass(frozen=True, kw_only=True)
class ToldBefore:
    """What case managers were told in their digests of the school day before."""

    keys: AbstractSet[Key]
    reached: AbstractSet[PersonId]
    """Who can be told at all; of somebody on leave, or who has left, everything is counted."""

    def may_be_counted(self, entry: Entry, case_manager: PersonId) -> bool:
        return entry.key in self.keys or case_manager not in self.reached


def summary_of(
    morning: Morning, told: ToldBefore, people: Mapping[PersonId, Person], figures: Figures | None
) -> Summary:
    """Sum up a week; `morning` holds the cases of the supervisor's schools on that day."""
    case_manager = {case.student.id: case.student.case_manager for case in morning.cases}
    school = {case.student.id: case.student.school for case in morning.cases}
    found = morning.matters(morning.on)
    counted = [
        (matter, entry)
        for matter, entry in found
        if told.may_be_counted(entry, case_manager[entry.row.student])
    ]
    paused = _paused(morning, people)
    schools = sorted({school[entry.row.student] for _, entry in counted} | set(paused))
    return Summary(
        on=morning.on,
        schools=tuple(
            _school(name, [one for one in counted if school[one[1].row.student] == name], paused)
            for name in schools
        ),
        figures=figures,
        told_first=len(found) - len(counted),
        confirmed=morning.calendar.confirmed,
    )


def _school(
    name: str,
    counted: Iterable[tuple[Matter, Entry]],
    paused: Mapping[str, Mapping[PersonId, date]],
) -> SchoolSummary:
    counts: Counter[Matter] = Counter()
    first: dict[Matter, date] = {}
    for matter, entry in counted:
        counts[matter] += 1
        due = entry.row.due_on
        if due is not None and matter is not Matter.NOT_NEEDED:
            first[matter] = min(first.get(matter, due), due)
    return SchoolSummary(
        school=name,
        counts=counts,
        first=first,
        paused_until=tuple(sorted(paused.get(name, {}).values())),
    )


def _paused(
    morning: Morning, people: Mapping[PersonId, Person]
) -> Mapping[str, Mapping[PersonId, date]]:
    """Find, by school, the paused digests of those who have students there."""
    paused: defaultdict[str, dict[PersonId, date]] = defaultdict(dict)
    for case in morning.cases:
        leads = people.get(case.student.case_manager)
        if leads and leads.paused_until and leads.is_paused(morning.on):
            paused[case.student.school][leads.id] = leads.paused_until
    return paused
