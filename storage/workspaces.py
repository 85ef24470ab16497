"""Workspaces: their first values, their calendar, and the adoption of `local`."""

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from bot.calendar import SchoolCalendar, SchoolYear
from bot.errors import StaleError, StorageError
from bot.links import links_from
from bot.reporting_periods import NOT_KEPT_YET, PeriodId, ReportingPeriod, refuse_overlap
from bot.workspaces import LOCAL, Hours, Workspace, WorkspaceId
from storage import rows
from storage.audit import Audit
from storage.database import Database, insert_into
from storage.reach import Reach

_workspaces, _closures, _years = rows.workspaces.c, rows.closures.c, rows.school_years.c
_reporting = rows.reporting_periods.c


def workspace_from(row: Row[Any]) -> Workspace:
    return Workspace(
        id=WorkspaceId(row.id),
        name=row.name,
        timezone=row.timezone,
        region=row.region,
        sandbox=row.sandbox,
        names_at_home=row.names_at_home,
        digest_at=row.digest_at,
        hours=Hours(first=row.sends_from, until=row.sends_until),
        office_channel=row.office_channel,
        files_kept_days=row.files_kept_days,
        charter=row.charter,
        links=links_from(row.links),
        lines=row.lines or {},
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
            sends_from=workspace.hours.first,
            sends_until=workspace.hours.until,
            office_channel=workspace.office_channel,
            files_kept_days=workspace.files_kept_days,
            charter=workspace.charter,
            links=workspace.links.as_json(),
            lines=dict(workspace.lines),
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
                    school="",
                    first_on=year.first,
                    last_on=year.last,
                )
            )

    def periods(self) -> tuple[ReportingPeriod, ...]:
        """The reporting periods in their order, without those that were taken away."""
        return tuple(_period(row) for row in self._periods(~_reporting.removed))

    def period(self, period: PeriodId) -> ReportingPeriod:
        """One period, also where it was taken away since: what was told of it stays readable."""
        for row in self._periods(_reporting.id == period):
            return _period(row)
        raise StaleError("That reporting period is not on record. Nothing was changed.")

    def keep_period(self, period: ReportingPeriod) -> PeriodId:
        """Add a period, or change the dates and the name of one; raise DateError on shared days."""
        others = [one for one in self.periods() if one.id != period.id]
        refuse_overlap([*others, period])
        values = {"label": period.label, "first_on": period.first, "last_on": period.last}
        self._change()
        connection, here = self._reach.connection, self._reach.workspace_id
        if period.id == NOT_KEPT_YET:
            new = connection.execute(
                insert(rows.reporting_periods).values(workspace_id=here, **values)
            )
            Audit(self._reach).log("added a reporting period", detail=_told(period))
            assert new.inserted_primary_key is not None
            return PeriodId(new.inserted_primary_key[0])
        before = self.period(period.id)
        connection.execute(
            update(rows.reporting_periods)
            .where(_reporting.workspace_id == here, _reporting.id == period.id)
            .values(**values)
        )
        Audit(self._reach).changed("changed a reporting period", before, period)
        return period.id

    def remove_period(self, period: PeriodId) -> None:
        before = self.period(period)
        self._change()
        self._reach.connection.execute(
            update(rows.reporting_periods)
            .where(_reporting.workspace_id == self._reach.workspace_id, _reporting.id == period)
            .values(removed=True)
        )
        Audit(self._reach).log("took a reporting period away", detail=_told(before))

    def _periods(self, which: Any) -> Iterable[Row[Any]]:
        return self._reach.connection.execute(
            select(rows.reporting_periods)
            .where(_reporting.workspace_id == self._reach.workspace_id, which)
            .order_by(_reporting.first_on)
        )

    def _change(self, **values: Any) -> None:
        """Every change counts up the revision, by which others see that theirs is old."""
        self._reach.require_admin()
        self._reach.connection.execute(
            update(rows.workspaces)
            .where(_workspaces.id == self._reach.workspace_id)
            .values(revision=_workspaces.revision + 1, **values)
        )


def _period(row: Row[Any]) -> ReportingPeriod:
    return ReportingPeriod(
        id=PeriodId(row.id), label=row.label, first=row.first_on, last=row.last_on
    )


def _told(period: ReportingPeriod) -> str:
    return f"{period.label}: {period.first} to {period.last}"


def _add_closures(
    connection: Connection, workspace_id: WorkspaceId, closures: Iterable[tuple[date, str]]
) -> int:
    added = 0
    for day, name in closures:
        result = connection.execute(
            insert_into(connection, rows.closures)
            .values(workspace_id=workspace_id, school="", day=day, name=name)
            .on_conflict_do_nothing()
        )
        added += result.rowcount
    return added
