"""What a person is to a student today, as far as the records say."""

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import ColumnElement, Connection, exists, false, or_, select, true

from bot.after_meetings.duties import DutyKind, DutyState
from bot.calendar import SchoolCalendar
from bot.errors import NotAllowedError, NotOnTeamError, NotSetUpError
from bot.meeting_day.helpers import helps_until
from bot.meetings.meetings import MeetingId
from bot.people.people import Person, PersonId, Role, SlackUserId, TeamRole
from bot.permissions import Act, Relation, require
from bot.students import StudentId
from bot.workspaces import WorkspaceId
from storage import tables as rows
from storage.meetings.meetings import MEETINGS
from storage.people.guests import is_let_in
from storage.people.people import PEOPLE
from storage.records.students import present
from storage.scopes.words import Words

_people, _students, _team = rows.people.c, rows.students.c, rows.team_members.c
_meetings, _helpers, _duties = rows.meetings.c, rows.helpers.c, rows.duties.c


def person_by_slack(words: Words, user: SlackUserId) -> Person | None:
    here = _people.workspace_id == words.workspace_id
    row = words.connection.execute(
        select(rows.people).where(here, _people.slack_id == user)
    ).first()
    return PEOPLE.read(row, words) if row else None


def set_up_person(words: Words, user: SlackUserId) -> Person:
    """Return the person, if they have anything to do here; raise NotSetUpError if not."""
    person, workspace_id = known_person(words, user), words.workspace_id
    if not person.roles and not words.connection.scalar(
        select(
            or_(
                exists().where(
                    _students.workspace_id == workspace_id, _students.case_manager_id == person.id
                ),
                exists().where(_team.workspace_id == workspace_id, _team.person_id == person.id),
                exists().where(
                    _helpers.workspace_id == workspace_id, _helpers.person_id == person.id
                ),
                # What somebody took on stays theirs when they have left the team.
                exists().where(_duties.workspace_id == workspace_id, _owns(person)),
            )
        )
    ):
        raise NotSetUpError
    return person


def known_person(words: Words, user: SlackUserId) -> Person:
    """Return the person, if they are in the workspace still; raise NotSetUpError if not.

    A guest is nobody here unless they are a contracted provider, and then nothing but that.
    """
    person = person_by_slack(words, user)
    if person is None or not is_let_in(words.connection, words.workspace_id, person):
        raise NotSetUpError
    return replace(person, roles=frozenset()) if person.guest else person


def supervisor_known(words: Words, user: SlackUserId) -> Person:
    """Return the person, if they are a supervisor at this moment; raise NotAllowedError if not."""
    person = set_up_person(words, user)
    if Role.SUPERVISOR not in person.roles:
        raise NotAllowedError("Only a supervisor sees the district. Please ask a Preiep admin.")
    return person


def caseload_of(person: Person) -> ColumnElement[bool]:
    """Select the students of a case manager, for as long as they have that role."""
    if person.guest or Role.CASE_MANAGER not in person.roles:
        return false()
    return _students.case_manager_id == person.id


def substituted_by(workspace_id: WorkspaceId, person: Person, today: date) -> ColumnElement[bool]:
    """Return the students for whom somebody stands in today."""
    if person.guest:
        return false()
    return _students.id.in_(
        select(_team.student_id).where(
            _team.workspace_id == workspace_id,
            _team.person_id == person.id,
            _team.role == TeamRole.SUBSTITUTE,
            *serving_on(today),
        )
    )


def asked_about(person: Person, today: date) -> ColumnElement[bool]:
    """Return the students about whom somebody was asked, and on whose team they still are.

    About a student who has left nobody owes anything.
    """
    mine = [_team.person_id == person.id, *serving_on(today)]
    if person.guest:
        mine.append(_team.role == TeamRole.PROVIDER)
    return present(today) & _students.id.in_(
        select(rows.requests.c.student_id).where(
            rows.requests.c.workspace_id == _students.workspace_id,
            rows.requests.c.respondent_id == person.id,
            rows.requests.c.student_id.in_(select(_team.student_id).where(*mine)),
        )
    )


def on_team_of(person: Person, today: date) -> ColumnElement[bool]:
    """Return the students on whose team somebody serves, by a role that may know who it is.

    An interpreter is told where and when, and not about whom; a substitute has the caseload.
    """
    roles = set(TeamRole) - {TeamRole.INTERPRETER, TeamRole.SUBSTITUTE}
    served = select(_team.student_id).where(
        _team.workspace_id == _students.workspace_id,
        _team.person_id == person.id,
        _team.role.in_({TeamRole.PROVIDER} if person.guest else roles),
        *serving_on(today),
    )
    return present(today) & _students.id.in_(served)


def handed_to(person: Person, today: date) -> ColumnElement[bool]:
    """Return the students about whom somebody was handed something.

    What they took on stays theirs; the at-a-glance is read by whoever is on the team still, and a
    guest has nothing but what they are contracted for.
    """
    mine = [_team.person_id == person.id, *serving_on(today)]
    if person.guest:
        mine.append(_team.role == TeamRole.PROVIDER)
    on_team = _duties.student_id.in_(select(_team.student_id).where(*mine))
    stays = false() if person.guest else _duties.kind == DutyKind.RESPONSIBILITY
    return _students.id.in_(
        select(_duties.student_id).where(
            _duties.workspace_id == _students.workspace_id,
            _owns(person),
            or_(stays, on_team),
        )
    )


def told_to_office(person: Person, today: date) -> ColumnElement[bool]:
    """Return the students of whose meetings to come the office was told.

    Raises NotOnTeamError for whoever is not of the office.
    """
    require(Act.TICK_INVITATION, {Relation.OFFICE} if Role.OFFICE in person.roles else set())
    notes = rows.office_notes.c
    told = select(notes.student_id).where(
        notes.workspace_id == _students.workspace_id, notes.on >= today
    )
    return _students.id.in_(told)


def _owns(person: Person) -> ColumnElement[bool]:
    return (_duties.owner_id == person.id) & (_duties.state != DutyState.TAKEN_OFF)


def at_schools_of(person: Person, words: Words) -> ColumnElement[bool]:
    """Return the students for whose school somebody answers; no school named means all."""
    if not person.schools:
        return true()
    return _students.school_id.in_(map(words.schools.number, sorted(person.schools)))


def serving_on(today: date) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return (
        or_(_team.from_on.is_(None), _team.from_on <= today),
        or_(_team.until_on.is_(None), _team.until_on >= today),
    )


@dataclass(frozen=True, kw_only=True)
class Whose:
    """What decides who may do what at a meeting."""

    workspace_id: WorkspaceId
    meeting: MeetingId
    student: StudentId
    case_manager: PersonId
    school: str
    helped_until: date | None
    """The last day on which whoever is named as a helper helps; None where it is over already."""


def meeting_known(words: Words, meeting: MeetingId, calendar: SchoolCalendar) -> Whose:
    """Return whose meeting it is; raise NotOnTeamError where the workspace has no such meeting."""
    row = words.connection.execute(
        select(rows.meetings, _students.case_manager_id, _students.school_id)
        .join(rows.students, _meetings.student_id == _students.id)
        .where(_students.workspace_id == words.workspace_id, _meetings.id == meeting)
    ).first()
    if row is None:
        raise NotOnTeamError
    school = words.schools.name(row.school_id)
    return Whose(
        workspace_id=words.workspace_id,
        meeting=meeting,
        student=StudentId(row.student_id),
        case_manager=PersonId(row.case_manager_id),
        school=school,
        helped_until=helps_until(MEETINGS.read(row), calendar.of(school)),
    )


def helped_too_long_ago(connection: Connection, whose: Whose, person: Person, today: date) -> bool:
    """Tell whether somebody was named as a helper at the meeting, and that is over."""
    over = whose.helped_until is None or today > whose.helped_until
    return over and _is_named(connection, whose, person)


def _is_named(connection: Connection, whose: Whose, person: Person) -> bool:
    return bool(
        connection.scalar(
            select(
                exists().where(
                    _helpers.workspace_id == whose.workspace_id,
                    _helpers.meeting_id == whose.meeting,
                    _helpers.person_id == person.id,
                )
            )
        )
    )


def relations_to(
    connection: Connection, whose: Whose, person: Person, today: date
) -> frozenset[Relation]:
    """Return what the person is today to the student whose meeting it is."""
    answers_for_it = not person.schools or whose.school in person.schools
    roles = connection.scalars(
        select(_team.role).where(
            _team.workspace_id == whose.workspace_id,
            _team.student_id == whose.student,
            _team.person_id == person.id,
            *serving_on(today),
        )
    ).all()
    helps = whose.helped_until is not None and today <= whose.helped_until
    if person.guest:
        return frozenset({Relation.TEAM} if TeamRole.PROVIDER in roles else ())
    held = {
        Relation.CASE_MANAGER: whose.case_manager == person.id
        and Role.CASE_MANAGER in person.roles,
        Relation.SUBSTITUTE: TeamRole.SUBSTITUTE in roles,
        Relation.HELPER: helps and _is_named(connection, whose, person),
        Relation.SUPERVISOR: Role.SUPERVISOR in person.roles and answers_for_it,
        Relation.TEAM: bool(set(roles) - {TeamRole.SUBSTITUTE}),
        Relation.OFFICE: Role.OFFICE in person.roles and answers_for_it,
    }
    return frozenset(relation for relation, holds in held.items() if holds)
