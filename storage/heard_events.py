"""Which events Slack has told us of: it tells of some twice, now one process and now another."""

from datetime import datetime, timedelta

from sqlalchemy import delete

from bot.workspaces import WorkspaceId
from storage import tables as rows
from storage.engine.database import Database, insert_into

REMEMBERED = timedelta(days=1)

_events = rows.heard_events.c


class HeardEvents:
    def __init__(self, database: Database, workspace_id: WorkspaceId) -> None:
        self._database = database
        self._workspace_id = workspace_id

    def is_new(self, event: str, *, at: datetime) -> bool:
        """Tell whether an event was never told of before; from now on it was, for a day.

        `at` is when it happened, as Slack says, which it says the same each time.
        """
        with self._database.writing() as connection:
            connection.execute(
                delete(rows.heard_events).where(
                    _events.workspace_id == self._workspace_id, _events.at < at - REMEMBERED
                )
            )
            noted = connection.execute(
                insert_into(connection, rows.heard_events)
                .values(workspace_id=self._workspace_id, event=event, at=at)
                .on_conflict_do_nothing()
            )
            return noted.rowcount == 1
