"""One closed word for every key in use, by which a start knows whether its keys fit."""

from sqlalchemy import Column, Table, Text

from storage.tables.base import id_column, metadata

key_checks = Table(
    "key_checks",
    metadata,
    id_column(),
    Column("sealed", Text, nullable=False),
)
