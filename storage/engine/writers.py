"""Who writes when: two that read and then write the same caseload take turns."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, text

from bot.people.people import PersonId
from bot.workspaces import WorkspaceId

_WORKSPACE, _CASELOAD = 7_734_002, 7_734_003
"""They tell our locks on PostgreSQL apart. SQLite, which has a single writer, needs none."""


@dataclass(frozen=True)
class Turns:
    """The turns that one transaction takes; they end with it."""

    connection: Connection
    workspace_id: WorkspaceId
    needed: bool
    """Reading waits for nobody."""

    def share_workspace(self) -> None:
        """Let other caseloads be written at the same time, but not the workspace as a whole."""
        self._lock("pg_advisory_xact_lock_shared(:kind, hashtext(:id))", self.workspace_id)

    def take_workspace(self) -> None:
        """Wait until nobody writes in the workspace, and let nobody else meanwhile."""
        self._lock("pg_advisory_xact_lock(:kind, hashtext(:id))", self.workspace_id)

    def take_caseloads(self, case_managers: Iterable[PersonId]) -> None:
        """Wait for the caseloads, in one order for all, so that nobody waits in a circle."""
        for case_manager in sorted(set(case_managers)):
            self._lock("pg_advisory_xact_lock(:kind, :id)", case_manager)

    def _lock(self, call: str, what: str | int) -> None:
        if self.needed and self.connection.dialect.name == "postgresql":
            kind = _CASELOAD if isinstance(what, int) else _WORKSPACE
            self.connection.execute(text(f"SELECT {call}"), {"kind": kind, "id": what})
