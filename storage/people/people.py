"""Who is on record, and who is on whose team."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date, time
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, Text, cast, delete, func, or_, select

from bot.date_words import without_weekday
from bot.errors import NotAllowedError, StaleError
from bot.messages import Record
from bot.people.confirmations import NOT_TO_ONESELF, gains
from bot.people.people import Person, PersonId, Role, SlackUserId, TeamMember, TeamRole
from bot.permissions import Act
from bot.records import changes
from bot.students import StudentId
from storage import tables as rows
from storage.audit import Audit
from storage.engine.seals import Opened
from storage.people.guests import is_contracted, is_let_in
from storage.scopes.reach import Reach
from storage.scopes.record_tables import RecordTable
from storage.scopes.sealed_rows import SealedRows

PEOPLE = RecordTable(Person, rows.people, closes_with_names=True)
_members = SealedRows(rows.team_members)
_people, _team, _students = rows.people.c, rows.team_members.c, rows.students.c


def member_from(row: Row[Any], reach: Reach) -> TeamMember:
    opened = reach.names
    return TeamMember(
        person=PersonId(row.person_id),
        role=TeamRole(row.role),
        service=(_members.open(reach, "service", row) if opened else "") or None,
        name=_name_of(row, reach) if opened else "",
        slack_id=SlackUserId(row.slack_id) if row.slack_id and row.active else None,
        left=not row.active,
        from_on=row.from_on,
        until_on=row.until_on,
    )


def _name_of(row: Row[Any], reach: Reach) -> str:
    """Return the name of the person whom a row of a team joins."""
    person = Opened(row, {"id": row.person_id, "mark": row.persons})
    return str(PEOPLE.open(reach, "private", person).get("name", ""))


def team_rows(reach: Reach, *which: ColumnElement[bool]) -> Select[Any]:
    """Select everybody on the teams of students within reach, or of `which` of them."""
    private = [_people.private, _people.mark.label("persons"), _team.service, _team.mark]
    return (
        select(
            _team.id,
            _team.student_id,
            _team.person_id,
            _team.role,
            _team.from_on,
            _team.until_on,
            _people.slack_id,
            _people.active,
            *(private if reach.names else ()),
        )
        .join(rows.people, _people.id == _team.person_id)
        .where(reach.about_students(rows.team_members, *which))
    )


def in_order(team: Iterable[Row[Any]]) -> list[Row[Any]]:
    """Return the members in the order in which they were named."""
    return sorted(team, key=lambda row: row.id)


def email_hashes(reach: Reach, email: str) -> list[str]:
    return reach.seal.hashes(_plain(email))


def _plain(email: str) -> str:
    return email.strip().lower()


class People:
    """The people of the workspace. Staff know each other; only an admin changes others."""

    def __init__(self, reach: Reach) -> None:
        self._reach = reach
        self._here = _people.workspace_id == reach.workspace_id

    def get(self, person: PersonId) -> Person:
        found = self._one(_people.id == person)
        if found is None:
            raise StaleError("That person is no longer on record. Nothing was changed.")
        return found

    def those(self, people: Iterable[PersonId]) -> dict[PersonId, Person]:
        """Return several at once."""
        return {one.id: one for one in PEOPLE.here(self._reach, _people.id.in_({*people}))}

    def all(self) -> list[Person]:
        return PEOPLE.here(self._reach)

    def by_slack(self, slack_id: SlackUserId) -> Person | None:
        return self._one(_people.slack_id == slack_id)

    def by_email(self, email: str) -> Person | None:
        """Return the person with this address; the first on record where several share it."""
        return self._one(_people.email_hash.in_(email_hashes(self._reach, email)))

    def is_contracted(self, person: PersonId) -> bool:
        """Tell whether somebody gives a service under contract, to whichever student."""
        return is_contracted(self._reach.connection, self._reach.workspace_id, person)

    def supervisors(self) -> list[Person]:
        """List the supervisors; nothing private of them is opened."""
        return self._in_the_role(Role.SUPERVISOR)

    def office(self) -> list[Person]:
        """List the people of the office; nothing private of them is opened."""
        return self._in_the_role(Role.OFFICE)

    def _in_the_role(self, role: Role) -> list[Person]:
        found = self._reach.connection.execute(
            select(*(column for column in _people if column.name != "private")).where(
                self._here, cast(_people.roles, Text).contains(f'"{role}"')
            )
        )
        return [PEOPLE.read(row, self._reach.words) for row in found]

    def is_let_in(self, person: Person) -> bool:
        """Tell whether Preiep speaks with somebody at all."""
        return is_let_in(self._reach.connection, self._reach.workspace_id, person)

    def add(
        self,
        *,
        name: str = "",
        email: str | None = None,
        slack_id: SlackUserId | None = None,
        timezone: str | None = None,
        roles: Iterable[Role] = (),
        schools: Iterable[str] = (),
        channel: str | None = None,
        digest_at: time | None = None,
        guest: bool = False,
    ) -> Person:
        workspace = self._reach.workspace
        person = Person(
            id=PersonId(0),
            slack_id=slack_id,
            name=name,
            email=_plain(email) if email else None,
            timezone=timezone or workspace.timezone,
            roles=frozenset(roles),
            schools=frozenset(schools),
            channel=channel,
            digest_at=digest_at or workspace.digest_at,
            guest=guest,
        )
        if person.roles:
            self._reach.require_admin()
        new = PEOPLE.add(self._reach, made_at=self._reach.now, **self._values(person))
        added = self.get(PersonId(new))
        self._reach.touched(Record.PERSON, person=added.id)
        if added.roles:
            told = f"{changes.person(added.id)}: {', '.join(sorted(added.roles))}"
            Audit(self._reach).log("put on record with roles", detail=told)
        return added

    def keep(self, person: Person) -> None:
        """Keep what changed about somebody: an admin of anybody, others of themselves."""
        before = self.get(person.id)
        if person.id != self._reach.by or (person.roles, person.schools) != (
            before.roles,
            before.schools,
        ):
            self._reach.require_admin()
        if person.id == self._reach.by and gains(before, person.roles, person.schools):
            raise NotAllowedError(NOT_TO_ONESELF)
        PEOPLE.change(self._reach, _people.id == person.id, **self._values(person))
        self._reach.touched(Record.PERSON, person=person.id)
        Audit(self._reach).changed("changed a person", before, person)

    def team_of(self, student: StudentId) -> tuple[TeamMember, ...]:
        """Return everybody on the student's team. Who left Slack stays on it for what is owed."""
        self._reach.case_manager_of(student)
        team = self._reach.connection.execute(team_rows(self._reach, rows.students.c.id == student))
        return tuple(member_from(row, self._reach) for row in in_order(team))

    def served_by(self, person: PersonId, students: Iterable[StudentId]) -> set[StudentId]:
        """Return on the teams of which of these students somebody serves today."""
        here = self._reach.about_students(rows.team_members, rows.students.c.id.in_({*students}))
        found = select(_team.student_id).where(
            here,
            _team.person_id == person,
            *_serves(self._reach.today),
        )
        return {StudentId(student) for student in self._reach.connection.scalars(found)}

    def counted_parts(self) -> dict[PersonId, Counter[TeamRole | None]]:
        """Count for how many students each has a part on their team; None counts those they lead.

        What has ended is no part any more, and what has not begun is none yet.
        """
        reach, counted = self._reach, defaultdict[PersonId, Counter[TeamRole | None]](Counter)
        here = _students.workspace_id == reach.workspace_id
        stays = or_(_students.exited_on.is_(None), _students.exited_on > reach.today)
        led = (
            select(_students.case_manager_id, func.count())
            .where(here, stays)
            .group_by(_students.case_manager_id)
        )
        for person, students in reach.connection.execute(led):
            counted[PersonId(person)][None] = students
        parts = (
            select(_team.person_id, _team.role, func.count(_team.student_id.distinct()))
            .join(rows.students, _students.id == _team.student_id)
            .where(here, stays, *_serves(reach.today))
            .group_by(_team.person_id, _team.role)
        )
        for person, role, students in reach.connection.execute(parts):
            counted[PersonId(person)][TeamRole(role)] = students
        return counted

    def expected_of(self, student: StudentId, on: date) -> tuple[TeamMember, ...]:
        """Return whom a meeting on that day can expect: everybody on the team but who has left."""
        team = self.team_of(student)
        return tuple(member for member in team if not member.left and member.serves_on(on))

    def set_team(self, student: StudentId, members: Iterable[TeamMember]) -> None:
        """Put exactly these people on the team; by whom, stands in the audit log."""
        self._reach.require(Act.KEEP_STUDENT, student)
        before, after = self.team_of(student), tuple(members)
        if _substitutes(before) != _substitutes(after):
            # Or a substitute could stay on beyond the dates that they were given.
            self._reach.require(Act.HAND_OVER, student)
        me = self._reach.by
        if me != self._reach.case_manager_of(student) and _parts(after, me) - _parts(before, me):
            raise NotAllowedError(NOT_TO_ONESELF)
        connection = self._reach.connection
        connection.execute(
            delete(rows.team_members).where(
                _team.workspace_id == self._reach.workspace_id, _team.student_id == student
            )
        )
        for member in after:
            _members.add(self._reach, **self._team_values(student, member))
        self._reach.touched(Record.TEAM, student=student)
        for member in before:
            if member.stands_in_on(self._reach.today):  # perhaps no more: nobody finds them then
                self._reach.touched(Record.TEAM, student=student, person=member.person)
        Audit(self._reach).log(
            "changed a team", student=student, detail=f"{_roles(before)}, now {_roles(after)}"
        )

    def _one(self, which: Any) -> Person | None:
        row = self._reach.connection.execute(
            PEOPLE.select(self._reach).where(self._here, which).order_by(_people.id).limit(1)
        ).first()
        return PEOPLE.read(row, self._reach.words) if row else None

    def _values(self, person: Person) -> dict[str, Any]:
        if not self._reach.names:
            raise NotAllowedError("Nothing can be changed from here. Nothing was saved.")
        hashed = self._reach.seal.hashed(_plain(person.email)) if person.email else None
        return PEOPLE.values(person) | {"email_hash": hashed}

    def _team_values(self, student: StudentId, member: TeamMember) -> dict[str, Any]:
        return {
            "student_id": student,
            "person_id": self.get(member.person).id,
            "role": member.role,
            "service": member.service,
            "from_on": member.from_on,
            "until_on": member.until_on,
        }


def _serves(today: date) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """Return the conditions by which a part on a team covers a day."""
    return (
        or_(_team.from_on.is_(None), _team.from_on <= today),
        or_(_team.until_on.is_(None), _team.until_on >= today),
    )


def _substitutes(team: Iterable[TeamMember]) -> set[tuple[PersonId, date | None, date | None]]:
    return {
        (member.person, member.from_on, member.until_on)
        for member in team
        if member.role is TeamRole.SUBSTITUTE
    }


def _parts(team: Iterable[TeamMember], person: PersonId | None) -> set[tuple[TeamRole, str]]:
    return {(one.role, one.service or "") for one in team if one.person == person}


def _roles(team: Iterable[TeamMember]) -> str:
    return " and ".join(map(_membership, team)) or "nobody"


def _membership(member: TeamMember) -> str:
    """Say who is what, and when: an ended membership and a changed service are told by it."""
    service = f" ({member.service})" if member.service else ""
    words = [f"{changes.person(member.person)} as {member.role.called.lower()}{service}"]
    words += [f"from {without_weekday(member.from_on)}"] if member.from_on else []
    words += [f"until {without_weekday(member.until_on)}"] if member.until_on else []
    return " ".join(words)
