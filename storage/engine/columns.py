"""Columns that keep a promise: moments in UTC, and private words never written open."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Column, DateTime, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator


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


class SealedText(str):
    """What has been sealed; nothing else may stand in a sealed column."""

    __slots__ = ()


class Sealed(TypeDecorator[str]):
    """Words that are sealed before they come here, and opened after: the column knows no key.

    An empty text is kept as NULL and read as empty.
    """

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002  # as SQLAlchemy calls it
        if value is not None and not isinstance(value, SealedText):
            raise ValueError("words that are not sealed cannot be kept here")
        return None if value is None else str(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> SealedText | None:  # noqa: ARG002  # as SQLAlchemy calls it
        return None if value is None else SealedText(value)


class SealedFields(Sealed):
    """Several private fields sealed as one, since opening costs the same for one and for ten."""

    cache_ok = True


def is_sealed(column: Column[Any]) -> bool:
    """Tell whether what a column holds is sealed."""
    return isinstance(column.type, Sealed)
