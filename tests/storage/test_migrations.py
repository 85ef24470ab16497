"""The tables' history leads to the tables that the code describes."""

import json
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from cryptography.fernet import Fernet, InvalidToken
from sqlalchemy import Column, insert, inspect, select, table, text, update

from bot.students import StudentId
from storage import Storage, broken_seals, migrations
from storage import tables as rows
from storage.engine.columns import SealedText
from storage.engine.sealed_walks import everything_sealed, seals_of
from storage.migrations import CURRENT
from storage.migrations.upgrade import settings
from tests.conftest import KEYS, NOW, WORKSPACE
from tests.storage.test_everything import PLANTED, everything_said, fill


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
    assert [(row.school, row.day) for row in closures] == [("", date(2026, 11, 11))]
    assert [(row.school, row.last_on) for row in years] == [("", date(2027, 6, 4))]


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
    school, database, database_url, opened
):
    """Until then each value was closed with the key alone, and opened wherever it stood."""
    fill(school)
    with school.storage.jobs(now=NOW) as scope:
        for number in range(1100):
            scope.audit.log("looked", student=StudentId(1), detail=f"for the {number}th time")
    before = everything_said(school.storage)
    closed = turned_back(database)

    storage = Storage(opened(database_url), WORKSPACE)

    assert closed > 1160
    assert everything_said(storage) == before
    assert broken_seals(storage._database) == {}
    with storage.jobs(now=NOW) as scope:
        assert scope.students.by_number(PLANTED["number"]) is not None
        assert scope.people.by_email(PLANTED["staff_mail"]) is not None


def test_a_migration_that_is_cut_short_leaves_the_database_as_it_was(
    school, database, database_url, opened
):
    """What cannot be opened ends it half-way, as a machine would that stops."""
    fill(school)
    turned_back(database)
    with raw(database) as connection:
        last = connection.scalar(text("SELECT purpose FROM disclosures"))
        connection.execute(text("UPDATE disclosures SET purpose = 'gAAAnothing'"))
    with pytest.raises(InvalidToken):
        opened(database_url)

    with raw(database) as connection:
        assert "mark" not in {one["name"] for one in inspect(connection).get_columns("people")}
        assert connection.scalar(text("SELECT private FROM students")).startswith("gAAA")
        connection.execute(text("UPDATE disclosures SET purpose = :last"), {"last": last})
    assert len(everything_said(Storage(opened(database_url), WORKSPACE))) > 10


def turned_back(database) -> int:
    """Close everything as it was closed until 0022; returns how many values that is."""
    lock, closed = Fernet(KEYS[0]), 0
    with database.writing() as connection:
        seals = seals_of(connection, database.keys)
        for sealing in everything_sealed():
            columns = sealing.table.primary_key
            for row in connection.execute(select(sealing.table)).all():
                values = {}
                for name in sealing.columns:
                    if words := sealing.open(seals[row.workspace_id], name, row):
                        said = words if isinstance(words, str) else json.dumps(words)
                        values[name] = SealedText(lock.encrypt(said.encode()).decode())
                closed += len(values)
                this = [column == getattr(row, column.name) for column in columns]
                if values:
                    connection.execute(update(sealing.table).where(*this).values(values))
        for name in ("workspaces", *(one.table.name for one in everything_sealed())):
            connection.execute(text(f"ALTER TABLE {name} DROP COLUMN mark"))
        connection.execute(text("UPDATE alembic_version SET version_num = '0022'"))
    return closed


def raw(database):
    """The database as whoever knows its password finds it."""
    return database._engine.execution_options(writes=True).begin()
