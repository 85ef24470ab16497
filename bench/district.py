"""A large invented district: 100,000 students, sixty to a caseload."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, insert, select

from bench.deeds import TEAM
from bot.people.people import Role
from bot.workspaces import WorkspaceId
from storage import Database, make_workspace, open_database
from storage import tables as rows
from storage.engine.sealed_walks import seals_of
from storage.engine.seals import sealing_of
from storage.scopes.words import Words

STUDENTS, CASELOAD, PEOPLE_AT_ONCE = 100_000, 60, 50
BATCH = 5_000
USERS = tuple(f"U0BENCH{number:05}" for number in range(PEOPLE_AT_ONCE))
"""The case managers who type the commands; the others are only on record."""

BEGAN = datetime(2026, 8, 17, 15, tzinfo=UTC)

MEETINGS_ON = date(2096, 3, 1)
"""So far away that nothing is due, and no digest goes out while something else is measured."""


def built(folder: Path) -> str:
    """Build the district in a SQLite file of its own; return the database's address."""
    url = f"sqlite:///{folder / 'bench.db'}"
    database = open_database(url, ())
    make_workspace(
        database, WorkspaceId(TEAM), timezone="America/Los_Angeles", region="none", now=BEGAN
    )
    _insert(database, rows.people, _case_managers())
    with database.writing() as connection:
        school = _words(database, connection).schools.number("Bench Elementary")
    with database.reading() as connection:
        owners = list(connection.scalars(select(rows.people.c.id).order_by(rows.people.c.id)))
    _insert(database, rows.students, _students(owners, school))
    with database.reading() as connection:
        students = list(connection.scalars(select(rows.students.c.id)))
    _insert(database, rows.meetings, _meetings(students))
    database.close()
    return url


def _case_managers() -> Iterator[dict[str, Any]]:
    for number in range(-(-STUDENTS // CASELOAD)):
        yield {
            "id": number + 1,
            "workspace_id": TEAM,
            "slack_id": USERS[number] if number < len(USERS) else f"U0OTHER{number:05}",
            "private": {"name": f"Invented {number}", "email": None},
            "timezone": "America/Los_Angeles",
            # Else each `/iep` would ask Slack whether its sender is to be the first admin.
            "roles": [Role.CASE_MANAGER, Role.ADMIN] if number == 0 else [Role.CASE_MANAGER],
            "schools": [],
            "digest_at": time(6, 45),
            "active": True,
            "made_at": BEGAN,
        }


def _students(owners: list[int], school: int | None) -> Iterator[dict[str, Any]]:
    for number in range(STUDENTS):
        yield {
            "workspace_id": TEAM,
            "alias": f"ZZ-{number:06}",
            "case_manager_id": owners[number // CASELOAD],
            "private": {
                "first_name": f"Zephyrine{number}",
                "last_name": f"Wexford{number}",
                "number": str(number),
                "home_language": "",
                "grade": "4",
            },
            "number_hash": f"bench-{number}",
            "alias_hash": f"bench-{number}",
            "school_id": school,
            "interpreter": False,
            "made_at": BEGAN,
        }


def _meetings(students: list[int]) -> Iterator[dict[str, Any]]:
    for student in students:
        yield {
            "workspace_id": TEAM,
            "student_id": student,
            "on": MEETINGS_ON,
            "kind": "annual",
            "mode": "phone conference",
            "state": "planned",
            "arose_on": date(2026, 8, 20),
            "made_at": BEGAN,
        }


def _words(database: Database, connection: Connection) -> Words:
    here = WorkspaceId(TEAM)
    seal = seals_of(connection, database.keys)[here]
    return Words(connection=connection, workspace_id=here, seal=seal)


def _insert(database: Database, table: Any, made: Iterator[dict[str, Any]]) -> None:
    with database.reading() as connection:
        seal = _words(database, connection).seal
    made = (sealing_of(table).new(seal, row) for row in made)
    batch: list[dict[str, Any]] = []
    for row in made:
        batch.append(row)
        if len(batch) == BATCH:
            _write(database, table, batch)
            batch = []
    _write(database, table, batch)


def _write(database: Database, table: Any, batch: list[dict[str, Any]]) -> None:
    if batch:
        with database.writing() as connection:
            connection.execute(insert(table), batch)
