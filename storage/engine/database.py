"""One database with its keys: how it is opened, read and written."""

import contextlib
import os
import sqlite3
import time
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import (
    URL,
    Connection,
    Engine,
    create_engine,
    event,
    insert,
    literal,
    make_url,
    select,
    text,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import (
    ArgumentError,
    DatabaseError,
    IntegrityError,
    InterfaceError,
    OperationalError,
)
from sqlalchemy.schema import Table

from bot.errors import StaleError, StorageAwayError, StorageError, StorageUnfitError
from storage import tables as rows
from storage.engine.keys import Keys, kept_keys
from storage.engine.moments import FromNow
from storage.engine.patience import LONG, Places, is_waited_for, seconds_left
from storage.migrations import CURRENT, NEWER, revision_of

CONNECTIONS = 20
"""So that four processes fit the hundred that PostgreSQL has. Threads wait for one in turn."""

_TRIES = 200
"""How often to try to turn a file to its log, while others start, too."""

_TAKEN = "23505"
"""PostgreSQL's word for a value that has to be unique, and is there already."""

_DAMAGED = (
    "The file of the records is damaged, or is no database. Nothing was changed; please put back "
    "the last backup, or tell whoever runs Preiep."
)
_UNREACHED = (
    "The file of the records cannot be opened for writing. Nothing was changed; please look at who "
    "may write to it and to its folder, or tell whoever runs Preiep."
)

_UNFIT = {
    "SQLITE_NOTADB": _DAMAGED,
    "SQLITE_CORRUPT": _DAMAGED,
    "SQLITE_CANTOPEN": _UNREACHED,
    "SQLITE_READONLY": _UNREACHED,
}
"""By how SQLite's names of errors begin; whatever else it says may be over in a minute."""


_LONGEST_LOOK = 0.12
"""Real seconds between two looks of SQLite's own waiting, and a little more."""


class Database:
    """One engine with its keys. Its errors become StorageAwayError here, and only here."""

    def __init__(self, engine: Engine, keys: Keys) -> None:
        self.keys = keys
        self.ahead = 0.0
        """Seconds by which its clock is taken to be ahead of what it says; a test moves it so."""
        self._engine = engine
        self._reader = engine
        if engine.dialect.name == "postgresql":
            self._reader = engine.execution_options(
                isolation_level="REPEATABLE READ", postgresql_readonly=True
            )
        self._writer = engine.execution_options(writes=True)
        self._places = Places(CONNECTIONS)
        self._turn = Places(1) if engine.dialect.name == "sqlite" else None

    @property
    def dialect(self) -> str:
        return self._engine.dialect.name

    def now(self) -> datetime:
        """Return the moment by the database's own clock."""
        with self.reading() as connection:
            now: datetime = connection.scalars(select(FromNow(literal(self.ahead)))).one()
            return now

    @contextlib.contextmanager
    def reading(self) -> Iterator[Connection]:
        """Open one consistent look; whoever tries to write in it is refused."""
        with (
            away_where_the_driver_fails(),
            self._places.taken(),
            self._reader.begin() as connection,
        ):
            yield connection

    @contextlib.contextmanager
    def writing(self) -> Iterator[Connection]:
        """Open one transaction: kept on leaving, undone on an error."""
        with (
            away_where_the_driver_fails(),
            self._its_turn(),
            self._places.taken(),
            self._writer.begin() as connection,
        ):
            yield connection

    def use_write_ahead_log(self) -> None:
        """Let readers of a SQLite file go on while it is written; the file remembers it.

        SQLite does not wait for its turn at this, so where several start at once, we do. The driver
        is asked itself, since the mode cannot change in a transaction, and fails in its own
        words where SQLAlchemy has others for the connecting.
        """
        for _ in range(_TRIES):
            with (
                contextlib.suppress(OperationalError, sqlite3.OperationalError),
                self._engine.connect() as connection,
            ):
                driver = connection.connection.driver_connection
                assert driver is not None
                if driver.execute("PRAGMA journal_mode=WAL").fetchone() == ("wal",):
                    return
            time.sleep(LONG / _TRIES)
        raise StorageAwayError

    def let_others_write(self) -> None:
        """Leave others a turn between two of many writings, where they would hardly get one.

        Whoever waits for a SQLite file looks every tenth of a second whether it is free.
        """
        if self.dialect == "sqlite":
            time.sleep(_LONGEST_LOOK)

    def wipe_what_was_deleted(self) -> bool:
        """Write the file anew, so that nothing deleted stands in it or in its log.

        False where others were at it for too long. PostgreSQL does so by itself, in its own time.
        """
        if self.dialect != "sqlite":
            return True
        with away_where_the_driver_fails(), self._engine.connect() as connection:
            driver = connection.connection.driver_connection
            assert driver is not None
            driver.execute("PRAGMA query_only=OFF")
            connection.info["writes"] = True
            driver.execute(f"PRAGMA busy_timeout={LONG * 1000:.0f}")
            try:
                driver.execute("VACUUM")
                busy, *_ = driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            except sqlite3.OperationalError:
                return False
            return not busy

    def close(self) -> None:
        self._engine.dispose()

    def _its_turn(self) -> contextlib.AbstractContextManager[None]:
        """Queue for the one writer that SQLite has, whose own waiting is slow and unfair."""
        return self._turn.taken() if self._turn else contextlib.nullcontext()


@contextlib.contextmanager
def away_where_the_driver_fails() -> Iterator[None]:
    """Open database gone, disk full, locked for too long: all of it means that nothing was saved.

    What is wrong with a statement itself is let through: that is our mistake, not the weather. On
    PostgreSQL two may save the same new thing in one moment, such as a colleague whom both put on
    a team; whoever comes second is told to try again, and then finds it.
    """
    try:
        yield
    except IntegrityError as error:
        if getattr(error.orig, "sqlstate", "") != _TAKEN:
            raise
        raise StaleError(
            "A colleague saved the same at this very moment, so that nothing of yours was saved. "
            "Please try once more."
        ) from error
    except DatabaseError as error:
        if unfit := _what_is_wrong(error):
            raise StorageUnfitError(unfit) from error
        if isinstance(error, OperationalError):
            raise StorageAwayError from error
        raise
    except InterfaceError as error:
        raise StorageAwayError from error


def _what_is_wrong(error: DatabaseError) -> str:
    """Return what is wrong with a file of SQLite, in words; empty for what passes by itself."""
    name = str(getattr(error.orig, "sqlite_errorname", ""))
    return next((said for kind, said in _UNFIT.items() if name.startswith(kind)), "")


def insert_into(connection: Connection, table: Table) -> sqlite.Insert | postgresql.Insert:
    """Return an insert that can say what happens to a row that is there, and how many were new."""
    if connection.dialect.name == "sqlite":
        return sqlite.insert(table).execution_options(preserve_rowcount=True)
    return postgresql.insert(table).execution_options(preserve_rowcount=True)


def open_database(url: str, keys: Sequence[str], *, migrate: bool = True) -> Database:
    """Open the database at `url`, made where it is new, brought up to date where it is old.

    Raises StorageError where the keys do not fit it, and leaves it as it was.
    """
    database = _not_looked_into(url, keys)
    with _closed_where_it_fails(database):
        _make_ready(database, migrate=migrate)
    return database


def open_empty_database(url: str, keys: Sequence[str], *, revision: str) -> Database:
    """Open a database with the tables of `revision`, to which it is brought where it has none.

    Raises StorageError where its tables are of another one.
    """
    database = _not_looked_into(url, keys)
    with _closed_where_it_fails(database):
        with database.reading() as connection:
            found = revision_of(connection)
        if found not in (None, revision):
            raise StorageError(
                "This database has the tables of another version already. Please name a new, "
                "empty one in DATABASE_URL. Nothing was changed."
            )
        _upgraded(database, to=revision)
    return database


def upgrade_to_current(database: Database) -> None:
    """Bring a database that was opened at an older revision up to date."""
    _upgraded(database, to=CURRENT)


def _not_looked_into(url: str, keys: Sequence[str]) -> Database:
    address = _address(url)
    if address.get_backend_name() == "sqlite":
        keys = _keys_beside(Path(address.database or ""), keys)
    elif not keys:
        raise StorageError(
            "PREIEP_KEYS is missing; on PostgreSQL it must be given. Nothing was changed."
        )
    return Database(_engine(address), Keys(keys))


@contextlib.contextmanager
def _closed_where_it_fails(database: Database) -> Iterator[None]:
    try:
        yield
    except BaseException:
        database.close()
        raise


def _make_private(file: Path) -> None:
    """Make a new file its owner's alone before SQLite writes in it, as it does those beside it."""
    with contextlib.suppress(FileExistsError):
        os.close(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))


def _keys_beside(file: Path, keys: Sequence[str]) -> Sequence[str]:
    """Return the keys of a file, whose folder is made where it is missing, and its key with it."""
    if file.is_dir():
        raise StorageError(f"DATABASE_URL names a folder, {file.name}; it must name a file in one.")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        keys = keys or kept_keys(file, new=not file.exists() or file.stat().st_size == 0)
        _make_private(file)
    except OSError as error:
        raise StorageError(
            f"In the folder of the database, {file.parent.name}, nothing can be kept "
            f"({error.strerror}). Please look at DATABASE_URL, and at who may write there."
        ) from None
    return keys


def _address(url: str) -> URL:
    scheme, _, file = url.partition(":///")
    if scheme == "sqlite" and file not in ("", ":memory:"):
        # Taken as it stands: in the name of a file a percent or a question mark means itself.
        return URL.create(scheme, database=file)
    try:
        address = make_url(url)
    except ArgumentError:
        raise StorageError("DATABASE_URL is not the address of a database.") from None
    if address.get_backend_name() in ("postgresql", "postgres"):
        return address.set(drivername="postgresql+psycopg")
    raise StorageError("DATABASE_URL must name a SQLite file or a PostgreSQL database.")


def _engine(address: URL) -> Engine:
    # Nobody waits for a connection here: whoever comes so far has a place.
    pool: dict[str, Any] = {
        "pool_size": CONNECTIONS,
        "max_overflow": 0,
        "pool_use_lifo": True,
        "hide_parameters": True,
    }
    if address.get_backend_name() != "sqlite":
        limits = f"-c lock_timeout={LONG:.0f}s -c timezone=UTC"
        connect_args = {"connect_timeout": int(LONG), "options": limits}
        # Its driver takes a while to import, which nobody needs who has a file.
        from storage.engine.postgresql import connect  # noqa: PLC0415

        engine = create_engine(address, **pool, pool_pre_ping=True, connect_args=connect_args)
        event.listen(engine, "do_connect", connect)
        event.listen(engine, "begin", _begin_postgresql)
        return engine
    engine = create_engine(address, **pool)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _begin_postgresql(connection: Connection) -> None:
    """Let whoever waits for a lock go with those for whom it waits."""
    if is_waited_for() and connection.get_execution_options().get("writes"):
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = {seconds_left() * 1000:.0f}")


def _prepare_sqlite(connection: Any, _record: object) -> None:
    # The driver's own way of beginning transactions would begin them too late (see below).
    connection.isolation_level = None
    connection.execute("PRAGMA foreign_keys=ON")
    connection.execute("PRAGMA synchronous=FULL")


def _begin_sqlite(connection: Connection) -> None:
    """Begin as a writer at once: two that read first and write then would lose an update."""
    writes = bool(connection.get_execution_options().get("writes"))
    if connection.info.get("writes", True) is not writes:
        connection.exec_driver_sql(f"PRAGMA query_only={'OFF' if writes else 'ON'}")
        connection.info["writes"] = writes
    connection.exec_driver_sql(f"PRAGMA busy_timeout={seconds_left() * 1000:.0f}")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _make_ready(database: Database, *, migrate: bool) -> None:
    with database.reading() as connection:
        revision = revision_of(connection)
        checks = _key_checks(connection) if revision else []
    _refuse_wrong_keys(database.keys, checks)
    if revision is not None and revision > CURRENT:
        raise StorageError(NEWER)
    if revision != CURRENT:
        if not migrate:
            raise StorageError(
                "The database is of another version of Preiep. Please run: python app.py migrate"
            )
        upgrade_to_current(database)
    if not any(database.keys.newest_opens(check) for check in checks):
        _remember_newest_key(database)


def _upgraded(database: Database, *, to: str) -> None:
    # Alembic takes a tenth of a second to import, which a start seldom needs.
    from storage.migrations.upgrade import upgrade  # noqa: PLC0415

    upgrade(database, to=to)


def _key_checks(connection: Connection) -> list[str]:
    return list(connection.scalars(select(rows.key_checks.c.sealed)))


def _refuse_wrong_keys(keys: Keys, checks: Sequence[str]) -> None:
    if not all(keys.opens(check) for check in checks):
        raise StorageError(
            "The keys do not open this database. Please give the keys with which it was "
            "written, in PREIEP_KEYS or in the key file beside it. Nothing was changed."
        )


def _remember_newest_key(database: Database) -> None:
    with database.writing() as connection:
        if database.dialect == "postgresql":
            # Of several starts at once each would find no check yet, and leave its own.
            connection.execute(text("LOCK TABLE key_checks IN SHARE ROW EXCLUSIVE MODE"))
        checks = _key_checks(connection)
        _refuse_wrong_keys(database.keys, checks)
        if not any(database.keys.newest_opens(check) for check in checks):
            connection.execute(insert(rows.key_checks).values(sealed=database.keys.check()))
