"""Workspaces: their first values, their calendar, and the adoption of `local`."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, select, update

from bot.calendar import SchoolCalendar, SchoolYear
from bot.dates.district_rules import DistrictRules, district_rules_from
from bot.dates.obligation_rules import Rules
from bot.errors import StorageError
from bot.settings.district_links import links_from
from bot.workspaces import LOCAL, Hours, Workspace, WorkspaceId
from storage import tables as rows
from storage.audit_chains import Chains
from storage.engine.database import Database, insert_into
from storage.engine.keys import Keys
from storage.engine.seals import Seal
from storage.scopes.words import Words

_workspaces, _closures, _years = rows.workspaces.c, rows.closures.c, rows.school_years.c
_reporting = rows.reporting_periods.c

_REVISION = select(_workspaces.revision, _workspaces.mark).where(
    _workspaces.id == bindparam("workspace")
)
"""Asked at the beginning of every transaction, so made once."""


_CONVERTED = frozenset({"hours", "links", "lines"})
"""The fields that are kept as something else; each other one stands in the column of its name."""

_AS_IT_IS = tuple(one.name for one in fields(Workspace) if one.name not in _CONVERTED)


_ADOPTED = {
    "by_id": None,
    "act": "adopted what was local",
    "student_id": None,
    "meeting_id": None,
    "why": "",
    "detail": "",
}


def workspace_from(row: Row[Any]) -> Workspace:
    """Read a workspace from its row; `columns_of` writes it."""
    return Workspace(
        **{name: getattr(row, name) for name in _AS_IT_IS},
        hours=Hours(first=row.sends_from, until=row.sends_until),
        links=links_from(row.links),
        lines=row.lines or {},
    )


def columns_of(workspace: Workspace) -> dict[str, Any]:
    """Return what is kept of a workspace, by column; `workspace_from` reads it."""
    return {
        **{name: getattr(workspace, name) for name in _AS_IT_IS},
        "sends_from": workspace.hours.first,
        "sends_until": workspace.hours.until,
        "links": workspace.links.as_json(),
        "lines": dict(workspace.lines),
    }


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
    new = Workspace(id=workspace_id, name=name, timezone=timezone, region=region, sandbox=sandbox)
    with database.writing() as connection:
        made = connection.execute(
            insert_into(connection, rows.workspaces)
            .values(columns_of(new) | {"calendar_confirmed": False, "revision": 1, "made_at": now})
            .on_conflict_do_nothing()
        )
        if made.rowcount:
            add_closures(connection, workspace_id, closures)
        row = connection.execute(
            select(rows.workspaces).where(_workspaces.id == workspace_id)
        ).one()
        return workspace_from(row)


def workspaces(database: Database) -> list[Workspace]:
    """List all workspaces, the oldest first."""
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
        marks = select(_workspaces.mark).where(_workspaces.id == team_id)
        mark = connection.execute(marks).scalar_one()
        Chains(connection, team_id, database.keys.of(mark)).add([_ADOPTED | {"at": now}])
        return True


@dataclass(frozen=True, kw_only=True)
class Settled:
    """The settings as they stand at one revision."""

    revision: tuple[int, str]
    """Counted up by each change; with the mark, since another workspace may have got this id."""
    seal: Seal
    workspace: Workspace
    calendar: SchoolCalendar
    district_rules: DistrictRules
    rules: Rules


def settings_of(connection: Connection, workspace_id: WorkspaceId, keys: Keys) -> Settled:
    """Return everything that the workspace has settled for itself."""
    row = connection.execute(select(rows.workspaces).where(_workspaces.id == workspace_id)).first()
    if row is None:
        raise StorageError(f"There is no workspace {workspace_id} in the database yet.")
    district_rules, seal = district_rules_from(row.rules), keys.of(row.mark)
    words = Words(connection=connection, workspace_id=workspace_id, seal=seal)
    return Settled(
        revision=(row.revision, row.mark),
        seal=seal,
        workspace=workspace_from(row),
        calendar=_calendar_of(words, confirmed=row.calendar_confirmed),
        district_rules=district_rules,
        rules=district_rules.rules(),
    )


def _calendar_of(words: Words, *, confirmed: bool) -> SchoolCalendar:
    """Return the workspace's calendar, and in it those of schools that have another one."""
    connection, workspace_id = words.connection, words.workspace_id
    closures: defaultdict[int, set[date]] = defaultdict(set)
    for row in connection.execute(
        select(_closures.school_id, _closures.day).where(_closures.workspace_id == workspace_id)
    ):
        closures[row.school_id].add(row.day)
    years: defaultdict[int, list[SchoolYear]] = defaultdict(list)
    for row in connection.execute(
        select(rows.school_years)
        .where(_years.workspace_id == workspace_id)
        .order_by(_years.first_on)
    ):
        years[row.school_id].append(SchoolYear(first=row.first_on, last=row.last_on))

    def calendar(school: int) -> SchoolCalendar:
        return SchoolCalendar(
            closures=frozenset(closures[school]), years=tuple(years[school]), confirmed=confirmed
        )

    own = {words.schools.name(school): school for school in {*closures, *years} - {0}}
    of_schools = ((name, calendar(school)) for name, school in sorted(own.items()))
    return replace(calendar(0), schools=tuple(of_schools))


def revision_of(connection: Connection, workspace_id: WorkspaceId) -> tuple[int, str] | None:
    row = connection.execute(_REVISION, {"workspace": workspace_id}).first()
    return (row.revision, row.mark) if row else None


def add_closures(
    connection: Connection,
    workspace_id: WorkspaceId,
    closures: Iterable[tuple[date, str]],
    *,
    school: int = 0,
) -> int:
    """Add days to a school's calendar, or to the workspace's own; returns how many were new."""
    added = 0
    for day, name in closures:
        result = connection.execute(
            insert_into(connection, rows.closures)
            .values(workspace_id=workspace_id, school_id=school, day=day, name=name)
            .on_conflict_do_nothing()
        )
        added += result.rowcount
    return added
