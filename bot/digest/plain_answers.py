"""What a question in plain words is answered from: dates and rows, by value."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from bot.calendar import SchoolCalendar
from bot.dates.cases import Case
from bot.dates.hold_by import is_kept
from bot.dates.obligation_rows import Obligation, State
from bot.dates.obligation_rules import ObligationId
from bot.digest.plain_words import Query
from bot.digest.tallies import is_due
from bot.people.people import PersonId
from bot.records.caseloads import Glance
from bot.requests.requests import RequestState
from bot.students import StudentId

_MONTHS_TENTH = 10


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


def until(asked: Query, *, today: date, calendar: SchoolCalendar, soon: date) -> date:
    """Return the last day that a question about what is due covers; `soon` where it names none.

    The 10th is this month's, or the next month's once it has passed; what falls on no school day
    is due on the one before (product rule 2).
    """
    match asked:
        case Query.DUE_TODAY:
            return today
        case Query.DUE_THIS_WEEK:
            return today + timedelta(days=6 - today.weekday())
        case Query.DUE_BY_THE_TENTH:
            tenth = _tenth(today)
            passed = calendar.on_or_before(tenth) < today
            return _tenth(tenth.replace(day=11)) if passed else tenth
        case _:
            return soon


def due_until(
    glance: Glance, day: date, about: Iterable[StudentId] | None = None, *, asked: Query
) -> list[Obligation]:
    """Return what is open and due by `day`, overdue rows included, the earliest first.

    A question that names no day is answered with what the hub counts.
    """
    wanted = None if about is None else set(about)
    names_no_day = asked is Query.DUE
    rows = [
        row
        for seen in glance.students
        if wanted is None or seen.student.id in wanted
        for row in seen.open
        if (is_due(row, soon=day) if names_no_day else _is_due_by(row, day))
    ]
    return sorted(rows, key=lambda row: (row.due_on or day, row.subject, row.id))


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


def _is_due_by(row: Obligation, day: date) -> bool:
    return row.due_on is not None and row.due_on <= day and not is_kept(row)


def _tenth(day: date) -> date:
    """Return the 10th on or after `day`."""
    if day.day <= _MONTHS_TENTH:
        return day.replace(day=_MONTHS_TENTH)
    next_month = (day.replace(day=28) + timedelta(days=4)).replace(day=1)
    return next_month.replace(day=_MONTHS_TENTH)
