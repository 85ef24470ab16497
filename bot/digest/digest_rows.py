"""A caseload as one morning's digest sees it: which rows and dates there are to tell of."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, time, tzinfo
from functools import cached_property

from bot.calendar import SchoolCalendar, SchoolYear
from bot.dates.cases import Case
from bot.dates.obligation_rows import review_subject
from bot.dates.obligation_rules import Label, ObligationId, Rank, Rules
from bot.dates.obligations import obligations_of
from bot.dates.reminder_days import (
    counts,
    legal_date_is_near,
    legal_date_presses,
    put_off_at_most,
)
from bot.digest.covering import Covering
from bot.digest.digest_lines import Entry, Key, LegalDate, MeetingOf
from bot.digest.groups import LineGroup
from bot.digest.leaves import is_first_morning_back
from bot.digest.stepping_down import waits_for_long
from bot.digest.tallies import (
    Tally,
    by_due_date,
    lacks_a_meeting,
    meeting_wanted_by,
    tally_of,
    unmarked_of,
)
from bot.district.summary_matters import NOBODY, Matter, Supervised, matter_of, told_since
from bot.meetings.meetings import Kind, Meeting, MeetingId, MeetingState
from bot.requests.requests import Request, RequestId, RequestState, is_taken
from bot.students import StudentId

_REVIEWS = (Kind.ANNUAL, Kind.TRIENNIAL)


@dataclass(frozen=True, kw_only=True)
class Morning:
    """The cases of one person on the day `on`; students who have left are none of them."""

    on: date
    calendar: SchoolCalendar
    rules: Rules
    cases: tuple[Case, ...]
    zone: tzinfo = UTC
    """Where the person is: what came in on which day of theirs."""
    supervised: Supervised = NOBODY
    """Whose schools have a supervisor who gets a summary."""
    covering: tuple[Covering, ...] = ()
    """For whom the person stands in that day."""
    back_on: date | None = None
    """The person's first day back from their last leave, as far as one is on record."""

    @cached_property
    def entries(self) -> Mapping[Key, Entry]:
        """Every obligation there is, settled or open."""
        near = (*self.legal_dates(), *self.legal_dates(LineGroup.LEGAL_SOON))
        asking = {legal.agree_date: legal.on for legal in near if legal.agree_date}
        legal = {key: replace(self._rows[key], legal_on=on) for key, on in asking.items()}
        return {**self._rows, **legal}

    @cached_property
    def _rows(self) -> Mapping[Key, Entry]:
        """The same, before it is told which of them ask for a meeting by a day of the law."""
        return {entry.key: entry for case in self._here for entry in self._entries_of(case)}

    @cached_property
    def meetings(self) -> Mapping[MeetingId, MeetingOf]:
        return {
            meeting.id: MeetingOf(alias=case.student.alias, meeting=meeting)
            for case in self._here
            for meeting in case.meetings
        }

    @property
    def year(self) -> SchoolYear:
        """The school year of this day, in which dates go without their year."""
        return self.calendar.year_begun_by(self.on)

    @property
    def is_school_day(self) -> bool:
        """Tell whether there is school today at the school of any of these students."""
        return any(calendar.is_school_day(self.on) for calendar in self._calendars.values())

    @property
    def after_a_leave(self) -> bool:
        return is_first_morning_back(self.on, self.back_on, self._calendars.values())

    def counting(self) -> list[Entry]:
        """Return what is to be told of, in the order of meetings."""
        told = [
            entry
            for entry in self.entries.values()
            if counts(
                entry.row,
                self.meeting_of(entry),
                on=self.on,
                calendar=self.calendar_of(entry),
                was_away=self.after_a_leave,
            )
            and not self._is_unsent(entry)
        ]
        return sorted(told, key=by_meeting)

    def _is_unsent(self, entry: Entry) -> bool:
        """Tell whether a signature is awaited on an IEP that nobody has sent yet."""
        sent = self.entries.get((entry.row.subject, ObligationId.SEND_FOR_SIGNATURE))
        return entry.row.id is ObligationId.CONSENT and sent is not None and not sent.row.settled

    def open_in(self, group: str) -> list[Entry]:
        """Return what the tally counts as work of one place, what is put off included."""
        return [entry for work in self.tally.work if work.group == group for entry in work.entries]

    def near_the_law(self) -> list[Entry]:
        """Return what asks for a meeting by a review date that presses, or is near."""
        return [one for one in self.entries.values() if one.legal_on and wants_a_meeting(one)]

    def without_review_date(self) -> list[Entry]:
        """Return students of whom nobody knows when the review falls due: never shown as fine."""
        return [
            entry
            for entry in self.entries.values()
            if lacks_a_meeting(entry.row, on=self.on)
            and meeting_wanted_by(entry.row) is None
            and entry.is_left(self.on)
        ]

    def legal_dates(self, group: LineGroup = LineGroup.LEGAL) -> list[LegalDate]:
        """Return the review dates that nothing planned will keep: those that press, or are near."""
        of_group = self._presses if group is LineGroup.LEGAL else self._is_near
        found = [legal for student, legal in self._unkept if of_group(legal, student)]
        return sorted(found, key=lambda legal: (legal.on, legal.alias))

    def legal_group(self, entry: Entry) -> LineGroup | None:
        """Tell among which legal dates a row stands, if among any."""
        if entry.legal_on is None:
            return None
        calendar = self.calendar_of(entry)
        if legal_date_presses(entry.legal_on, on=self.on, calendar=calendar):
            return LineGroup.LEGAL
        return LineGroup.LEGAL_SOON

    def is_due_by_tomorrow(self, entry: Entry) -> bool:
        """Tell whether a row is due today or on the next school day."""
        due_on = entry.row.due_on
        return due_on is not None and self.on <= due_on <= self.calendar_of(entry).after(self.on)

    def presses(self, entry: Entry) -> bool:
        """Tell whether a row is to be named however much there is."""
        return entry.legal_on is not None or self.is_due_by_tomorrow(entry)

    def waits_for_long(self, entry: Entry) -> bool:
        return waits_for_long(
            entry.row,
            on=self.on,
            calendar=self.calendar_of(entry),
            zone=self.zone,
            back_on=self.back_on,
        )

    def calendar_of(self, entry: Entry) -> SchoolCalendar:
        return self._calendars[entry.row.student]

    def meetings_today(self) -> list[MeetingOf]:
        today = [
            replace(one, missing=self._missing_for(one.meeting)) if one.meeting.waits else one
            for one in self.meetings.values()
            if one.meeting.on == self.on and one.meeting.state is not MeetingState.CANCELLED
        ]
        return sorted(today, key=lambda one: (one.meeting.at or time.max, one.alias))

    def _missing_for(self, meeting: Meeting) -> tuple[Entry, ...]:
        """Return what its people will miss today: what was owed or asked, and older signatures."""
        found = [
            entry
            for entry in self.entries.values()
            if entry.student == meeting.student and entry.row.asks and _is_missed(entry, meeting)
        ]
        return tuple(sorted(found, key=lambda entry: entry.row.why.rule.rank))

    def calls_today(self) -> list[tuple[str, time]]:
        """Return the alias and the reader's own time of each talk agreed for today, in order."""
        moments = [
            (call.at.astimezone(self.zone), case.student.alias)
            for case in self._here
            for call in case.calls
        ]
        return [(alias, at.time()) for at, alias in sorted(moments) if at.date() == self.on]

    @cached_property
    def requests(self) -> Mapping[RequestId, tuple[str, Request]]:
        return {
            request.id: (case.student.alias, request)
            for case in self._here
            for request in case.requests
        }

    def answered_since(self) -> list[RequestId]:
        """List the forms that came in since the school day before, and those given back.

        What was given back waits for somebody else, or to be withdrawn, until its meeting.
        """
        return [number for number, (_, one) in self.requests.items() if self._is_news(one)]

    def _is_news(self, request: Request) -> bool:
        changed_on = request.changed_at.astimezone(self.zone).date()
        if changed_on >= self.on:
            return False
        if request.state is RequestState.RETURNED:
            return is_taken(self.meetings[request.meeting].meeting, today=self.on)
        return request.state is RequestState.IN and changed_on >= self.calendar.before(self.on)

    def matters(self, on: date) -> list[tuple[Matter, Entry]]:
        """List the rows of which a supervisor hears on `on`, if they stand as they do now."""
        since = told_since(on, self.calendar)
        found = []
        for entry in self.entries.values():
            if not self.supervised.covers(self._school_of[entry.row.student]):
                continue
            meeting = self.meeting_of(entry)
            matter = matter_of(entry, meeting, on=on, told_on=self.on, since=since)
            if matter is not None:
                found.append((matter, entry))
        return sorted(found, key=lambda one: by_due_date(one[1]))

    def unmarked(self) -> list[Meeting]:
        """Return meetings whose day has passed without a word on whether they were held."""
        return [one.meeting for one in unmarked_of(self.meetings.values(), on=self.on)]

    @cached_property
    def tally(self) -> Tally:
        """The figures of these students on this day."""
        return tally_of(
            self.entries.values(), self.meetings.values(), on=self.on, calendar=self.calendar
        )

    def meeting_of(self, entry: Entry) -> Meeting | None:
        return self.meetings[entry.row.meeting].meeting if entry.row.meeting else None

    def put_off_at_most(self, entry: Entry) -> date | None:
        """Return the last day until which it can be put off; None where nothing limits it."""
        case = next(case for case in self.cases if case.student.id == entry.row.student)
        return put_off_at_most(entry.row, self.meeting_of(entry), case.review_on)

    @cached_property
    def _calendars(self) -> Mapping[StudentId, SchoolCalendar]:
        return {one.student.id: self.calendar.of(one.student.school) for one in self.cases}

    @cached_property
    def _school_of(self) -> Mapping[StudentId, str]:
        return {case.student.id: case.student.school for case in self.cases}

    @cached_property
    def _here(self) -> list[Case]:
        return [case for case in self.cases if not case.student.has_left(self.on)]

    def _entries_of(self, case: Case) -> Iterable[Entry]:
        student = case.student
        for row in obligations_of(case, self.calendar, today=self.on, rules=self.rules):
            legal_on = row.due_on if row.why.label is Label.LAW else None
            yield Entry(alias=student.alias, name=student.name, row=row, legal_on=legal_on)

    @cached_property
    def _unkept(self) -> list[tuple[StudentId, LegalDate]]:
        """The next review date of each student, where nothing planned will keep it."""
        found = ((case.student.id, self._legal_date_of(case)) for case in self._here)
        return [(student, legal) for student, legal in found if legal]

    def _presses(self, legal: LegalDate, student: StudentId) -> bool:
        return legal_date_presses(legal.on, on=self.on, calendar=self._calendars[student])

    def _is_near(self, legal: LegalDate, student: StudentId) -> bool:
        """Tell whether it is near; with a meeting set after it, it is told of once it presses."""
        near = legal_date_is_near(legal.on, on=self.on, calendar=self._calendars[student])
        return near and legal.meeting_on is None and not self._presses(legal, student)

    def _legal_date_of(self, case: Case) -> LegalDate | None:
        """Return the next review date for which nothing was held, nor is planned in time."""
        past = tuple(meeting for meeting in case.meetings if not meeting.waits)
        due = replace(case, meetings=past)
        alias, review, legal_on = case.student.alias, due.review, due.review_on
        if legal_on is None:
            return None
        if case.review_on == legal_on:
            key = (review_subject(case.student.id, legal_on), ObligationId.AGREE_DATE)
            asked = self._rows.get(key)
            if asked is None or asked.row.settled:
                return None
            ahead = (one for one in case.meetings if one.waits and one.on >= self.on)
            other = min(ahead, key=lambda meeting: meeting.on, default=None)
            return LegalDate(
                alias=alias, review=review, on=legal_on, of_another_kind=other, agree_date=key
            )
        planned = [one for one in case.meetings if one.waits and one.kind in _REVIEWS]
        planned_on = min(meeting.on for meeting in planned)
        if planned_on <= legal_on:
            return None
        return LegalDate(alias=alias, review=review, on=legal_on, meeting_on=planned_on)


def _is_missed(entry: Entry, meeting: Meeting) -> bool:
    if entry.row.meeting != meeting.id:
        return entry.row.id is ObligationId.CONSENT
    with_people = entry.row.why.rule.rank in (Rank.OWED, Rank.PEOPLE)
    return with_people or entry.row.id is ObligationId.MEETING_NOTICE


def by_meeting(entry: Entry) -> tuple[date, str]:
    """Order by the day of the meeting, or by which one is to be agreed."""
    return (entry.row.meeting_on or entry.row.due_on or date.max, entry.alias)


def wants_a_meeting(entry: Entry) -> bool:
    return entry.row.id is ObligationId.AGREE_DATE and entry.row.meeting is None


def is_unknown(entry: Entry) -> bool:
    """Tell whether nobody knows when the review falls due for which a meeting is to be set."""
    return wants_a_meeting(entry) and meeting_wanted_by(entry.row) is None
