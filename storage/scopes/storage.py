"""The way into what is kept: each door opens on one caseload, one meeting or one district."""

import contextlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import date, datetime

from sqlalchemy import ColumnElement, Connection, false, true

from bot.calendar import SchoolCalendar
from bot.dates.cases import Case
from bot.errors import HelpIsOverError, NotAllowedError
from bot.meetings.meetings import MeetingId
from bot.people.people import Person, Role, SlackUserId
from bot.permissions import (
    ANY_REASON,
    WITH_A_REASON,
    Act,
    Relation,
    WorkspaceAct,
    may,
    require,
    require_in_workspace,
)
from bot.students import StudentId
from bot.workspaces import Workspace, WorkspaceId
from storage import tables as rows
from storage.engine.database import Database
from storage.engine.writers import Turns
from storage.heard_events import HeardEvents
from storage.outbox.outbox import Outbox
from storage.outbox.redraws import Redraws
from storage.outbox.sent_files import SentFiles
from storage.records.caseloads import every_caseload
from storage.scopes.doors import Door
from storage.scopes.link_doors import LinkDoors
from storage.scopes.relations import (
    asked_about,
    at_schools_of,
    caseload_of,
    handed_to,
    helped_too_long_ago,
    known_person,
    meeting_known,
    on_team_of,
    person_by_slack,
    relations_to,
    set_up_person,
    substituted_by,
    supervisor_known,
    told_to_office,
)
from storage.scopes.scopes import Scope
from storage.scopes.words import Words
from storage.settings.workspaces import Settled, revision_of, settings_of

_OWN = frozenset({Relation.CASE_MANAGER, Relation.SUBSTITUTE})


class Storage:
    """One workspace's records.

    Every scope is one transaction: kept on leaving, undone on an error. `reading=True` opens a
    scope that cannot write, and that on SQLite need not wait for whoever does.
    """

    def __init__(self, database: Database, workspace: WorkspaceId) -> None:
        self._database = database
        self.workspace_id = workspace
        """The workspace's id in Slack; another one only where nobody has connected yet."""
        self._settings: Settled | None = None
        self.outbox = Outbox(database, workspace)
        self.redraws = Redraws(database, workspace)
        self.sent_files = SentFiles(database, workspace)
        self.heard_events = HeardEvents(database, workspace)
        self.links = LinkDoors(self._door)
        self.wake: Callable[[], None] = _nobody_waits
        """Called when something was kept that delivery should see to at once."""

    def workspace(self) -> Workspace:
        with self._database.reading() as connection:
            return self._current(connection).workspace

    def calendar(self) -> SchoolCalendar:
        with self._database.reading() as connection:
            return self._current(connection).calendar

    def person_by_slack(self, user: SlackUserId) -> Person | None:
        with self._database.reading() as connection:
            seal = self._current(connection).seal
            words = Words(connection=connection, workspace_id=self.workspace_id, seal=seal)
            return person_by_slack(words, user)

    @contextlib.contextmanager
    def caseload_of(
        self,
        user: SlackUserId,
        *,
        now: datetime,
        reading: bool = False,
        within: Scope | None = None,
    ) -> Iterator[Scope]:
        """Open a person's own students, and those for whom they stand in today.

        Raises NotSetUpError for somebody who has nothing to do here; whoever is known, but no
        case manager, gets an empty caseload. Whoever reads `within` another scope sees what it
        sees, since nobody holds two connections: they are few.
        """
        with self._door(to=user, now=now, reading=reading, within=within) as door:
            door.turns.share_workspace()
            person = set_up_person(door.words, user)
            stands_in = substituted_by(self.workspace_id, person, door.today)
            others = door.leaders_of(stands_in)
            door.turns.take_caseloads([person.id, *others])
            yield door.scope(
                person=person,
                students=caseload_of(person) | stands_in if others else caseload_of(person),
                relations=_OWN if others else frozenset({Relation.CASE_MANAGER}),
            )

    def requests_to(
        self, user: SlackUserId, *, now: datetime, reading: bool = False
    ) -> AbstractContextManager[Scope]:
        """Open what one respondent was asked for, and their own drafts, wherever they are by now.

        Who left a team reaches its student no more, but what they typed themselves.
        """
        return self._colleague(user, asked_about, Relation.RESPONDENT, now=now, reading=reading)

    def team_of(
        self, user: SlackUserId, *, now: datetime, reading: bool = False
    ) -> AbstractContextManager[Scope]:
        """Open the students on whose team somebody serves, with their own forms alone."""
        return self._colleague(user, on_team_of, Relation.RESPONDENT, now=now, reading=reading)

    def handed_to(
        self, user: SlackUserId, *, now: datetime, reading: bool = False
    ) -> AbstractContextManager[Scope]:
        """Open what one colleague took on or was handed after meetings, and nothing else."""
        return self._colleague(user, handed_to, Relation.OWNER, now=now, reading=reading)

    def invitations_of(
        self, user: SlackUserId, *, now: datetime, reading: bool = False
    ) -> AbstractContextManager[Scope]:
        """Open the students of whose meetings somebody of the office was told, and is to invite.

        Raises NotOnTeamError for everybody else.
        """
        return self._colleague(user, told_to_office, Relation.OFFICE, now=now, reading=reading)

    @contextlib.contextmanager
    def _colleague(
        self,
        user: SlackUserId,
        students_of: Callable[[Person, date], ColumnElement[bool]],
        relation: Relation,
        *,
        now: datetime,
        reading: bool,
    ) -> Iterator[Scope]:
        """Open the students whom somebody knows by what they are to do for them."""
        with self._door(to=user, now=now, reading=reading) as door:
            door.turns.share_workspace()
            person = known_person(door.words, user)
            students = students_of(person, door.today)
            if relation is Relation.OFFICE:
                students &= at_schools_of(person, door.words)
            here = rows.students.c.workspace_id == self.workspace_id
            door.turns.take_caseloads(door.leaders_of(here, students))
            yield door.scope(person=person, students=students, relations=frozenset({relation}))

    @contextlib.contextmanager
    def meeting_of(
        self,
        user: SlackUserId,
        meeting: MeetingId,
        *,
        now: datetime,
        act: Act,
        reason: str = "",
        reading: bool = False,
    ) -> Iterator[Scope]:
        """Open one meeting's student for whoever may do `act`; a supervisor's reason is logged.

        Raises NotOnTeamError, or another NotAllowedError that says whom to ask.
        """
        with self._door(to=user, now=now, reading=reading) as door:
            door.turns.share_workspace()
            person = set_up_person(door.words, user)
            whose = meeting_known(door.words, meeting, door.settled.calendar)
            relations = relations_to(door.connection, whose, person, door.today)
            if not may(act, relations, reason=ANY_REASON) and helped_too_long_ago(
                door.connection, whose, person, door.today
            ):
                raise HelpIsOverError
            require(act, relations, reason=reason)
            door.turns.take_caseloads([whose.case_manager])
            by_reason = act in WITH_A_REASON and not may(act, relations)
            scope = door.scope(
                person=person,
                students=rows.students.c.id == whose.student,
                relations=relations,
                names=by_reason or may(Act.SEE_DETAILS, relations),
                reason=reason if by_reason else "",
            )
            if by_reason:
                act_logged = f"opened with a reason: {act}"
                scope.audit.log(act_logged, student=whose.student, meeting=meeting, why=reason)
            yield scope

    @contextlib.contextmanager
    def district_of(
        self,
        supervisor: SlackUserId,
        *,
        now: datetime,
        reading: bool = True,
        within: Scope | None = None,
    ) -> Iterator[Scope]:
        """Open the students of a supervisor's schools: obligations and counts, no names opened."""
        with self._door(to=supervisor, now=now, reading=reading, within=within) as door:
            door.turns.share_workspace()
            person = supervisor_known(door.words, supervisor)
            yield door.scope(
                person=person,
                students=at_schools_of(person, door.words),
                relations=frozenset({Relation.SUPERVISOR}),
                names=False,
            )

    @contextlib.contextmanager
    def record_of(
        self, supervisor: SlackUserId, student: StudentId, *, now: datetime, reason: str
    ) -> Iterator[Scope]:
        """Open a student of a supervisor's schools for a reason, which is logged first."""
        relations = frozenset({Relation.SUPERVISOR})
        with self._door(to=supervisor, now=now, reading=False) as door:
            door.turns.share_workspace()
            person = supervisor_known(door.words, supervisor)
            require(Act.SEE_HISTORY, relations, reason=reason)
            scope = door.scope(
                person=person,
                students=at_schools_of(person, door.words) & (rows.students.c.id == student),
                relations=relations,
                reason=reason,
            )
            scope.students.get(student)
            scope.audit.log(f"opened with a reason: {Act.SEE_HISTORY}", student=student, why=reason)
            yield scope

    @contextlib.contextmanager
    def intake_by(self, admin: SlackUserId, *, now: datetime) -> Iterator[Scope]:
        """Open every caseload, for an admin who brings students in; for nothing else."""
        with self._door(to=admin, now=now, reading=False) as door:
            door.turns.take_workspace()
            person = set_up_person(door.words, admin)
            if Role.ADMIN not in person.roles:
                raise NotAllowedError(
                    "Only a Preiep admin brings in students for others. Nothing was saved."
                )
            yield door.scope(person=person, students=true(), whole=True)

    @contextlib.contextmanager
    def logs_for(
        self, admin: SlackUserId, *, now: datetime, reading: bool = False
    ) -> Iterator[Scope]:
        """Open the logs of the whole workspace for an admin, who gets at no record.

        Raises NotAllowedError for everybody else.
        """
        with self._door(to=admin, now=now, reading=reading) as door:
            door.turns.share_workspace()
            person = set_up_person(door.words, admin)
            if Role.ADMIN not in person.roles:
                raise NotAllowedError(
                    "Only a Preiep admin can ask for the trail of any student. "
                    "That of your own students opens from the student's screen."
                )
            yield door.scope(person=person, students=true(), relations=frozenset())

    @contextlib.contextmanager
    def settings_by(
        self, admin: SlackUserId, *, now: datetime, reading: bool = False
    ) -> Iterator[Scope]:
        """Open the workspace's settings and its people, for an admin; no student is within reach.

        Two admins take turns, and each finds what the other has settled.
        """
        with self._door(to=admin, now=now, reading=reading) as door:
            door.turns.take_workspace()
            door.settled = self._current(door.connection)
            person = set_up_person(door.words, admin)
            require_in_workspace(WorkspaceAct.CHANGE_SETTINGS, person.roles)
            yield door.scope(person=person, students=false())

    @contextlib.contextmanager
    def jobs(self, *, now: datetime, reading: bool = False) -> Iterator[Scope]:
        """Open every caseload, for the scheduler and for commands on the district's machine."""
        with self._door(now=now, reading=reading) as door:
            door.turns.take_workspace()
            yield door.scope(person=None, students=true(), whole=True)

    def every_caseload(self, *, now: datetime) -> Iterator[tuple[Person, list[Case]]]:
        """Yield each case manager with their cases, a few in memory at a time, no names opened."""
        with self._database.reading() as connection:
            settled = self._current(connection)
        return every_caseload(self._database, settled.workspace, settled.seal, now=now)

    @contextlib.contextmanager
    def _door(
        self,
        *,
        now: datetime,
        reading: bool,
        to: SlackUserId | None = None,
        within: Scope | None = None,
    ) -> Iterator[Door]:
        """Begin a transaction in which a scope can be handed to one person, or to the clock."""
        database = self._database
        begun: AbstractContextManager[Connection]
        if within is not None and reading:
            begun = contextlib.nullcontext(within._reach.connection)  # noqa: SLF001 - storage's own
        else:
            begun = database.reading() if reading else database.writing()
        with begun as connection:
            door = Door(
                connection=connection,
                settled=self._current(connection),
                now=now,
                to=to,
                turns=Turns(connection, self.workspace_id, needed=not reading),
            )
            yield door
            door.close()
        if door.opened is not None and door.opened.to_deliver:
            self.wake()

    def _current(self, connection: Connection) -> Settled:
        """Return the settings, read again only where their revision says that they changed."""
        settings = self._settings
        if settings is None or settings.revision != revision_of(connection, self.workspace_id):
            keys = self._database.keys
            settings = self._settings = settings_of(connection, self.workspace_id, keys)
        return settings


def _nobody_waits() -> None:
    """Wake nobody: what is put before delivery stands is found at its start."""
