"""A caseload at a glance: each student's next meeting, and what is due."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from functools import cached_property

from bot.calendar import SchoolCalendar, SchoolYear
from bot.dates.cases import Case, HeldMeeting, MissedReview
from bot.dates.obligation_rows import Obligation
from bot.dates.obligation_rules import ObligationId, Rules
from bot.dates.obligations import obligations_of
from bot.digest.consequence import foremost, in_order
from bot.digest.digest_lines import Entry, MeetingOf
from bot.digest.tallies import Tally, is_law, lacks_a_meeting, tally_of
from bot.meetings.meetings import Meeting
from bot.people.parents import Parent
from bot.requests.requests_asked import RequestStatus
from bot.students import Student, StudentId

AT_HAND = timedelta(weeks=2)
"""Whose meeting comes within this is seen first."""

FEW_AT_HAND = 5
"""So many students are seen in any case."""


@dataclass(frozen=True, kw_only=True)
class StudentGlance:
    """One student: when the team meets, and what is open."""

    student: Student
    meeting: Meeting | None
    review_on: date | None
    """When the annual or triennial review falls due; None means unknown, never fine."""
    review: str = ""
    """Which of the two that is; empty where none is known."""
    unknown_reviews: tuple[str, ...] = ()
    """Of which reviews, "annual" or "triennial", nobody has entered the date."""
    held: HeldMeeting | None = None
    """The annual meeting that was held, where nobody has entered the next annual date."""
    comes_late: MissedReview | None = None
    """The review that the next meeting is for and misses."""
    date_wanted: bool = False
    """No meeting is set and one should be soon; also where a review's date is unknown, and where
    one of another kind is set, which keeps no review's date."""
    open: tuple[Obligation, ...]
    """What is open and shown to people, the earliest first."""
    first: Obligation | None
    """What comes next: of what presses the worst to miss."""

    @property
    def date_asked_for(self) -> date | None:
        """Return by when parents asked for a meeting, where nothing planned keeps that."""
        return min((row.due_on for row in self.open if row.due_on and is_law(row)), default=None)

    def is_near(self, until: date) -> bool:
        """Tell whether a date is wanted, or the team meets until then."""
        return self.date_wanted or (self.meeting is not None and self.meeting.on <= until)

    def reviewed_soon(self, year: SchoolYear) -> bool:
        """Tell whether a review falls due before this school year is over."""
        return self.review_on is not None and self.review_on <= year.last


@dataclass(frozen=True, kw_only=True)
class Glance:
    """A caseload in the order of consequence: who should have a date soon comes first."""

    students: tuple[StudentGlance, ...]
    tally: Tally
    """The figures of these students, which the district and the supervisors count alike."""
    confirmed: bool = True
    """Whether the district has confirmed its calendar; until then every view says so."""

    @property
    def today(self) -> date:
        return self.tally.on

    @property
    def year(self) -> SchoolYear:
        """The school year of today, in which dates go without their year."""
        return self.tally.year

    @property
    def soon(self) -> date:
        """The last day that counts as soon."""
        return self.tally.soon

    @property
    def due(self) -> list[Obligation]:
        """Return what is overdue or due soon, in the order of consequence.

        A date of the law is shown from the first day on, until a meeting is set that keeps it.
        """
        return in_order(
            (entry.row for work in self.tally.work for entry in work.entries), self.tally
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
    def meetings(self) -> list[StudentGlance]:
        """Return the students whose meeting has a date, the next one first."""
        dated = [student for student in self.students if student.meeting]
        return sorted(dated, key=_meets_at)

    def at_hand(self, most: int) -> tuple[StudentGlance, ...]:
        """Return who needs a date or meets within two weeks; a few others where these are few."""
        until = self.today + AT_HAND
        near = [one for one in self.students if one.date_asked_for or one.is_near(until)]
        return tuple(near[:most] if len(near) >= FEW_AT_HAND else self.students[:FEW_AT_HAND])

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
    forms: tuple[RequestStatus, ...] = ()
    """Who was asked about them for a meeting that is not long over, and what came in."""


def glance(cases: Iterable[Case], calendar: SchoolCalendar, rules: Rules, *, today: date) -> Glance:
    """Look over a caseload on the workspace's date `today`."""
    seen = [(case, obligations_of(case, calendar, today=today, rules=rules)) for case in cases]
    entries = [
        Entry(alias=case.student.alias, name=case.student.name, row=row)
        for case, rows in seen
        for row in rows
    ]
    meetings = [
        MeetingOf(alias=case.student.alias, meeting=meeting)
        for case, _ in seen
        for meeting in case.meetings
    ]
    tally = tally_of(entries, meetings, on=today, calendar=calendar)
    students = [_student(case, rows, tally) for case, rows in seen]
    return Glance(
        students=tuple(sorted(students, key=_order)),
        tally=tally,
        confirmed=calendar.confirmed,
    )


def _student(case: Case, rows: Sequence[Obligation], tally: Tally) -> StudentGlance:
    planned = [meeting for meeting in case.meetings if meeting.waits]
    meeting = min(planned, key=_starts_at, default=None)
    asking = tuple(row for row in rows if row.asks)
    return StudentGlance(
        student=case.student,
        meeting=meeting,
        comes_late=case.comes_late(meeting) if meeting else None,
        review_on=case.review_on,
        review=case.review,
        unknown_reviews=case.unknown_reviews,
        held=case.held,
        date_wanted=any(
            lacks_a_meeting(row, on=tally.on)
            for row in rows
            if row.id is ObligationId.AGREE_DATE or not planned
        ),
        open=asking,
        first=foremost(asking, tally),
    )


def _order(student: StudentGlance) -> tuple[int, tuple[date, time], tuple[str, str]]:
    """Put who should have a date soon first, then whose meeting is set, then who needs none yet.

    Without a meeting it is the review's day that counts, and unknown stands before known. Whose
    parents asked for a meeting that nothing planned keeps stands with the first, by its date.
    """
    name = student.student.by_last_name
    if student.date_asked_for is not None:
        return (0, (student.date_asked_for, time.min), name)
    if student.meeting is not None and not student.date_wanted:
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
