"""A supervisor's district as it stands: by school and kind of work, and the rows behind a count."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2s

from bot.dates.obligation_rows import REASON_NEEDED, State
from bot.dates.obligation_rules import Place
from bot.digest.digest_lines import Entry
from bot.digest.digest_rows import Morning, by_due_date
from bot.district.summary_matters import wants_a_date
from bot.records.caseloads import SOON

ROWS_A_PAGE = 20


@dataclass(frozen=True, kw_only=True)
class School:
    """One school's open work, what is wanting most first."""

    name: str
    no_meeting: tuple[Entry, ...]
    """Students for whom no meeting is set; of whom nobody knows the date come first."""
    work: tuple[tuple[Place, tuple[Entry, ...]], ...]
    """What is overdue or due soon, by where it is done."""
    not_needed: tuple[Entry, ...]
    """What was declared not needed of the notice, the rights notice and consent."""
    students: int

    @property
    def key(self) -> str:
        return school_key(self.name)

    @property
    def rows(self) -> tuple[Entry, ...]:
        """Every row behind the counts, in the order in which they are shown."""
        work = sorted((entry for _, group in self.work for entry in group), key=by_due_date)
        return (*self.no_meeting, *work, *self.not_needed)


def school_key(name: str) -> str:
    """Return what a button carries instead of a school's name."""
    return blake2s(name.encode(), digest_size=8).hexdigest()


def schools_of(morning: Morning) -> tuple[School, ...]:
    """List the schools by name, each with what is open or due soon on `morning`'s day."""
    school = {case.student.id: case.student.school for case in morning.cases}
    by_school: dict[str, list[Entry]] = {name: [] for name in sorted(set(school.values()))}
    for entry in morning.entries.values():
        by_school[school[entry.row.student]].append(entry)
    students = Counter(school.values())
    return tuple(
        _school(name, entries, morning, students=students[name])
        for name, entries in by_school.items()
    )


def _school(name: str, entries: Iterable[Entry], morning: Morning, *, students: int) -> School:
    soon = morning.calendar.school_days_after(morning.on, SOON)
    no_meeting, not_needed = [], []
    work: dict[Place, list[Entry]] = {}
    for entry in entries:
        row = entry.row
        if row.state is State.NOT_NEEDED and row.id in REASON_NEEDED:
            not_needed.append(entry)
        elif row.settled or not row.shown or row.resting:
            continue
        elif wants_a_date(row):
            no_meeting.append(entry)
        elif row.due_on is not None and row.due_on <= soon:
            work.setdefault(row.why.rule.place, []).append(entry)
    return School(
        name=name,
        no_meeting=tuple(sorted(no_meeting, key=_unknown_first)),
        work=tuple((place, tuple(work[place])) for place in Place if place in work),
        not_needed=tuple(sorted(not_needed, key=by_due_date)),
        students=students,
    )


def _unknown_first(entry: Entry) -> tuple[bool, object]:
    return (entry.row.due_on is not None, by_due_date(entry))


def found(schools: Iterable[School], key: str) -> School | None:
    """Find the school of a button; None where it has no student any more."""
    return next((one for one in schools if one.key == key), None)
