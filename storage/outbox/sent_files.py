"""Which files of ours stand in Slack: noted before anybody can see them, until they are gone."""

from datetime import datetime

from sqlalchemy import insert, select, update

from bot.workspaces import WorkspaceId
from storage import tables as rows
from storage.engine.database import Database

_files = rows.sent_files.c


class SentFiles:
    def __init__(self, database: Database, workspace_id: WorkspaceId) -> None:
        self._database = database
        self._workspace_id = workspace_id

    def begin(self, file: str, *, errand: int, now: datetime) -> None:
        """Note a file by Slack's id, before it is shared."""
        with self._database.writing() as connection:
            connection.execute(
                insert(rows.sent_files).values(
                    workspace_id=self._workspace_id, errand_id=errand, file=file, begun_at=now
                )
            )

    def of(self, errand: int) -> set[str]:
        """Return every file with which an errand was tried."""
        with self._database.reading() as connection:
            found = connection.scalars(
                select(_files.file).where(
                    _files.workspace_id == self._workspace_id, _files.errand_id == errand
                )
            )
            return set(found)

    def begun_before(self, moment: datetime, *, most: int) -> list[str]:
        """Return the files that stand in Slack, or may stand there, since before `moment`."""
        with self._database.reading() as connection:
            found = connection.scalars(
                select(_files.file)
                .where(
                    _files.workspace_id == self._workspace_id,
                    ~_files.gone,
                    _files.begun_at <= moment,
                )
                .order_by(_files.id)
                .limit(most)
            )
            return list(found)

    def gone(self, file: str) -> None:
        with self._database.writing() as connection:
            connection.execute(
                update(rows.sent_files)
                .where(_files.workspace_id == self._workspace_id, _files.file == file)
                .values(gone=True)
            )
