"""What every door begins with: a transaction in which one scope is about to be opened."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from sqlalchemy import ColumnElement, Connection, select

from bot.people.people import Person, PersonId, Role, SlackUserId
from bot.permissions import Relation
from storage import tables as rows
from storage.engine.writers import Turns
from storage.scopes.reach import Reach
from storage.scopes.scopes import Scope
from storage.scopes.words import Words
from storage.settings.workspaces import Settled


@dataclass(kw_only=True)
class Door:
    """A transaction that hands out one scope, and to nobody but whom it was opened to."""

    connection: Connection
    settled: Settled
    now: datetime
    turns: Turns
    to: SlackUserId | None = None
    """The one person in Slack to whom a scope may go; None for the clock and for a private link."""
    opened: Scope | None = None

    def close(self) -> None:
        """Mark whatever shows what was touched and write the log, at the end of the transaction."""
        if self.opened is not None:
            self.opened.mark_what_shows()
            self.opened.audit.write()

    @cached_property
    def words(self) -> Words:
        return Words(
            connection=self.connection,
            workspace_id=self.settled.workspace.id,
            seal=self.settled.seal,
        )

    @property
    def today(self) -> date:
        return self.settled.workspace.today(self.now)

    def leaders_of(self, *students: ColumnElement[bool]) -> list[PersonId]:
        """Return the case managers of the students of whom all of this holds."""
        found = select(rows.students.c.case_manager_id).where(*students).distinct()
        return [*map(PersonId, self.connection.scalars(found))]

    def scope(
        self,
        *,
        person: Person | None,
        students: ColumnElement[bool],
        relations: frozenset[Relation] = frozenset(),
        whole: bool = False,
        names: bool = True,
        reason: str = "",
    ) -> Scope:
        """Open the scope of this transaction, as far as `person` may reach.

        A second one, one for somebody else, or all of the workspace for anybody but an admin is a
        programming mistake: it raises AssertionError, and nothing is handed out.
        """
        if self.opened is not None:
            raise AssertionError("a door hands out one scope")
        if self.to is not None and (person is None or person.slack_id != self.to):
            raise AssertionError("a door hands out nobody else's reach")
        if whole and person is not None and Role.ADMIN not in person.roles:
            raise AssertionError("the whole workspace is within no person's reach but an admin's")
        reach = Reach(
            words=self.words,
            workspace=self.settled.workspace,
            person=person,
            now=self.now,
            today=self.today,
            students=students,
            relations=relations,
            whole=whole,
            names=names,
            reason=reason,
        )
        self.opened = Scope(reach, self.settled)
        return self.opened
