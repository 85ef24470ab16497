"""A supervisor's district as it stands: by school and kind of work, and the rows behind a count."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2s

from bot.digest.digest_lines import Entry, MeetingOf
from bot.digest.digest_rows import Morning
from bot.digest.tallies import Tally, by_due_date, tally_of

ROWS_A_PAGE = 20


@dataclass(frozen=True, kw_only=True)
class School:
    """One school's open work, what is wanting most first."""

    name: str
    tally: Tally
    students: int

    @property
    def key(self) -> str:
        return school_key(self.name)

    @property
    def rows(self) -> tuple[Entry, ...]:
        """Every row behind the counts once, in the order in which they are shown."""
        tally = self.tally
        work = sorted((entry for one in tally.work for entry in one.entries), key=by_due_date)
        rows = (*tally.no_meeting, *work, *tally.not_needed)
        return tuple({entry.key: entry for entry in rows}.values())


def school_key(name: str) -> str:
    """Return what a button carries instead of a school's name."""
    return blake2s(name.encode(), digest_size=8).hexdigest()


def schools_of(morning: Morning) -> tuple[School, ...]:
    """List the schools by name, each with what is open or due soon on `morning`'s day."""
    school = {case.student.id: case.student.school for case in morning.cases}
    entries: dict[str, list[Entry]] = {name: [] for name in sorted(set(school.values()))}
    meetings: dict[str, list[MeetingOf]] = {name: [] for name in entries}
    for entry in morning.entries.values():
        entries[school[entry.row.student]].append(entry)
    for meeting in morning.meetings.values():
        meetings[school[meeting.meeting.student]].append(meeting)
    students = Counter(school.values())
    return tuple(
        School(
            name=name,
            tally=tally_of(entries[name], meetings[name], on=morning.on, calendar=morning.calendar),
            students=students[name],
        )
        for name in entries
    )


def found(schools: Iterable[School], key: str) -> School | None:
    """Find the school of a button; None where it has no student any more."""
    return next((one for one in schools if one.key == key), None)
