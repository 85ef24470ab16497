"""The tables' history leads to the tables that the code describes."""

import json
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from cryptography.fernet import Fernet
from sqlalchemy import Column, MetaData, create_engine, insert, inspect, select, table, text

from bot.errors import StorageError
from bot.students import StudentId
from bot.workspaces import WorkspaceId
from storage import Storage, broken_seals, make_workspace, migrations
from storage import tables as rows
from storage.audit_chains import RECORD_GONE
from storage.engine.seals import sealing_of
from storage.migrations import CURRENT
from storage.migrations.upgrade import settings
from storage.outbox.outbox import Outbox
from tests.conftest import KEYS, NOW, WORKSPACE
from tests.storage.test_everything import PLANTED, everything_said, fill
from tests.storage.unsealed import unsealed


def test_an_empty_database_migrates_to_the_tables_in_use(empty_database_url, opened):
    database = opened(empty_database_url)

    with database.reading() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "compare_server_default": True}
        )
        assert compare_metadata(context, rows.metadata) == []


def test_names_of_constraints_and_indexes_are_those_in_use(empty_database_url, opened):
    database = opened(empty_database_url)

    with database.reading() as connection:
        seen = inspect(connection)
        for table in rows.metadata.sorted_tables:
            kept = {index["name"] for index in seen.get_indexes(table.name)} | {
                unique["name"] for unique in seen.get_unique_constraints(table.name)
            }
            unique = {
                constraint.name
                for constraint in table.constraints
                if str(constraint.name).startswith("uq_")
            }
            assert kept == {index.name for index in table.indexes} | unique, table.name


def test_the_current_revision_is_the_last_one():
    history = ScriptDirectory(str(Path(migrations.__file__).parent))

    assert history.get_current_head() == CURRENT


def test_an_upgrade_moves_no_date_of_a_calendar_on_record(empty_database_url, opened):
    """A database from before schools could have calendars of their own keeps the one it has."""
    database = opened(empty_database_url)
    with database.writing() as connection:
        command.downgrade(settings(connection), "0005")
        connection.execute(
            text("INSERT INTO closures (workspace_id, day, name) VALUES ('T0', '2026-11-11', 'V')")
        )
        connection.execute(
            text("INSERT INTO school_years VALUES ('T0', '2026-08-10', '2027-06-04')")
        )
        command.upgrade(settings(connection), "head")

    with database.reading() as connection:
        closures = connection.execute(select(rows.closures)).all()
        years = connection.execute(select(rows.school_years)).all()
    assert [(row.school_id, row.day) for row in closures] == [(0, date(2026, 11, 11))]
    assert [(row.school_id, row.last_on) for row in years] == [(0, date(2027, 6, 4))]


def test_what_is_said_anew_keeps_what_it_says_and_the_files_that_went_out(
    empty_database_url, opened
):
    """Until then the message that is said anew stood within the step."""
    database = opened(empty_database_url)
    with database.writing() as connection:
        command.downgrade(settings(connection), "0020")
        for id_, step in ((1, "2026-10-08"), (2, "2026-10-08|again|1.2"), (3, "first")):
            connection.execute(
                text(
                    "INSERT INTO outbox (id, workspace_id, kind, addressee, subject, step, state, "
                    "attempts, begun) VALUES (:id, 'T0', 'digest', 'U0PAT', '', :step, 'sent', 1, "
                    ":begun)"
                ),
                {"id": id_, "step": step, "begun": True},
            )
        connection.execute(
            text(
                "INSERT INTO sent_files (workspace_id, errand_id, file, begun_at) "
                "VALUES ('T0', 3, 'F1', '2026-10-08 12:00:00')"
            )
        )
        command.upgrade(settings(connection), "head")

    said = select(rows.outbox.c.step, rows.outbox.c.anew_of).order_by(rows.outbox.c.id)
    with database.reading() as connection:
        kept = [tuple(row) for row in connection.execute(said)]
        files = [row.file for row in connection.execute(select(rows.sent_files.c.file))]
    assert kept == [("2026-10-08", ""), ("2026-10-08", "1.2"), ("first", "")]
    assert files == ["F1"]

    with database.writing() as connection:
        command.downgrade(settings(connection), "0020")
        steps = connection.scalars(text("SELECT step FROM outbox ORDER BY id")).all()
        command.upgrade(settings(connection), "head")
    assert steps == ["2026-10-08", "2026-10-08|again|1.2", "first"]


def test_a_districts_own_number_of_days_after_the_signature_counts_from_it_still(
    empty_database_url, opened
):
    """Until then Preiep itself counted the at-a-glance from the signature."""
    kept = {
        "T1": {"at_a_glance": {"offset": 3}, "agenda": {"offset": 7}},
        "T2": {"at_a_glance": {"offset": 3, "counted_from": "HELD"}},
        "T3": {"at_a_glance": {"presence": "off"}},
        "T4": None,
    }
    begun = datetime(2026, 8, 1, tzinfo=UTC)
    settled = {"name": "Q", "timezone": "America/Los_Angeles", "region": "", "made_at": begun}
    settled |= {"sandbox": False, "names_at_home": False, "digest_at": time(7), "revision": 1}
    settled |= {"office_channel": "", "calendar_confirmed": True}
    then = [column for column in rows.workspaces.c if column.name != "mark"]
    workspaces = table("workspaces", *(Column(one.name, one.type) for one in then))
    database = opened(empty_database_url)
    with database.writing() as connection:
        command.downgrade(settings(connection), "0021")
        for id_, changes in kept.items():
            rules = changes and {"changes": changes, "own": []}
            connection.execute(insert(workspaces).values(id=id_, rules=rules, **settled))
        command.upgrade(settings(connection), "head")

    with database.reading() as connection:
        read = connection.execute(select(rows.workspaces.c.id, rows.workspaces.c.rules)).all()
    changed = {id_: rules and rules["changes"] for id_, rules in read}
    assert changed == kept | {
        "T1": {"at_a_glance": {"offset": 3, "counted_from": "CONSENT"}, "agenda": {"offset": 7}}
    }


def test_a_year_on_record_opens_again_after_it_was_sealed_in_place(
    school, empty_database_url, opened
):
    """Until then each value was closed with the key alone; schools and grades stood in clear."""
    fill(school)
    with school.storage.jobs(now=NOW) as scope:
        for number in range(520):
            scope.audit.log("looked", student=StudentId(1), detail=f"for the {number}th time")
    before = everything_said(school.storage), the_settled_of(school.storage)
    assert turned_back(school.storage._database, empty_database_url, opened) > 580

    database = opened(empty_database_url)
    storage = Storage(database, WORKSPACE)

    assert (everything_said(storage), the_settled_of(storage)) == before
    assert broken_seals(database) == {}
    with storage.jobs(now=NOW, reading=True) as scope:
        assert scope.audit.chains.check().broken == ()
    with storage.jobs(now=NOW) as scope:
        assert scope.students.by_number(PLANTED["number"]) is not None
        assert scope.people.by_email(PLANTED["staff_mail"]) is not None
        assert scope.roles.schools() == [PLANTED["school"]]
        words = scope._reach.words
    with database.writing() as connection:
        schools = replace(words, connection=connection).schools
        assert [schools.name(schools.number(one)) for one in ("Another", "")] == ["Another", ""]


@pytest.mark.parametrize("dialect", ["sqlite"], indirect=True)
def test_what_stood_in_the_clear_is_gone_from_the_file(school, empty_database_url, opened):
    fill(school)
    turned_back(school.storage._database, empty_database_url, opened)
    file = Path(empty_database_url.removeprefix("sqlite:///"))
    assert b"plantedschool" in file.read_bytes()

    opened(empty_database_url).close()

    assert [path.name for path in file.parent.glob("preiep.db*")] == [file.name]
    assert b"plantedschool" not in file.read_bytes()
    assert b"plantedgrade" not in file.read_bytes()
    assert b"ZW-2F7" not in file.read_bytes()


def test_a_migration_that_is_cut_short_leaves_the_database_as_it_was(
    school, empty_database_url, opened
):
    """What cannot be opened ends it half-way, as a machine would that stops."""
    fill(school)
    before = everything_said(school.storage)
    turned_back(school.storage._database, empty_database_url, opened)
    with raw(empty_database_url) as connection:
        last = connection.scalar(text("SELECT purpose FROM disclosures"))
        connection.execute(text("UPDATE disclosures SET purpose = 'gAAAnothing'"))
    with pytest.raises(StorageError, match=r"disclosures.purpose \(1\) does not open"):
        opened(empty_database_url)

    with raw(empty_database_url) as connection:
        columns = {one["name"] for one in inspect(connection).get_columns("students")}
        assert {"school", "grade"} < columns
        assert not {"mark", "school_id"} & columns
        assert connection.scalar(text("SELECT private FROM students")).startswith("gAAA")
        connection.execute(text("UPDATE disclosures SET purpose = :last"), {"last": last})
    assert everything_said(Storage(opened(empty_database_url), WORKSPACE)) == before


def the_settled_of(storage) -> list[object]:
    """Whatever names a school: the calendars, and who answers for one."""
    with storage.jobs(now=NOW) as scope:
        return [scope.calendar, scope.people.all(), scope.roles.schools()]


def turned_back(database, url, opened) -> int:
    """Write what is on record into a database as it was at 0022; returns how much is closed."""
    old, closed = opened(url), 0
    names = {row.id: row.name for row in unsealed(database, rows.schools)}
    known = {None, *(row.id for row in unsealed(database, rows.students))}
    with old.writing() as connection:
        command.downgrade(settings(connection), "0022")
        then = MetaData()
        then.reflect(connection)
        for name in [one.name for one in then.sorted_tables]:
            table = rows.metadata.tables.get(name)
            if table is None or name == "key_checks":
                continue
            kept = {column.name for column in then.tables[table.name].c}
            for row in unsealed(database, table):
                if table is rows.audit and (row.student_id not in known or row.act == RECORD_GONE):
                    continue  # of a record that was destroyed, as none could be then
                line = at_0022(table, row, names)
                closed += str(line).count("gAAA")
                line = {name: line[name] for name in line.keys() & kept}
                connection.execute(insert(then.tables[table.name]).values(line))
    old.close()
    return closed


def at_0022(table, row, schools) -> dict[str, object]:
    """A row's values as they were kept then: schools by name, words closed with the key alone."""
    line = {column.name: getattr(row, column.name) for column in table.c}
    line["school"] = schools.get(line.get("school_id"), "")
    if table is rows.students:
        line["grade"] = line["private"].pop("grade")
    if table is rows.people:
        line["schools"] = [schools[number] for number in line["schools"]]
    for name in sealing_of(table).columns.keys() - {"alias"}:
        said = line[name] if isinstance(line[name], str) else json.dumps(line[name])
        line[name] = Fernet(KEYS[0]).encrypt(said.encode()).decode() if line[name] else None
    return line


@contextmanager
def raw(url):
    """The database as whoever knows its password finds it."""
    engine = create_engine(url.replace("postgresql:", "postgresql+psycopg:"))
    with engine.begin() as connection:
        yield connection
    engine.dispose()


def test_what_was_put_before_anybody_noted_when_is_sent_still(empty_database_url, opened):
    database = opened(empty_database_url)
    with database.writing() as connection:
        command.downgrade(settings(connection), "0022")
        for id_, state in enumerate(("waiting", "sent", "dropped"), start=1):
            connection.execute(
                text(
                    "INSERT INTO outbox (id, workspace_id, kind, addressee, subject, step, state, "
                    "attempts, begun) VALUES (:id, 'T0', 'digest', 'U0PAT', '', :state, :state, 1, "
                    ":begun)"
                ),
                {"id": id_, "state": state, "begun": False},
            )
        command.upgrade(settings(connection), "head")

    outbox = Outbox(database, WorkspaceId("T0"))
    now = datetime(2026, 10, 8, 15, tzinfo=UTC)
    (claimed,) = outbox.claim(owner="us", now=now, lease=timedelta(minutes=1), limit=5)
    assert (claimed.id, claimed.since) == (1, None)

    outbox.dropped([1], owner="us", why="invalid_blocks", given_up=True)
    with database.writing() as connection:
        command.downgrade(settings(connection), "0022")
        states = connection.scalars(text("SELECT state FROM outbox ORDER BY id")).all()
        command.upgrade(settings(connection), "head")
    assert states == ["dropped", "sent", "dropped"]


def test_a_district_from_before_keeps_its_people_and_can_have_something_confirmed(
    empty_database_url, opened
):
    database, at = opened(empty_database_url), datetime(2026, 8, 1, tzinfo=UTC)
    make_workspace(database, WorkspaceId("T0"), timezone="UTC", region="none", now=at)
    with database.writing() as connection:
        command.downgrade(settings(connection), "0022")
        connection.execute(
            text(
                "INSERT INTO people (id, workspace_id, slack_id, timezone, roles, schools, "
                "digest_at, active, made_at) VALUES (1, 'T0', 'U0ADA', 'UTC', '[\"admin\"]', '[]', "
                "'07:00:00', :active, '2026-08-01 00:00:00')"
            ),
            {"active": True},
        )
        command.upgrade(settings(connection, database.keys), "head")
        connection.execute(
            insert(rows.confirmations).values(
                workspace_id="T0", wish="roles", decision="waits", by_id=1, at=at
            )
        )

    with database.reading() as connection:
        assert connection.scalar(select(rows.people.c.slack_id)) == "U0ADA"
        assert connection.scalar(select(rows.confirmations.c.by_id)) == 1
