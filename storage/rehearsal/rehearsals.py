"""How far the workspace's rehearsal is: one row for each step, so that a restart loses nothing."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select

from storage import tables as rows
from storage.scopes.reach import Reach

_findings = rows.rehearsal_findings.c


class Rehearsals:
    def __init__(self, reach: Reach) -> None:
        self._reach = reach
        self._here = _findings.workspace_id == reach.workspace_id

    def begin(self) -> None:
        """Take away what an earlier rehearsal found."""
        self._reach.connection.execute(delete(rows.rehearsal_findings).where(self._here))

    def found(self, *, done: bool = True) -> dict[str, Mapping[str, Any]]:
        """Return what was found in the steps that are done, or in those that are begun."""
        asked = select(_findings.step, _findings.found).where(self._here, _findings.done == done)
        return {row.step: row.found for row in self._reach.connection.execute(asked)}

    def last_kept_at(self) -> datetime | None:
        """Return when something was found last; None where no rehearsal was begun."""
        asked = select(_findings.at).where(self._here).order_by(_findings.at.desc()).limit(1)
        return self._reach.connection.scalar(asked)

    def keep(self, step: str, found: Mapping[str, Any], *, done: bool) -> None:
        """Keep what was found in a step, in place of what was found there before."""
        connection, here = self._reach.connection, self._reach.workspace_id
        connection.execute(
            delete(rows.rehearsal_findings).where(self._here, _findings.step == step)
        )
        values = {"step": step, "found": dict(found), "done": done, "at": self._reach.now}
        connection.execute(insert(rows.rehearsal_findings).values(workspace_id=here, **values))
