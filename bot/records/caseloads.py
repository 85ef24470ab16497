"""A caseload at a glance: each student's next meeting, and what is due."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time
from functools import cached_property

from bot.calendar import SchoolCalendar
from bot.dates.cases import Case
from bot.dates.hold_by import is_kept
from bot.dates.obligation_rows import Obligation
from bot.dates.obligation_rules import Label, ObligationId, Place, Rules
from bot.dates.obligations import obligations_of
from bot.digest.digest_lines import Entry, Work
from bot.meetings.meetings import Meeting
from bot.people.parents import Parent
from bot.students import Student, StudentId

SOON = 10
"""How many school days ahead the hub and the home tab look."""


@dataclass(frozen=True, kw_only=True)
class StudentGlance:
    """One student: when the team meets, and what is open."""

    student: Student
    meeting: Meeting | None
    review_on: date | None
    """When the annual or triennial review falls due; None means unknown, never fine."""
    unknown_reviews: tuple[str, ...] = ()
    """Of which reviews, "annual" or "triennial", nobody has entered the date."""
    date_wanted: bool = False
    """No meeting is set and one should be soon; also where a review's date is unknown."""
    open: tuple[Obligation, ...]
    """What is open and shown to people, the earliest first."""

    @property
    def first(self) -> Obligation | None:
        return next((row for row in self.open if row.due_on is not None), None)


@dataclass(frozen=True, kw_only=True)
class Glance:
    """A caseload in the order of consequence: who should have a date soon comes first."""

    students: tuple[StudentGlance, ...]
    today: date
    soon: date
    """The last day that counts as soon."""
    confirmed: bool = True
    """Whether the district has confirmed its calendar; until then every view says so."""

    @property
    def due(self) -> list[Obligation]:
        """Return what is overdue or due soon, the earliest first; before it the dates of the law.

        Such a date is shown from the first day on, until a meeting is set that keeps it.
        """
        rows = [row for student in self.students for row in student.open]
        dated = [row for row in rows if is_due(row, soon=self.soon)]
        return sorted(
            dated,
            key=lambda row: (not _is_law(row), row.due_on or self.soon, row.subject, row.id),
        )

    @cached_property
    def of_two_meetings(self) -> frozenset[StudentId]:
        """Find the students with open rows of several meetings: each row says for which."""
        return frozenset(
            seen.student.id
            for seen in self.students
            if len({row.meeting for row in seen.open if row.meeting is not None}) > 1
        )

    @cached_property
    def aliases(self) -> dict[StudentId, str]:
        return {seen.student.id: seen.student.alias for seen in self.students}

    @property
    def groups(self) -> tuple[Work, ...]:
        """Group what is due by where the work is done: law's dates, meetings to set, the rest."""
        places: dict[Place, list[Entry]] = {}
        students = {seen.student.id: seen.student for seen in self.students}
        first = (ObligationId.HOLD_BY, ObligationId.AGREE_DATE)
        for row in sorted(self.due, key=lambda row: row.id not in first):
            who = students[row.student]
            entry = Entry(alias=who.alias, name=who.name, row=row)
            places.setdefault(row.why.rule.place, []).append(entry)
        return tuple(
            Work(place=place, on=self.today, entries=tuple(entries), all_done_word="")
            for place, entries in places.items()
        )

    @property
    def meetings(self) -> list[StudentGlance]:
        """Return the students whose meeting has a date, the next one first."""
        dated = [student for student in self.students if student.meeting]
        return sorted(dated, key=_meets_at)

    @property
    def without_a_date(self) -> list[StudentGlance]:
        return [student for student in self.students if student.date_wanted]

    @property
    def later(self) -> list[StudentGlance]:
        """Return the students who have no meeting set and need none yet."""
        return [one for one in self.students if one.meeting is None and not one.date_wanted]


@dataclass(frozen=True, kw_only=True)
class OpenedStudent:
    """One student with all that their screen shows."""

    seen: StudentGlance
    glance: Glance
    rules: Rules
    parents: tuple[Parent, ...] = ()
    entries: tuple[Entry, ...] = ()
    """The rows that can be opened one by one by due date, what is settled included."""


def glance(cases: Iterable[Case], calendar: SchoolCalendar, rules: Rules, *, today: date) -> Glance:
    """Look over a caseload on the workspace's date `today`."""
    soon = calendar.school_days_after(today, SOON)
    students = [_student(case, calendar, rules, today=today, soon=soon) for case in cases]
    return Glance(
        students=tuple(sorted(students, key=_order)),
        today=today,
        soon=soon,
        confirmed=calendar.confirmed,
    )


def _student(
    case: Case, calendar: SchoolCalendar, rules: Rules, *, today: date, soon: date
) -> StudentGlance:
    rows = obligations_of(case, calendar, today=today, rules=rules)
    planned = [meeting for meeting in case.meetings if meeting.waits]
    return StudentGlance(
        student=case.student,
        meeting=min(planned, key=_starts_at, default=None),
        review_on=case.review_on,
        unknown_reviews=case.unknown_reviews,
        date_wanted=not planned and _wants_a_date(case, rows, soon),
        open=tuple(row for row in rows if row.asks),
    )


def _wants_a_date(case: Case, rows: Iterable[Obligation], soon: date) -> bool:
    """Say whether a meeting has to be set by `soon`: by the row's own date or the review's.

    A date that nobody has entered is never taken for a late one.
    """
    if case.unknown_reviews:
        return True
    by = [row.due_on for row in rows if row.id is ObligationId.AGREE_DATE and row.meeting is None]
    return any(day is not None and day <= soon for day in (*by, case.review_on))


def is_due(row: Obligation, *, soon: date) -> bool:
    """Say whether an open row shows at a glance: the law's own dates from the first day on."""
    by_soon = row.due_on is not None and row.due_on <= soon
    return _is_law(row) or (by_soon and not is_kept(row))


def _is_law(row: Obligation) -> bool:
    """Say whether the law has a date for it that nothing planned keeps."""
    return row.why.label is Label.LAW and row.due_on is not None and not is_kept(row)


def _order(student: StudentGlance) -> tuple[int, tuple[date, time], tuple[str, str]]:
    """Put who should have a date soon first, then whose meeting is set, then who needs none yet.

    Without a meeting it is the review's day that counts, and unknown stands before known. Whose
    parents asked for a meeting that nothing planned keeps stands with the first, by its date.
    """
    name = student.student.by_last_name
    asked_for = min(
        (row.due_on for row in student.open if row.due_on and _is_law(row)), default=None
    )
    if asked_for is not None:
        return (0, (asked_for, time.min), name)
    if student.meeting is not None:
        return (1, _starts_at(student.meeting), name)
    # The annual review comes every year: while its date is unknown, the triennial's says little.
    known = student.review_on if "annual" not in student.unknown_reviews else None
    return (0 if student.date_wanted else 2, (known or date.min, time.min), name)


def _meets_at(student: StudentGlance) -> tuple[date, time]:
    assert student.meeting is not None, "only students with a meeting are put in this order"
    return _starts_at(student.meeting)


def _starts_at(meeting: Meeting) -> tuple[date, time]:
    """Return day and hour; where the hour is unknown, the end of the day."""
    return (meeting.on, meeting.at or time.max)
