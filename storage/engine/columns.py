"""Columns that keep a promise: moments in UTC, and private words closed with the key."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Column, DateTime, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

from storage.engine.keys import Keys

_KEYS: WeakKeyDictionary[Dialect, Keys] = WeakKeyDictionary()
"""The keys of each open database; its dialect is all that a column is told of the engine."""


def give_keys(dialect: Dialect, keys: Keys) -> None:
    _KEYS[dialect] = keys


class UtcDateTime(TypeDecorator[datetime]):
    """A moment. SQLite keeps no zone, so what goes in is turned to UTC first."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a zone cannot be kept")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if dialect.name == "sqlite" else value.astimezone(UTC)


class Encrypted(TypeDecorator[str]):
    """Words that stand closed in the database. An empty text is kept as NULL and read as empty."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return _KEYS[dialect].seal(value) if value else None

    def process_result_value(self, value: str | None, dialect: Dialect) -> str:
        return _KEYS[dialect].open(value) if value else ""


class EncryptedFields(TypeDecorator[Mapping[str, Any]]):
    """Several private fields closed as one, since opening costs the same for one and for ten."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Mapping[str, Any] | None, dialect: Dialect) -> str | None:
        if not value:
            return None
        return _KEYS[dialect].seal(json.dumps(value, ensure_ascii=False, separators=(",", ":")))

    def process_result_value(self, value: str | None, dialect: Dialect) -> dict[str, Any]:
        fields: dict[str, Any] = json.loads(_KEYS[dialect].open(value)) if value else {}
        return fields


def is_closed(column: Column[Any]) -> bool:
    """Tell whether what a column holds is closed with the key."""
    return isinstance(column.type, Encrypted | EncryptedFields)
