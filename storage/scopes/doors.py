"""What every door begins with: a transaction in which a scope is about to be opened."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection

from storage.engine.keys import Keys
from storage.engine.writers import Turns
from storage.scopes.reach import Reach
from storage.scopes.scopes import Scope
from storage.settings.workspaces import Settled


@dataclass(kw_only=True)
class Door:
    """A transaction in which a scope is about to be opened."""

    connection: Connection
    keys: Keys
    settled: Settled
    now: datetime
    turns: Turns
    opened: list[Scope] = field(default_factory=list)

    def close(self) -> None:
        """Mark whatever shows what was touched, as the last thing in the transaction."""
        for scope in self.opened:
            scope.mark_what_shows()

    @property
    def today(self) -> date:
        return self.settled.workspace.today(self.now)

    def scope(self, **of: Any) -> Scope:
        reach = Reach(
            connection=self.connection,
            keys=self.keys,
            workspace=self.settled.workspace,
            now=self.now,
            today=self.today,
            **of,
        )
        self.opened.append(Scope(reach, self.settled))
        return self.opened[0]
