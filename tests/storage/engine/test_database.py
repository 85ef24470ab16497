"""A database opens with its own keys only, and says so in words where it does not."""

import os
import sqlite3
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from bot.errors import StorageAwayError, StorageError
from storage import Storage, make_workspace, open_database, workspaces
from storage import tables as rows
from storage.engine import database as database_module
from storage.engine import patience as patience_module
from storage.engine.keys import Keys
from storage.migrations import CURRENT
from tests.conftest import KEYS, NOW, WORKSPACE

ANOTHER_KEY = Fernet.generate_key().decode()


def the_file(url: str) -> Path:
    return Path(url.removeprefix("sqlite:///"))


def everything_in(url: str, opened) -> list[tuple[object, ...]]:
    with opened(url).reading() as connection:
        return [
            tuple(row)
            for table in rows.metadata.sorted_tables
            for row in connection.execute(select(table))
        ]


@pytest.mark.parametrize("dialect", ["sqlite"], indirect=True)
def test_a_new_file_gets_a_key_of_its_own_that_nobody_else_can_read(empty_database_url, opened):
    opened(empty_database_url, keys=())

    key = the_file(empty_database_url).with_name("preiep.db.key")
    assert key.stat().st_mode & 0o777 == 0o600
    assert list(the_file(empty_database_url).parent.glob("*.key*")) == [key]


@pytest.mark.parametrize("dialect", ["sqlite"], indirect=True)
def test_a_new_file_and_what_stands_beside_it_are_their_owners_alone(empty_database_url, opened):
    before = os.umask(0)
    try:
        database = opened(empty_database_url, keys=())
        with database.writing() as connection:
            connection.execute(text("UPDATE key_checks SET sealed = sealed"))
        beside = sorted(the_file(empty_database_url).parent.iterdir())
    finally:
        os.umask(before)

    assert [one.name for one in beside] == [
        "preiep.db",
        "preiep.db-shm",
        "preiep.db-wal",
        "preiep.db.key",
    ]
    assert {one.stat().st_mode & 0o777 for one in beside} == {0o600}


@pytest.mark.parametrize("dialect", ["sqlite"], indirect=True)
def test_the_key_is_made_once_and_used_ever_after(empty_database_url, opened):
    opened(empty_database_url, keys=()).close()
    key = the_file(empty_database_url).with_name("preiep.db.key").read_text()

    again = opened(empty_database_url, keys=())

    assert the_file(empty_database_url).with_name("preiep.db.key").read_text() == key
    assert workspaces(again) == []


@pytest.mark.parametrize("dialect", ["sqlite"], indirect=True)
def test_an_old_file_whose_key_is_gone_stays_closed(empty_database_url, opened):
    opened(empty_database_url, keys=()).close()
    key = the_file(empty_database_url).with_name("preiep.db.key")
    key.unlink()

    with pytest.raises(StorageError, match="key of the database is missing"):
        opened(empty_database_url, keys=())

    assert not key.exists()


def test_a_key_that_does_not_fit_is_refused_and_nothing_is_touched(database_url, opened):
    before = everything_in(database_url, opened)

    with pytest.raises(StorageError, match="do not open this database"):
        opened(database_url, keys=(ANOTHER_KEY,))

    assert everything_in(database_url, opened) == before


@pytest.mark.parametrize("dialect", ["sqlite"], indirect=True)
def test_a_wrong_key_leaves_the_file_as_it_was_to_the_byte(database_url, opened):
    before = the_file(database_url).read_bytes()

    with pytest.raises(StorageError):
        opened(database_url, keys=(ANOTHER_KEY,))

    assert the_file(database_url).read_bytes() == before
    assert not the_file(database_url).with_name("preiep.db.key").exists()


@pytest.mark.parametrize("dialect", ["postgresql"], indirect=True)
def test_postgresql_without_keys_is_refused(empty_database_url, opened):
    with pytest.raises(StorageError, match="PREIEP_KEYS is missing"):
        opened(empty_database_url, keys=())

    with opened(empty_database_url).reading() as connection:
        assert connection.scalar(text("SELECT count(*) FROM key_checks")) == 1


@pytest.mark.parametrize(
    "url",
    [
        pytest.param("mysql://localhost/preiep", id="another-kind"),
        pytest.param("sqlite://", id="in-memory"),
        pytest.param("sqlite:///:memory:", id="in-memory-too"),
        pytest.param("preiep.db", id="no-address"),
    ],
)
def test_what_is_no_database_of_ours_is_named(url):
    with pytest.raises(StorageError, match="DATABASE_URL"):
        open_database(url, KEYS)


def test_a_key_that_is_none_is_named(database_url):
    with pytest.raises(StorageError, match="44 characters"):
        open_database(database_url, ("a-password",))


def test_a_newer_key_reads_what_an_older_one_closed_and_then_is_needed(database_url, opened):
    opened(database_url, keys=KEYS).close()

    opened(database_url, keys=(ANOTHER_KEY, *KEYS)).close()

    for too_few in (KEYS, (ANOTHER_KEY,)):
        with pytest.raises(StorageError, match="do not open this database"):
            opened(database_url, keys=too_few)
    opened(database_url, keys=(*KEYS, ANOTHER_KEY))


def test_a_file_of_another_version_is_opened_only_when_it_may_be_migrated(
    empty_database_url, opened
):
    if empty_database_url.startswith("sqlite"):
        the_file(empty_database_url).parent.mkdir()

    with pytest.raises(StorageError, match=r"python app\.py migrate"):
        opened(empty_database_url, migrate=False)

    opened(empty_database_url)
    opened(empty_database_url, migrate=False)


def test_a_database_of_a_newer_preiep_is_left_alone(database_url, opened):
    with opened(database_url).writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    try:
        with pytest.raises(StorageError, match="newer Preiep"):
            opened(database_url)
    finally:
        with opened_anyway(database_url, opened).writing() as connection:
            connection.execute(text(f"UPDATE alembic_version SET version_num = '{CURRENT}'"))


def opened_anyway(url, opened):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(database_module, "CURRENT", "9999")
        return opened(url)


def test_many_starts_at_once_make_one_database(empty_database_url):
    """Each start is a process of its own, as two installations beside each other would be.

    They part from one that has imported everything, so that all come to the database together.
    """
    parting = (
        "import os; from storage import open_database; import storage.migrations.upgrade\n"
        "def started():\n"
        "    if not (child := os.fork()):\n"
        f"        open_database({empty_database_url!r}, {KEYS!r}).close()\n"
        "        os._exit(0)\n"
        "    return child\n"
        "ends = [os.waitpid(child, 0)[1] for child in [started() for _ in range(4)]]\n"
        "print(ends)"
    )
    parted = subprocess.run([sys.executable, "-c", parting], capture_output=True, check=True)

    assert (parted.stdout.decode().strip(), parted.stderr.decode()) == ("[0, 0, 0, 0]", "")

    database = open_database(empty_database_url, KEYS, migrate=False)
    try:
        with database.reading() as connection:
            assert connection.scalar(text("SELECT count(*) FROM key_checks")) == 1
    finally:
        database.close()


def test_a_start_waits_for_whoever_is_writing_in_the_new_file(tmp_path, monkeypatch):
    """SQLite refuses to turn to its log at once while another start holds the file."""
    file = tmp_path / "preiep.db"
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    waits = []

    def waited(seconds):
        waits.append(seconds)
        other.rollback()

    monkeypatch.setattr("storage.engine.database.time.sleep", waited)
    try:
        open_database(f"sqlite:///{file}", KEYS).close()
    finally:
        other.close()

    assert len(waits) == 1


def test_a_start_on_a_current_database_does_without_alembic(database_url):
    start = (
        "import sys; from storage import open_database\n"
        f"open_database({database_url!r}, {KEYS!r}).close()\n"
        "print('alembic' in sys.modules)"
    )

    said = subprocess.run([sys.executable, "-c", start], capture_output=True, check=True)

    assert said.stdout.decode().strip() == "False"


def test_a_start_on_an_empty_database_does_use_alembic(empty_database_url):
    """Without this one, the test before it could be passing for the wrong reason."""
    start = (
        "import sys; from storage import open_database\n"
        f"open_database({empty_database_url!r}, {KEYS!r}).close()\n"
        "print('alembic' in sys.modules)"
    )

    said = subprocess.run([sys.executable, "-c", start], capture_output=True, check=True)

    assert said.stdout.decode().strip() == "True"


def test_a_look_cannot_write(database):
    with pytest.raises((StorageAwayError, DBAPIError)), database.reading() as connection:
        connection.execute(rows.key_checks.insert().values(sealed="x"))

    with database.reading() as connection:
        assert connection.scalar(text("SELECT count(*) FROM key_checks")) == 1


def test_leaving_with_an_error_undoes_everything(storage):
    with pytest.raises(ZeroDivisionError), storage.jobs(now=NOW) as scope:  # noqa: PT012
        scope.people.add(name="Invented Person")
        raise ZeroDivisionError

    with storage.jobs(now=NOW) as scope:
        assert scope.people.all() == []


def test_leaving_without_an_error_keeps_everything(storage):
    with storage.jobs(now=NOW) as scope:
        scope.people.add(name="Invented Person")

    with storage.jobs(now=NOW) as scope:
        assert [person.name for person in scope.people.all()] == ["Invented Person"]


@pytest.mark.parametrize("dialect", ["sqlite"], indirect=True)
def test_a_file_that_is_gone_says_that_nothing_was_changed(storage, database, database_url):
    database.close()
    the_file(database_url).unlink()
    the_file(database_url).parent.rename(the_file(database_url).parent.with_name("away"))

    with pytest.raises(StorageAwayError, match="Nothing was changed"), storage.jobs(now=NOW):
        raise AssertionError("there is nothing to open")


@pytest.mark.parametrize("dialect", ["sqlite"], indirect=True)
def test_a_full_disk_says_that_nothing_was_saved(storage, database):
    with pytest.raises(StorageAwayError), storage.jobs(now=NOW) as scope:  # noqa: PT012
        connection = scope.people._reach.connection
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")
        for number in range(200):
            scope.people.add(name=f"Invented Person {number}" * 50)

    with storage.jobs(now=NOW) as scope:
        assert scope.people.all() == []


@pytest.mark.parametrize("dialect", ["postgresql"], indirect=True)
def test_a_server_that_hangs_up_says_that_nothing_was_saved(database_url, opened):
    database = opened(database_url)
    make_workspace(database, WORKSPACE, timezone="UTC", region="none", now=NOW)
    storage = Storage(database, WORKSPACE)
    with pytest.raises(StorageAwayError), storage.jobs(now=NOW) as scope:  # noqa: PT012
        scope.people.add(name="Invented Person")
        scope.people._reach.connection.execute(
            text("SELECT pg_terminate_backend(pg_backend_pid())")
        )

    with storage.jobs(now=NOW) as scope:
        assert scope.people.all() == [], "the next one finds a new connection"


@pytest.mark.parametrize("dialect", ["postgresql"], indirect=True)
def test_a_server_that_is_away_says_so(opened, database_url, tmp_path):
    nowhere = f"postgresql://postgres@/preiep?host={tmp_path}"

    with pytest.raises(StorageAwayError):
        opened(nowhere)


def test_whoever_waits_too_long_for_the_database_is_told(database, database_url, opened, patience):
    """Another process holds it: on SQLite the file, on PostgreSQL the workspace's lock."""
    make_workspace(database, WORKSPACE, timezone="UTC", region="none", now=NOW)
    impatient = Storage(opened(database_url), WORKSPACE)
    holder = Storage(database, WORKSPACE)

    with holder.jobs(now=NOW), pytest.raises(StorageAwayError), impatient.jobs(now=NOW):
        raise AssertionError("it is not this one's turn")


@pytest.mark.parametrize("dialect", ["sqlite"], indirect=True)
def test_threads_of_one_process_that_wait_too_long_are_told(database, patience):
    with (
        database.writing(),
        ThreadPoolExecutor(1) as others,
        pytest.raises(StorageAwayError),
    ):
        others.submit(_write_nothing, database).result()


def _write_nothing(database) -> None:
    with database.writing():
        pass


@pytest.fixture
def patience(monkeypatch) -> None:
    """Nobody should have to wait ten seconds for a test, nor a server that is told how long."""
    monkeypatch.setattr(patience_module, "LONG", 1.0)
    monkeypatch.setattr(database_module, "LONG", 1.0)


def test_an_errors_text_holds_no_parameters(database):
    with pytest.raises(DBAPIError) as caught, database.writing() as connection:
        connection.execute(
            rows.people.insert().values(workspace_id="Zephyrine", slack_id="Zephyrine")
        )

    assert "INSERT INTO people" in str(caught.value)
    assert "parameters hidden" in str(caught.value)


def test_keys_of_the_file_stand_one_to_a_line(tmp_path):
    text_of_two = f"{ANOTHER_KEY}\n{KEYS[0]}\n"
    (tmp_path / "a.db.key").write_text(text_of_two)

    database = open_database(f"sqlite:///{tmp_path / 'a.db'}", ())
    try:
        ours, older = database.keys.of("mark"), Keys(KEYS).of("mark")
        assert ours.open(older.seal("words", b"here"), b"here") == "words"
        newest = Keys([ANOTHER_KEY]).of("mark")
        assert newest.open(ours.seal("words", b"here"), b"here") == "words"
    finally:
        database.close()


def test_two_threads_that_make_the_key_at_once_read_the_same(tmp_path):
    both = threading.Barrier(2)

    def start(_: int) -> str:
        both.wait()
        database = open_database(f"sqlite:///{tmp_path / 'a.db'}", ())
        try:
            return database.keys.of("mark").hashed("words")
        finally:
            database.close()

    with ThreadPoolExecutor(2) as starts:
        first, second = starts.map(start, range(2))

    assert first == second
