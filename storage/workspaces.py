"""Workspaces: their first values, their calendar, and the adoption of `local`."""

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from bot.calendar import SchoolCalendar, SchoolYear
from bot.errors import StorageError
from bot.workspaces import LOCAL, Workspace, WorkspaceId
from storage import rows
from storage.audit import Audit
from storage.database import Database, insert_into
from storage.reach import Reach

_workspaces, _closures, _years = rows.workspaces.c, rows.closures.c, rows.school_years.c


def workspace_from(row: Row[Any]) -> Workspace:
    return Workspace(
        id=WorkspaceId(row.id),
        name=row.name,
        timezone=row.timezone,
        region=row.region,
        sandbox=row.sandbox,
        names_at_home=row.names_at_home,
        digest_at=row.digest_at,
        office_channel=row.office_channel,
    )


def make_workspace(
    database: Database,
    workspace_id: WorkspaceId,
    *,
    timezone: str,
    region: str,
    name: str = "",
    sandbox: bool = False,
    closures: Iterable[tuple[date, str]] = (),
    now: datetime,
) -> Workspace:
    """Give a new workspace its first values; one that is there already stays as it is."""
    with database.writing() as connection:
        made = connection.execute(
            insert_into(connection, rows.workspaces)
            .values(
                id=workspace_id,
                name=name,
                timezone=timezone,
                region=region,
                sandbox=sandbox,
                names_at_home=True,
                digest_at=time(6, 45),
                office_channel="",
                calendar_confirmed=False,
                revision=1,
                made_at=now,
            )
            .on_conflict_do_nothing()
        )
        if made.rowcount:
            _add_closures(connection, workspace_id, closures)
        row = connection.execute(
            select(rows.workspaces).where(_workspaces.id == workspace_id)
        ).one()
        return workspace_from(row)


def workspaces(database: Database) -> list[Workspace]:
    """All workspaces, the oldest first."""
    with database.reading() as connection:
        found = connection.execute(
            select(rows.workspaces).order_by(_workspaces.made_at, _workspaces.id)
        )
        return [workspace_from(row) for row in found]


def adopt_local(database: Database, team_id: WorkspaceId, *, now: datetime) -> bool:
    """Give what was imported before the first connection to the workspace that connected.

    Only the first real workspace adopts; what the sandbox made is never adopted.
    """
    with database.writing() as connection:
        others = connection.scalar(
            select(_workspaces.id).where(_workspaces.id != LOCAL, ~_workspaces.sandbox).limit(1)
        )
        if others is not None:
            return False
        adopted = connection.execute(
            update(rows.workspaces)
            .where(_workspaces.id == LOCAL, ~_workspaces.sandbox)
            .values(id=team_id, revision=_workspaces.revision + 1)
        )
        if not adopted.rowcount:
            return False
        for table in rows.of_workspaces():
            connection.execute(
                update(table).where(table.c.workspace_id == LOCAL).values(workspace_id=team_id)
            )
        connection.execute(
            insert(rows.audit).values(workspace_id=team_id, at=now, act="adopted what was local")
        )
        return True


def settings_of(
    connection: Connection, workspace_id: WorkspaceId
) -> tuple[int, Workspace, SchoolCalendar]:
    """The revision of the settings, the workspace, and its school calendar."""
    row = connection.execute(select(rows.workspaces).where(_workspaces.id == workspace_id)).first()
    if row is None:
        raise StorageError(f"There is no workspace {workspace_id} in the database yet.")
    closures = connection.scalars(
        select(_closures.day).where(_closures.workspace_id == workspace_id)
    )
    years = connection.execute(
        select(rows.school_years)
        .where(_years.workspace_id == workspace_id)
        .order_by(_years.first_on)
    )
    calendar = SchoolCalendar(
        closures=frozenset(closures),
        years=tuple(SchoolYear(first=year.first_on, last=year.last_on) for year in years),
        confirmed=row.calendar_confirmed,
    )
    return row.revision, workspace_from(row), calendar


def revision_of(connection: Connection, workspace_id: WorkspaceId) -> int | None:
    return connection.scalar(select(_workspaces.revision).where(_workspaces.id == workspace_id))


class WorkspaceSettings:
    """What an admin can change about the workspace and its calendar."""

    def __init__(self, reach: Reach) -> None:
        self._reach = reach

    def keep(self, workspace: Workspace) -> None:
        Audit(self._reach).changed("changed the settings", self._reach.workspace, workspace)
        self._change(
            name=workspace.name,
            timezone=workspace.timezone,
            region=workspace.region,
            names_at_home=workspace.names_at_home,
            digest_at=workspace.digest_at,
            office_channel=workspace.office_channel,
        )

    def closures(self) -> list[tuple[date, str]]:
        found = self._reach.connection.execute(
            select(_closures.day, _closures.name)
            .where(_closures.workspace_id == self._reach.workspace_id)
            .order_by(_closures.day)
        )
        return [(row.day, row.name) for row in found]

    def add_closures(self, closures: Iterable[tuple[date, str]]) -> int:
        """Add days without school; returns how many were not on the list yet."""
        self._change()
        return _add_closures(self._reach.connection, self._reach.workspace_id, closures)

    def remove_closure(self, day: date) -> None:
        self._change()
        self._reach.connection.execute(
            delete(rows.closures).where(
                _closures.workspace_id == self._reach.workspace_id, _closures.day == day
            )
        )

    def confirm_calendar(self) -> None:
        """Say that the district has looked at the calendar, or imported its own."""
        self._change(calendar_confirmed=True)

    def set_years(self, years: Iterable[SchoolYear]) -> None:
        """Give the school years whose first and last day the district knows."""
        self._change()
        self._reach.connection.execute(
            delete(rows.school_years).where(_years.workspace_id == self._reach.workspace_id)
        )
        for year in years:
            self._reach.connection.execute(
                insert(rows.school_years).values(
                    workspace_id=self._reach.workspace_id,
                    first_on=year.first,
                    last_on=year.last,
                )
            )

    def _change(self, **values: Any) -> None:
        """Every change counts up the revision, by which others see that theirs is old."""
        self._reach.require_admin()
        self._reach.connection.execute(
            update(rows.workspaces)
            .where(_workspaces.id == self._reach.workspace_id)
            .values(revision=_workspaces.revision + 1, **values)
        )


def _add_closures(
    connection: Connection, workspace_id: WorkspaceId, closures: Iterable[tuple[date, str]]
) -> int:
    added = 0
    for day, name in closures:
        result = connection.execute(
            insert_into(connection, rows.closures)
            .values(workspace_id=workspace_id, day=day, name=name)
            .on_conflict_do_nothing()
        )
        added += result.rowcount
    return added
