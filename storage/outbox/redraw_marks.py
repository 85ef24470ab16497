"""Marks whatever shows what a transaction has touched, just before it is kept.

Nothing else in the house marks a message as behind. However many records were touched, it takes
the same few queries; where none was that is shown anywhere, it takes none.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from sqlalchemy import (
    Connection,
    Integer,
    Row,
    Select,
    Text,
    cast,
    func,
    or_,
    select,
    tuple_,
    union,
    update,
)

from bot.after_meetings.duties import DutyState
from bot.meetings.meetings import MeetingId, MeetingState
from bot.messages import KEPT_TRUE, By, MessageKind
from bot.people.people import PersonId, Role, TeamRole
from bot.redraws import (
    About,
    Around,
    LastOf,
    Lately,
    Place,
    Stands,
    Touched,
    behind,
    places_of,
    since,
    ways_of,
)
from bot.requests.requests import RequestState
from bot.students import StudentId
from storage import tables as rows
from storage.engine.batches import batch
from storage.scopes.reach import Reach

_messages, _people = rows.messages.c, rows.people.c
_students, _team = rows.students.c, rows.team_members.c
_meetings, _requests, _duties = rows.meetings.c, rows.requests.c, rows.duties.c
_notes = rows.office_notes.c

_OF_READERS = frozenset({By.READERS, By.ROWS, By.STUDENT, By.CONCERNED})
_OF_THE_OWING = frozenset({By.OWING, By.CONCERNED})
_OF_MEETINGS = frozenset({By.MEETINGS, By.MEETINGS_AHEAD, By.STUDENT})
_OF_THE_OFFICE = _OF_READERS | {By.MONTHS}


class Showing:
    """The messages of a workspace, as a transaction that is about to be kept finds them."""

    def __init__(self, reach: Reach) -> None:
        self._reach = reach
        self._connection = reach.connection

    def mark(self, touched: Collection[Touched]) -> int:
        """Mark as behind whatever shows what was touched; returns how many messages that is."""
        ways = ways_of(touched)
        if not ways or not self._anything_stands():
            return 0
        around = self._around(touched, ways)
        places = places_of(touched, around)
        marked = {*self._about(places), *self._lately(places)}
        marked |= set(behind(self._last_of(places), places, around, now=self._reach.now))
        return mark(self._connection, marked)

    def _anything_stands(self) -> bool:
        found = (
            select(_messages.id).where(_messages.workspace_id == self._reach.workspace_id).limit(1)
        )
        return self._connection.scalar(found) is not None

    def _around(self, touched: Collection[Touched], ways: frozenset[By]) -> Around:
        students = {one.student for one in touched if one.student is not None}
        meetings = {one.meeting for one in touched if one.meeting is not None}
        found = self._meetings_of(students) if students and ways & _OF_MEETINGS else []
        told_of = self._told_of(students) if students and ways & _OF_THE_OFFICE else {}
        return Around(
            readers=self._readers(students, told_of) if students and ways & _OF_READERS else {},
            told_of=told_of,
            meetings=_grouped(found, "student_id", "id"),
            ahead={MeetingId(row.id) for row in found if self._is_ahead(row)},
            asked=self._asked(meetings) if meetings and By.ASKED in ways else {},
            owing=self._owing(students) if students and ways & _OF_THE_OWING else {},
            by=self._reach.by,
        )

    def _is_ahead(self, row: Row[Any]) -> bool:
        return bool(row.state == MeetingState.PLANNED and row.on >= self._reach.today)

    def _readers(
        self, students: Iterable[StudentId], told_of: Iterable[StudentId]
    ) -> dict[StudentId, set[PersonId]]:
        """Return who leads these students' cases, who stands in today, and whoever was told."""
        these = self._ids(students)
        # They were reached in this workspace. Asked for it, SQLite would read all of its students.
        leading = select(_students.id.label("student_id"), _students.case_manager_id).where(
            _students.id.in_(these)
        )
        standing_in = select(_team.student_id, _team.person_id).where(
            _team.workspace_id == self._reach.workspace_id,
            _team.student_id.in_(these),
            _team.role == TeamRole.SUBSTITUTE,
            or_(_team.from_on.is_(None), _team.from_on <= self._reach.today),
            or_(_team.until_on.is_(None), _team.until_on >= self._reach.today),
        )
        found = self._connection.execute(union(leading, standing_in))
        readers = _grouped(found, "student_id", "case_manager_id")
        office = set(self._office()) if told_of else set()
        return readers | {one: readers.get(one, set()) | office for one in told_of}

    def _told_of(self, students: Iterable[StudentId]) -> dict[StudentId, set[date]]:
        """Return the days of these students' meetings of which the office was told.

        To come, or of the month in which the day before was: it may just have passed.
        """
        found = select(_notes.student_id, _notes.on).where(
            _notes.student_id.in_(self._ids(students)),
            _notes.on >= (self._reach.today - timedelta(days=1)).replace(day=1),
        )
        return _grouped(self._connection.execute(found.distinct()), "student_id", "on")

    def _office(self) -> Iterable[PersonId]:
        return self._connection.scalars(
            select(_people.id).where(
                _people.workspace_id == self._reach.workspace_id,
                cast(_people.roles, Text).contains(f'"{Role.OFFICE}"'),
            )
        )

    def _meetings_of(self, students: Iterable[StudentId]) -> list[Row[Any]]:
        here = _meetings.workspace_id == self._reach.workspace_id
        found = select(_meetings.id, _meetings.student_id, _meetings.on, _meetings.state)
        these = self._ids(students)
        return [*self._connection.execute(found.where(here, _meetings.student_id.in_(these)))]

    def _asked(self, meetings: Iterable[MeetingId]) -> dict[MeetingId, set[PersonId]]:
        found = self._connection.execute(
            select(_requests.meeting_id, _requests.respondent_id)
            .where(
                _requests.workspace_id == self._reach.workspace_id,
                _requests.meeting_id.in_(self._ids(meetings)),
            )
            .distinct()
        )
        return _grouped(found, "meeting_id", "respondent_id")

    def _owing(self, students: Iterable[StudentId]) -> dict[StudentId, set[PersonId]]:
        """Return of whom something about these students is waited for."""
        these, here = self._ids(students), self._reach.workspace_id
        forms = select(_requests.student_id, _requests.respondent_id.label("person_id")).where(
            _requests.workspace_id == here,
            _requests.student_id.in_(these),
            _requests.state == RequestState.OPEN,
        )
        handed = select(_duties.student_id, _duties.owner_id).where(
            _duties.workspace_id == here,
            _duties.student_id.in_(these),
            _duties.owner_id.is_not(None),
            _duties.state == DutyState.OPEN,
        )
        found = self._connection.execute(union(forms, handed))
        return _grouped(found, "student_id", "person_id")

    def _about(self, places: Iterable[Place]) -> Iterable[int]:
        wanted = [
            {"kind": place.kind, "subject": place.subject}
            for place in places
            if isinstance(place, About)
        ]
        if not wanted:
            return ()
        these = batch(self._connection, wanted, kind=Text, subject=Text)
        about = tuple_(_messages.kind, _messages.subject).in_(these)
        return self._connection.scalars(select(_messages.id).where(self._here, about))

    def _lately(self, places: Iterable[Place]) -> Iterable[int]:
        since_when = [
            (_messages.kind == place.kind)
            & (_messages.posted_at >= since(place, now=self._reach.now))
            for place in places
            if isinstance(place, Lately)
        ]
        if not since_when:
            return ()
        return self._connection.scalars(select(_messages.id).where(self._here, or_(*since_when)))

    def _last_of(self, places: Iterable[Place]) -> list[Stands]:
        """Return the last messages of each kind that these people got, the newest first."""
        whose = {(place.kind, place.person) for place in places if isinstance(place, LastOf)}
        people = self._in_slack({person for _, person in whose}) if whose else {}
        given = [
            {"addressee": people[person].slack_id, "kind": kind}
            for kind, person in whose
            # Who has left Slack has no home tab any more that could be drawn.
            if person in people and (people[person].active or kind is not MessageKind.HOME)
        ]
        if not given:
            return []
        persons = {row.slack_id: PersonId(row.id) for row in people.values()}
        return [
            Stands(
                id=row.id,
                kind=MessageKind(row.kind),
                person=persons[row.addressee],
                kept=row.kept,
                posted_at=row.posted_at,
            )
            for row in self._newest(given)
            if (row.kind, row.addressee) not in self._reach.told
        ]

    def _in_slack(self, people: Iterable[PersonId]) -> dict[PersonId, Any]:
        found = self._connection.execute(
            select(_people.id, _people.slack_id, _people.active).where(
                _people.id.in_(self._ids(people)), _people.slack_id.is_not(None)
            )
        )
        return {PersonId(row.id): row for row in found}

    def _newest(self, given: Iterable[Mapping[str, Any]]) -> Iterable[Row[Any]]:
        these = batch(self._connection, given, addressee=Text, kind=Text)
        whose = (_messages.addressee, _messages.kind)
        order = func.row_number().over(partition_by=whose, order_by=_messages.id.desc())
        last = (
            select(_messages.id, order.label("number"))
            .where(self._here, tuple_(*whose).in_(these))
            .subquery("last")
        )
        newest = select(last.c.id).where(last.c.number <= max(KEPT_TRUE.values()))
        return self._connection.execute(
            select(rows.messages).where(_messages.id.in_(newest)).order_by(_messages.id.desc())
        )

    @property
    def _here(self) -> Any:
        return (_messages.workspace_id == self._reach.workspace_id) & ~_messages.gone

    def _ids(self, ids: Iterable[int]) -> Select[Any]:
        return batch(self._connection, ({"id": id_} for id_ in ids), id=Integer)


def mark(connection: Connection, posted: Collection[int]) -> int:
    """Mark messages as behind; returns how many that is."""
    if not posted:
        return 0
    these = batch(connection, ({"id": id_} for id_ in sorted(posted)), id=Integer)
    return connection.execute(
        update(rows.messages).where(_messages.id.in_(these)).values(wanted=_messages.wanted + 1)
    ).rowcount


def _grouped(found: Iterable[Any], key: str, value: str) -> dict[Any, set[Any]]:
    grouped: defaultdict[Any, set[Any]] = defaultdict(set)
    for row in found:
        grouped[getattr(row, key)].add(getattr(row, value))
    return grouped
