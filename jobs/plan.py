"""What time makes us say now: digests, the threads of today's meetings, nudges."""

import threading
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from weakref import WeakKeyDictionary

from bot.calendar import SchoolCalendar
from bot.dates.cases import Case
from bot.dates.obligation_rows import meeting_subject
from bot.dates.obligation_rules import Rules
from bot.digest.digest_hours import morning_of
from bot.digest.digest_rows import Morning
from bot.digest.digests import listing_of
from bot.district.summary_matters import is_summary_due, supervised_by
from bot.meeting_day.threads import days_whose_threads_may_open, thread_stands
from bot.meetings.meetings import Meeting
from bot.messages import MessageKind, Record
from bot.office.office_cards import OfficePlace
from bot.people.people import Person, PersonId, Role
from bot.redraws import Touched
from bot.requests.requests import Request
from bot.workspaces import Hours
from jobs.delivery.detours import meeting_of
from jobs.delivery.guard import OnItsOwn
from jobs.surroundings import JobSurroundings
from jobs.tellers.booked_calls import reminders
from jobs.tellers.office_cards import cards_to_post, mornings_of_office
from jobs.tellers.requests import nudged_on
from storage import Errand, Scope, Storage

DAYS_MISSED = timedelta(days=14)
"""So far back meetings may have passed while nobody ran, and are looked for at the first turn."""

STANDING_TWICE = {
    MessageKind.THREAD: timedelta(days=14),
    MessageKind.OFFICE_CARD: timedelta(days=60),
}
"""So far back one that stands anew is looked for: whoever posted it may have died before the older
one was marked as replaced."""

AT_LITTLE_COST = timedelta(seconds=1)
"""A look over all caseloads that takes no longer is repeated every turn."""

ONE_PART_IN = 20
"""Longer looks take at most this part of the time: a morning on which nothing is due yet is looked
at again, since something may come up, and in a large district that must not fill the day."""


def plan(surroundings: JobSurroundings) -> list[Errand]:
    """Put what is to be said at this moment; what was put before is not put again."""
    return _PLANNERS.setdefault(surroundings.storage, Planner()).plan(surroundings)


def errands_now(surroundings: JobSurroundings) -> list[Errand]:
    """Return the same without putting it: what would be said, whether or not it has been."""
    return Planner().errands(surroundings)


@dataclass
class Planner:
    """Plans turn after turn.

    It remembers whose digest is put only to spare itself the work: the outbox judges what was put
    already, and after a restart everybody is looked at once more.
    """

    _put: set[tuple[str, str]] = field(default_factory=set)
    """Addressee and date."""
    _looked_at: set[tuple[PersonId, date]] = field(default_factory=set)
    _office_at: Mapping[OfficePlace, date] = field(default_factory=dict)
    """The mornings of the office at this turn, and those for which its cards were put."""
    _office_told: Mapping[OfficePlace, date] = field(default_factory=dict)
    _today: date | None = None
    """The district's day at this turn, and up to which day meetings that passed were noted."""
    _passed_until: date | None = None
    _next_look: datetime | None = None
    """Wire time."""
    _one_at_a_time: threading.Lock = field(default_factory=threading.Lock)

    def plan(self, surroundings: JobSurroundings) -> list[Errand]:
        with self._one_at_a_time:
            errands = self.errands(surroundings)
            if errands or self._today != self._passed_until:
                with surroundings.storage.jobs(now=surroundings.clock.now()) as scope:
                    scope.outbox.put_all(errands)
                    _catch_up(scope, since=self._passed_until)
            self._passed_until = self._today
            self._office_told = self._office_at
            self._put |= {
                (one.addressee, one.step) for one in errands if one.kind == MessageKind.DIGEST
            }
            return errands

    def errands(self, surroundings: JobSurroundings) -> list[Errand]:
        storage, now = surroundings.storage, surroundings.clock.now()
        with storage.jobs(now=now, reading=True) as scope:
            self._today = scope.today
            let_in = {one.id: one for one in scope.people.all() if scope.people.is_let_in(one)}
            # Of guests only contracted providers are let in, and they are asked and lead nothing.
            people = {who: person for who, person in let_in.items() if person.on_staff}
            at_once = [
                *_threads(scope, people),
                *_nudges(scope, let_in),
                *reminders(scope, people),
                *_summaries(scope, people),
                *self._office(scope),
            ]
            district = District(
                storage=storage,
                now=now,
                people=people,
                calendar=scope.calendar,
                rules=scope.rules,
                hours=scope.workspace.hours,
            )
        waiting = {
            who: on
            for who, on in district.mornings()
            if (people[who].slack_id, on.isoformat()) not in self._put
        }
        began = surroundings.wire.now()
        if not self._may_look(waiting, began):
            return at_once
        digests = list(district.digests(waiting))
        self._rest(surroundings, waiting, began)
        return [*at_once, *digests]

    def _office(self, scope: Scope) -> list[Errand]:
        """Look once a morning: what comes later that day waits for the next."""
        self._office_at = mornings_of_office(scope)
        fresh = dict(self._office_at.items() - self._office_told.items())
        return [*cards_to_post(scope, fresh)]

    def _may_look(self, waiting: Mapping[PersonId, date], wire_now: datetime) -> bool:
        fresh = waiting.items() - self._looked_at
        rested = self._next_look is None or self._next_look <= wire_now
        return bool(fresh) or (bool(waiting) and rested)

    def _rest(
        self, surroundings: JobSurroundings, waiting: Mapping[PersonId, date], began: datetime
    ) -> None:
        """Note who was looked at, and when that may be done again."""
        wire = surroundings.wire
        took = wire.now() - began
        cheap = wire.real_seconds(took.total_seconds()) <= AT_LITTLE_COST.total_seconds()
        self._next_look = None if cheap else began + ONE_PART_IN * took
        self._looked_at = set(waiting.items())
        since = (min(waiting.values()) - timedelta(days=1)).isoformat()
        self._put = {(addressee, on) for addressee, on in self._put if on >= since}


def _catch_up(scope: Scope, *, since: date | None) -> None:
    """Let be drawn anew what nobody touched: what time ended since, and what a crash left so."""
    if since == scope.today:
        return
    scope.meetings.pass_days(since or scope.today - DAYS_MISSED)
    for kind, back in STANDING_TWICE.items():
        standing = Counter(one.subject for one in scope.messages.since(kind, scope.now - back))
        for subject, count in standing.items():
            if count > 1:
                meeting = meeting_of(subject)
                about = "" if meeting else subject
                scope.messages.replaced(
                    Touched(record=Record.THREAD, meeting=meeting, subject=about)
                )


_PLANNERS: WeakKeyDictionary[Storage, Planner] = WeakKeyDictionary()
"""A memory for each workspace that is served, for as long as it is."""


@dataclass(frozen=True, kw_only=True)
class District:
    """Everybody on record at one moment, and what they are to be told."""

    storage: Storage
    now: datetime
    people: Mapping[PersonId, Person]
    calendar: SchoolCalendar
    rules: Rules
    hours: Hours

    def mornings(self) -> Iterator[tuple[PersonId, date]]:
        """Return who could be sent a digest at this moment, and for which date of theirs."""
        for person in self.people.values():
            if person.slack_id is None:
                continue
            on = morning_of(person, self.calendar, now=self.now, hours=self.hours)
            if on and not person.is_paused(on):
                yield person.id, on

    def digests(self, mornings: Mapping[PersonId, date]) -> Iterator[Errand]:
        """Yield a digest for each of them with something to hear, of their own or as a stand-in."""
        told: set[PersonId] = set()
        stood_in_for: defaultdict[PersonId, list[Case]] = defaultdict(list)
        for person, cases in self.storage.every_caseload(now=self.now):
            leads = Role.CASE_MANAGER in person.roles and person.id in mornings
            if leads and self._has_something(person.id, cases, mornings):
                told.add(person.id)
            for case in cases:
                for who in _stand_ins(case, mornings):
                    stood_in_for[who].append(case)
        told |= {
            who for who, cases in stood_in_for.items() if self._has_something(who, cases, mornings)
        }
        for who in sorted(told):
            addressee = self.people[who].slack_id
            assert addressee is not None, "only people in Slack have a morning"
            yield Errand(
                kind=MessageKind.DIGEST, addressee=addressee, step=mornings[who].isoformat()
            )

    def _has_something(
        self, who: PersonId, cases: Iterable[Case], mornings: Mapping[PersonId, date]
    ) -> bool:
        """Tell whether they are to be told something; a caseload's failure silences no other."""
        with OnItsOwn(f"morning of person {who}"):
            morning = Morning(
                on=mornings[who],
                calendar=self.calendar,
                rules=self.rules,
                cases=tuple(cases),
                zone=self.people[who].zone,
                supervised=supervised_by(self.people.values()),
                back_on=self.people[who].paused_until,
            )
            return listing_of(morning) is not None
        return False


def _stand_ins(case: Case, mornings: Mapping[PersonId, date]) -> Iterator[PersonId]:
    for member in case.team:
        on = mornings.get(member.person)
        if on and member.stands_in_on(on):
            yield member.person


def _threads(scope: Scope, people: Mapping[PersonId, Person]) -> Iterator[Errand]:
    """Return the threads that are to stand by now, in the channel of whoever leads the meeting."""
    calendars = [scope.calendar, *(own for _, own in scope.calendar.schools)]
    days = {day for one in calendars for day in days_whose_threads_may_open(scope.today, one)}
    for day in sorted(days):
        for meeting in scope.meetings.on(day):
            where = _place_of(meeting, scope, people)
            zone = scope.workspace.zone
            if where and thread_stands(
                meeting, scope.calendar_for(meeting.student), zone, now=scope.now
            ):
                yield Errand(
                    kind=MessageKind.THREAD,
                    addressee=where,
                    subject=meeting_subject(meeting.id),
                    step=meeting.on.isoformat(),
                )


def _nudges(scope: Scope, people: Mapping[PersonId, Person]) -> Iterator[Errand]:
    """Remind each respondent of whose open forms one is at a step today, in their own day.

    A step that was missed is made up for.
    """
    open_: defaultdict[PersonId, list[Request]] = defaultdict(list)
    for request in scope.requests.open():
        open_[request.respondent].append(request)
    mornings = _mornings(scope, (people[who] for who in open_ if who in people))
    asked = {person: open_[person.id] for person in mornings}
    at_a_step = {
        person: on
        for person, on in mornings.items()
        if nudged_on(scope, asked[person], on, told_on=None)
    }
    for person, on, told_on in _with_last(scope, MessageKind.NUDGE, at_a_step):
        if nudged_on(scope, asked[person], on, told_on=told_on):
            yield _of_day(MessageKind.NUDGE, person, on)


def _summaries(scope: Scope, people: Mapping[PersonId, Person]) -> Iterator[Errand]:
    """Yield a summary for each supervisor whose morning begins the school week, or follows that."""
    supervisors = (one for one in people.values() if Role.SUPERVISOR in one.roles)
    mornings = {
        person: on
        for person, on in _mornings(scope, supervisors).items()
        if not person.is_paused(on)
    }
    for person, on, told_on in _with_last(scope, MessageKind.SUMMARY, mornings):
        if is_summary_due(on, scope.calendar, told_on=told_on):
            yield _of_day(MessageKind.SUMMARY, person, on)


def _mornings(scope: Scope, people: Iterable[Person]) -> dict[Person, date]:
    """Return who of them in Slack could be told something at this moment, and for which date."""
    hours = scope.workspace.hours
    mornings = {
        person: morning_of(person, scope.calendar, now=scope.now, hours=hours)
        for person in people
        if person.slack_id
    }
    return {person: on for person, on in mornings.items() if on}


def _with_last(
    scope: Scope, kind: MessageKind, mornings: Mapping[Person, date]
) -> Iterator[tuple[Person, date, date | None]]:
    """Add for which day before each of them was told last."""
    for on in {*mornings.values()}:
        here = {str(one.slack_id): one for one, day in mornings.items() if day == on}
        told = scope.outbox.last_days(kind, here, before=on.isoformat())
        for user, person in here.items():
            yield person, on, told.get(user)


def _of_day(kind: MessageKind, person: Person, on: date) -> Errand:
    assert person.slack_id is not None, "only people in Slack have a morning"
    return Errand(kind=kind, addressee=person.slack_id, step=on.isoformat())


def _place_of(meeting: Meeting, scope: Scope, people: Mapping[PersonId, Person]) -> str | None:
    """Return the channel of whoever leads that day, else their messages; None where nobody does.

    That is who stands in for the case manager then, since nobody else may read along in theirs.
    """
    student = scope.students.get(meeting.student)
    for member in scope.people.team_of(student.id):
        if member.stands_in_on(meeting.on):
            stands_in = people.get(member.person)
            if stands_in and stands_in.slack_id:
                return stands_in.channel or stands_in.slack_id
    leads = people.get(student.case_manager)
    if leads is None or not leads.leads:
        return None
    return leads.channel or leads.slack_id
