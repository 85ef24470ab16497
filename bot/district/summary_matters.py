"""What supervisors hear of: counts and dates, once a week, and the case manager a day before.

A supervisor's week begins with its first school day. On the school day before, the digest names
what will be counted; a row of which it did not is counted a week later at the earliest.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from bot.calendar import SchoolCalendar
from bot.digest.digest_lines import Entry, MeetingOf
from bot.digest.kinds import how_many
from bot.digest.tallies import declared_not_needed, is_overdue, lacks_a_meeting
from bot.meetings.meetings import Meeting
from bot.people.people import Person, Role

DAYS_OF_WORK = 5
_A_YEAR_OF_WEEKS = 53


class Matter(StrEnum):
    """Why a supervisor hears of a row, or of a meeting, in the order of consequence."""

    NO_MEETING = "without a meeting"
    UNMARKED = "not marked as held or not"
    OVERDUE = "overdue"
    DUE_TODAY = "due today"
    """What would be overdue when the supervisor hears of it: nothing is before its day is over."""
    NOT_NEEDED = "declared not needed"


@dataclass(frozen=True, kw_only=True)
class Supervised:
    """The schools that some supervisor answers for."""

    everywhere: bool = False
    schools: frozenset[str] = frozenset()

    def covers(self, school: str) -> bool:
        return self.everywhere or school in self.schools


NOBODY = Supervised()


def supervised_by(people: Iterable[Person]) -> Supervised:
    """Find for which schools somebody is told; who names no school answers for all."""
    tell = [one for one in people if Role.SUPERVISOR in one.roles and one.on_staff and one.slack_id]
    return Supervised(
        everywhere=any(not one.schools for one in tell),
        schools=frozenset(school for one in tell for school in one.schools),
    )


def summary_day(week_of: date, calendar: SchoolCalendar) -> date | None:
    """Return the first school day of the week; None where it has none."""
    monday = week_of - timedelta(days=week_of.weekday())
    days = (monday + timedelta(days=number) for number in range(DAYS_OF_WORK))
    return next(filter(calendar.is_school_day, days), None)


def is_summary_due(on: date, calendar: SchoolCalendar, *, told_on: date | None) -> bool:
    """Tell whether a week's word comes on `on`: on its first school day, or the next if missed.

    `told_on` is the day before on which it came last; None where it never did.
    """
    first = summary_day(on, calendar)
    if first is None or not first <= on or not calendar.is_school_day(on):
        return False
    return told_on is None or told_on < first


def summary_told_of_on(on: date, calendar: SchoolCalendar) -> date | None:
    """Return the day of the summary that the digest of `on` announces, if it announces one."""
    following = calendar.after(on)
    return following if summary_day(following, calendar) == following else None


def told_since(summary_on: date, calendar: SchoolCalendar, *, told_on: date | None = None) -> date:
    """Return the first day of which the summary tells anew: that of the notice before.

    Where the one before was missed, that is the notice of the last that came, on `told_on`; not
    further back than the school year.
    """
    usual = _notice_before(summary_on, calendar)
    first = told_on and summary_day(told_on, calendar)
    year = calendar.year_of(summary_on)
    if first is None or year is None:
        return usual
    return min(usual, max(calendar.before(first), year.first))


def _notice_before(summary_on: date, calendar: SchoolCalendar) -> date:
    for weeks in range(1, _A_YEAR_OF_WEEKS):
        earlier = summary_day(summary_on - timedelta(weeks=weeks), calendar)
        if earlier is not None:
            return calendar.before(earlier)
    return summary_on - timedelta(weeks=1)


def matter_of(
    entry: Entry, meeting: Meeting | None, *, on: date, told_on: date, since: date
) -> Matter | None:
    """Say on `told_on` why a supervisor hears of the row on `on`; None where they do not.

    What was declared not needed is told of once: if that was on `since` or later.
    """
    row = entry.row
    if declared_not_needed(row, since=since):
        return Matter.NOT_NEEDED
    if lacks_a_meeting(row, on=on):
        return Matter.NO_MEETING
    rests_by_then = meeting is not None and meeting.waits and meeting.on < on
    if rests_by_then or not is_overdue(row, on=on):
        return None
    return Matter.OVERDUE if row.overdue(told_on) else Matter.DUE_TODAY


def how_many_of(matter: str, found: Sequence[Entry | MeetingOf]) -> int:
    """Count as people do: students without a meeting, else what there is to do or to mark."""
    if matter == Matter.NO_MEETING:
        return len({one.student for one in found})
    rows = [one.row for one in found if isinstance(one, Entry)]
    return how_many(rows) + len(found) - len(rows)


def by_matter(
    found: Iterable[tuple[Matter, Entry]],
) -> Iterator[tuple[Matter, tuple[Entry, ...]]]:
    """List what there is of each matter, in the order of consequence."""
    pairs = list(found)
    for matter in Matter:
        entries = tuple(entry for of, entry in pairs if of is matter)
        if entries:
            yield matter, entries
