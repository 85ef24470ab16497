"""What a question in plain words is answered from: dates and rows, by value."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.calendar import SchoolCalendar
from bot.dates.cases import Case
from bot.dates.hold_by import is_kept
from bot.dates.obligation_rows import Obligation, State
from bot.dates.obligation_rules import ObligationId, Place
from bot.digest.consequence import in_order
from bot.digest.plain_words import Query
from bot.digest.tallies import is_due
from bot.people.people import PersonId
from bot.records.caseloads import Glance, StudentGlance
from bot.requests.requests import RequestState
from bot.students import StudentId

_MONTHS_TENTH = 10
_A_DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Unanswered:
    """The forms of one student's meeting that have not come in."""

    student: StudentId
    open: int
    asked: int
    wanted_by: date
    """The earliest day by which one of them is wanted."""


@dataclass(frozen=True, kw_only=True)
class Ticked:
    """A row that was settled on a day."""

    student: StudentId
    obligation: ObligationId


@dataclass(frozen=True, kw_only=True)
class OpenRows:
    """What is open in one place for one meeting, or without one for one student."""

    student: StudentId
    meeting_on: date | None
    rows: tuple[Obligation, ...]


@dataclass(frozen=True, kw_only=True)
class OpenInPlace:
    """What is open of the work done in one place, by meeting, as far as the hub looks."""

    place: Place
    meetings: tuple[OpenRows, ...]
    later: int
    """How many rows are due after that."""
    tickable: bool
    """Whether the home tab lists any of them, so that they can be picked there."""


@dataclass(frozen=True, kw_only=True)
class DaysAskedFor:
    """The days that a question about what is due names, from the first to the last."""

    first: date
    last: date

    def __contains__(self, day: date | None) -> bool:
        return day is not None and self.first <= day <= self.last


def window_of(asked: Query, *, today: date, calendar: SchoolCalendar, soon: date) -> DaysAskedFor:
    """Return the days of a question; until `soon`, with what is overdue, where it names none.

    The 10th is this month's, or the next month's once it has passed; what falls on no school day
    is due on the one before (product rule 2). Tomorrow is the next school day.
    """
    match asked:
        case Query.DUE_TODAY:
            return DaysAskedFor(first=today, last=today)
        case Query.DUE_TOMORROW:
            return DaysAskedFor(first=today + _A_DAY, last=calendar.after(today))
        case Query.OVERDUE:
            return DaysAskedFor(first=date.min, last=today - _A_DAY)
        case Query.DUE_THIS_WEEK:
            return DaysAskedFor(first=today, last=today + timedelta(days=6 - today.weekday()))
        case Query.DUE_BY_THE_TENTH:
            tenth = _tenth(today)
            passed = calendar.on_or_before(tenth) < today
            return DaysAskedFor(
                first=today, last=_tenth(tenth.replace(day=11)) if passed else tenth
            )
        case _:
            return DaysAskedFor(first=date.min, last=soon)


def due_in(
    glance: Glance, window: DaysAskedFor, about: Iterable[StudentId] | None = None, *, asked: Query
) -> list[Obligation]:
    """Return what is open and due in these days, and what is overdue, in the order of consequence.

    Asked after tomorrow alone, nothing but tomorrow is told. A question that names no day is
    answered with what the hub counts.
    """
    wanted = None if about is None else set(about)
    told = replace(window, first=date.min) if asked is not Query.DUE_TOMORROW else window
    rows = (
        row
        for seen in glance.students
        if wanted is None or seen.student.id in wanted
        for row in seen.open
        if (is_due(row, soon=told.last) if asked is Query.DUE else is_due_in(row, told))
    )
    return in_order(rows, glance.tally)


def is_due_in(row: Obligation, window: DaysAskedFor) -> bool:
    """Tell whether a row is due in these days; what a meeting keeps that is set is not."""
    return row.due_on in window and not is_kept(row)


def unanswered(cases: Iterable[Case], *, today: date) -> list[Unanswered]:
    """Return the students whose forms have not all come in, by the day they are wanted."""
    found = []
    for case in cases:
        for meeting in case.meetings:
            asked = [
                one
                for one in case.requests
                if one.meeting == meeting.id and one.state is not RequestState.WITHDRAWN
            ]
            owed = [one for one in asked if one.is_owed(meeting, today=today)]
            if owed:
                found.append(
                    Unanswered(
                        student=case.student.id,
                        open=len(owed),
                        asked=len(asked),
                        wanted_by=min(one.wanted_by for one in owed),
                    )
                )
    return sorted(found, key=lambda one: (one.wanted_by, one.student))


def open_in(glance: Glance, place: Place, about: Iterable[StudentId] | None = None) -> OpenInPlace:
    """Return what the hub counts of one place, and what waits there for no day, by meeting.

    A signature has no date: it is waited for from the day the meeting was held.
    """
    wanted = None if about is None else set(about)
    rows = [
        row
        for seen in glance.students
        if wanted is None or seen.student.id in wanted
        for row in seen.open
        if row.why.rule.place is place
    ]
    due = [row for row in rows if is_due(row, soon=glance.soon)]
    shown = [*due, *(row for row in rows if row.due_on is None)]
    by_meeting: dict[tuple[date, StudentId, date | None], list[Obligation]] = {}
    for row in shown:
        first = row.meeting_on or row.due_on or glance.soon
        by_meeting.setdefault((first, row.student, row.meeting_on), []).append(row)
    return OpenInPlace(
        place=place,
        meetings=tuple(
            OpenRows(student=student, meeting_on=on, rows=tuple(by_meeting[first, student, on]))
            for first, student, on in sorted(by_meeting, key=lambda key: key[:2])
        ),
        later=len(rows) - len(shown),
        tickable=bool(due),
    )


def needing_interpreter(glance: Glance) -> list[StudentGlance]:
    """Return whose parents need an interpreter, the next meeting first."""
    return [one for one in glance.students if one.student.interpreter]


def calls_agreed(cases: Iterable[Case], now: datetime) -> list[tuple[datetime, StudentId]]:
    """Return the talks with parents that are still to come, the next one first."""
    return sorted(
        (call.at, call.student) for case in cases for call in case.calls if call.lies_ahead(now)
    )


def ticked_on(cases: Iterable[Case], person: PersonId, day: date, zone: ZoneInfo) -> list[Ticked]:
    """Return what one person settled on `day`, as days are in `zone`, in the order of ticking."""
    found = [
        (standing.at, case.student.id, obligation)
        for case in cases
        for (_, obligation), standing in case.standings.items()
        if standing.by == person and _is_ticked(standing.state) and standing.at is not None
        if standing.at.astimezone(zone).date() == day
    ]
    return [Ticked(student=student, obligation=row) for _, student, row in sorted(found)]


def _is_ticked(state: State) -> bool:
    """Tell whether somebody said it of the row itself; what was closed went with its meeting."""
    return state.settled and state is not State.CLOSED


def _tenth(day: date) -> date:
    """Return the 10th on or after `day`."""
    if day.day <= _MONTHS_TENTH:
        return day.replace(day=_MONTHS_TENTH)
    next_month = (day.replace(day=28) + timedelta(days=4)).replace(day=1)
    return next_month.replace(day=_MONTHS_TENTH)
