"""A backup: everything that is kept, in one sealed file that either kind of database takes in.

Private words stay as they stand in the database, sealed in their places, and are sealed once more
with all the rest. A file of an older Preiep is read at its own revision and then brought up to
date, as that database itself would have been.
"""

import json
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, BinaryIO

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Connection,
    Date,
    Integer,
    Text,
    Time,
    column,
    delete,
    func,
    insert,
    inspect,
    literal,
    select,
    table,
    text,
    type_coerce,
    update,
)
from sqlalchemy.types import TypeEngine

from bot.errors import StorageError
from storage import tables as rows
from storage.engine.columns import UtcDateTime, is_sealed
from storage.engine.database import Database, open_empty_database, upgrade_to_current
from storage.engine.keys import Keys
from storage.engine.sealed_files import read_frames, write_frames
from storage.migrations import revision_of

_AT_A_TIME = 500
"""Rows to a frame, so that a database of any size is never in memory as a whole."""

_KINDS: Mapping[str, TypeEngine[Any]] = {
    "moment": UtcDateTime(),
    "date": Date(),
    "time": Time(),
    "yes or no": Boolean(),
    "number": Integer(),
    "json": JSON(none_as_null=True),
    "text": Text(),
}
"""What a column can hold, and how both databases keep it."""

_FROM_TEXT: Mapping[str, Callable[[str], Any]] = {
    "moment": datetime.fromisoformat,
    "date": date.fromisoformat,
    "time": time.fromisoformat,
}
"""Those that JSON knows only as a text."""


_NUMBERED = text(
    "SELECT table_name AS name, pg_get_serial_sequence(table_name, 'id') AS sequence "
    "FROM information_schema.columns WHERE table_schema = current_schema() "
    "AND column_name = 'id' AND pg_get_serial_sequence(table_name, 'id') IS NOT NULL"
)
"""The tables of a PostgreSQL database whose rows are numbered, with what numbers them."""


@dataclass(frozen=True, kw_only=True)
class Contents:
    """What a backup holds."""

    made_at: datetime
    """The school time of the moment that it shows."""
    revision: str
    tables: int
    """Those in which anything stood."""
    rows: int


def write_backup(database: Database, file: BinaryIO, *, now: datetime) -> None:
    """Write everything as it stands at one moment, while others go on writing."""
    with database.reading() as connection:
        write_frames(file, database.keys, _frames(connection, now=now))


def contents_of(file: BinaryIO, keys: Keys) -> Contents:
    """Read a backup to its end. Raises StorageError where it is damaged, not whole or not ours."""
    parts = _parts(file, keys)
    begun = next(parts)
    sizes = Counter[str]()
    for part in parts:
        sizes[part["table"]] += len(part["rows"])
    return Contents(
        made_at=datetime.fromisoformat(begun["made_at"]),
        revision=begun["revision"],
        tables=len(sizes),
        rows=sizes.total(),
    )


def restore(url: str, keys: Sequence[str], file: BinaryIO) -> Contents:
    """Bring a backup into the database at `url`, which has to be empty; all of it, or nothing.

    Raises StorageError where the database is not empty, or the backup cannot be read.
    """
    contents = contents_of(file, Keys(keys))
    database = open_empty_database(url, keys, revision=contents.revision)
    try:
        file.seek(0)
        with database.writing() as connection:
            _refuse_what_is_not_empty(connection)
            _take_in(connection, _parts(file, database.keys))
            _refuse_keys_too_few(connection, database.keys)
        upgrade_to_current(database)
    finally:
        database.close()
    return contents


def _frames(connection: Connection, *, now: datetime) -> Iterator[bytes]:
    yield _packed({"revision": revision_of(connection), "made_at": now.isoformat()})
    streamed = connection.execution_options(stream_results=True, max_row_buffer=_AT_A_TIME)
    for one in rows.metadata.sorted_tables:
        kinds = {column.name: _kind(column) for column in one.columns}
        columns = [
            type_coerce(column, _KINDS[kinds[column.name]]).label(column.name)
            for column in one.columns
        ]
        in_order = select(*columns).order_by(*one.primary_key.columns)
        for found in streamed.execute(in_order).partitions(_AT_A_TIME):
            values = [[_as_json(value) for value in row] for row in found]
            yield _packed({"table": one.name, "columns": kinds, "rows": values})


def _parts(file: BinaryIO, keys: Keys) -> Iterator[dict[str, Any]]:
    return (json.loads(zlib.decompress(frame)) for frame in read_frames(file, keys))


def _packed(part: Mapping[str, Any]) -> bytes:
    return zlib.compress(json.dumps(part, ensure_ascii=False, separators=(",", ":")).encode())


def _kind(column: Column[Any]) -> str:
    """Return which of the kinds a column holds. What is sealed stays so, and is a text."""
    if is_sealed(column):
        return "text"
    return next(kind for kind, type_ in _KINDS.items() if isinstance(column.type, type(type_)))


def _as_json(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date | time) else value


def _refuse_what_is_not_empty(connection: Connection) -> None:
    known = inspect(connection).get_table_names()
    for name in sorted(set(known) - {"alembic_version", "key_checks"}):
        if connection.execute(select(literal(1)).select_from(table(name)).limit(1)).first():
            raise StorageError(
                "There are records in this database already. A backup comes back into an empty "
                "one; please name a new one in DATABASE_URL. Nothing was changed."
            )


def _refuse_keys_too_few(connection: Connection, keys: Keys) -> None:
    """Bring nothing back in which older keys are still in use that are not given."""
    if not all(keys.opens(check) for check in connection.scalars(select(rows.key_checks.c.sealed))):
        raise StorageError(
            "The keys open this backup, but not all that is in it. Please give every key that "
            "PREIEP_KEYS held when it was made, newest first. Nothing was changed."
        )


def _take_in(connection: Connection, parts: Iterator[dict[str, Any]]) -> None:
    next(parts)
    connection.execute(delete(table("key_checks")))
    for part in parts:
        kinds: dict[str, str] = part["columns"]
        to = table(part["table"], *(column(name, _KINDS[kind]) for name, kind in kinds.items()))
        connection.execute(
            insert(to),
            [
                dict(zip(kinds, map(_from_json, kinds.values(), values), strict=True))
                for values in part["rows"]
            ],
        )
    # What waited then may have been sent since: delivery looks first where it can.
    outbox = table("outbox", column("state"), column("begun"))
    connection.execute(update(outbox).where(outbox.c.state == "waiting").values(begun=True))
    if connection.dialect.name == "postgresql":
        _let_numbers_go_on(connection)


def _from_json(kind: str, value: Any) -> Any:
    return _FROM_TEXT[kind](value) if kind in _FROM_TEXT and value is not None else value


def _let_numbers_go_on(connection: Connection) -> None:
    """Let the numbers of new rows begin after those that came, and after those destroyed."""
    gone: list[Mapping[str, int]] = []
    if rows.destructions.name in inspect(connection).get_table_names():
        gone = [*connection.scalars(select(rows.destructions.c.highest))]
    for one in connection.execute(_NUMBERED).all():
        highest = connection.scalar(select(func.max(column("id"))).select_from(table(one.name)))
        highest = max([highest or 0, *(those.get(one.name, 0) for those in gone)])
        if highest:
            connection.execute(select(func.setval(one.sequence, highest)))
