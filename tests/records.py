"""The records with which every school of the tests begins: thought of once, written at one go."""

import functools
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Table, func, insert, select, update

from bot.people.people import Person, Role, TeamRole
from bot.students import Student
from storage import Storage, make_workspace, open_database
from storage import tables as rows
from tests.conftest import KEYS, NOW, WORKSPACE
from tests.sparing import migrated_file
from tests.storage.school import School

_BEGUN = (
    rows.people,
    rows.students,
    rows.team_members,
    rows.audit,
    rows.audit_chains,
    rows.audit_keys,
)
"""What the beginning is written into; a row refers only to those of tables before its own."""


@dataclass(frozen=True, kw_only=True)
class Beginning:
    """Pat and Kim are case managers, Sue is a supervisor, Tea teaches Juniper; Otis is Kim's."""

    on_record: Mapping[str, Person]
    juniper: Student
    otis: Student


def begun(school: School) -> Beginning:
    """Put the beginning on record in an empty workspace, as `School` itself would, but sooner."""
    beginning, written, mark = _thought_of()
    with school.storage._database.writing() as connection:
        # What was sealed in the one workspace opens in the other only where both have one mark.
        here = rows.workspaces.c.id == school.storage.workspace_id
        connection.execute(update(rows.workspaces).where(here).values(mark=mark))
        for table, lines in written.items():
            connection.execute(insert(table), lines)
            known = connection.scalar(select(func.count()).select_from(table))
            assert known == len(lines), f"there were {table.name} on record already"
    school.made += 2
    school.storage.wake()
    return beginning


@functools.cache
def _thought_of() -> tuple[Beginning, dict[Table, list[dict[str, Any]]], str]:
    with tempfile.TemporaryDirectory(prefix="preiep-records-") as folder:
        file = Path(folder) / "preiep.db"
        shutil.copy(migrated_file(KEYS[0]), file)
        database = open_database(f"sqlite:///{file}", KEYS)
        make_workspace(database, WORKSPACE, timezone="America/Los_Angeles", region="none", now=NOW)
        beginning = _put(School(Storage(database, WORKSPACE)))
        with database.reading() as connection:
            written = {
                table: [
                    {name: value for name, value in row._mapping.items() if name != "id"}
                    for row in connection.execute(select(table).order_by(*table.primary_key))
                ]
                for table in _BEGUN
            }
            mark = connection.scalar(select(rows.workspaces.c.mark))
        database.close()
    return beginning, written, str(mark)


def _put(school: School) -> Beginning:
    pat = school.case_manager("U0PAT", name="Pat Fennimore")
    kim = school.case_manager("U0KIM", name="Kim Larkspur")
    sue = school.person("U0SUE", Role.SUPERVISOR, name="Sue Overton")
    tea = school.person("U0TEA", name="Tea Chalkley")
    juniper = school.student(pat, alias="JQ-7K2", first_name="Juniper", last_name="Quickwater")
    otis = school.student(kim, alias="OP-3XA", first_name="Otis", last_name="Plumfield")
    school.on_team(juniper, tea, TeamRole.TEACHER)
    on_record = {"pat": pat, "kim": kim, "sue": sue, "tea": tea}
    return Beginning(on_record=on_record, juniper=juniper, otis=otis)
