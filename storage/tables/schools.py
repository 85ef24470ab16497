"""Schools: everything else refers to one by its number."""

from sqlalchemy import Column, Text, UniqueConstraint

from storage.engine.columns import Sealed
from storage.tables.base import mark_column, records_table

schools = records_table(
    "schools",
    mark_column(),
    Column("name", Sealed),
    Column("name_hash", Text, nullable=False),
    UniqueConstraint("workspace_id", "name_hash"),
)
"""One row for each spelling of a name; rows are only ever added."""
