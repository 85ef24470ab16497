"""What all tables share: the names of their constraints, and their workspace."""

from typing import Any

from sqlalchemy import Column, ForeignKey, Integer, MetaData, Table, Text, text
from sqlalchemy.schema import SchemaItem

from storage.engine.seals import new_mark

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def workspace_column(*, primary_key: bool = False) -> Column[str]:
    """Return which workspace a row belongs to.

    No foreign key: each would lock the workspace's row for every errand put, and the rename when
    `local` is adopted would have to suspend them all.
    """
    return Column("workspace_id", Text, nullable=False, primary_key=primary_key)


def mark_column() -> Column[str]:
    """Return what tells a row from every other, drawn before it is written.

    The words in its sealed columns open beside this mark only.
    """
    return Column("mark", Text, nullable=False, server_default=text("''"), default=new_mark)


WHOSE = {"whose": True}
"""Marks a column that says whose a row is: its sealed words open for nobody else's."""


def id_column(*, whose: bool = False) -> Column[int]:
    """Return the number of a row; with `whose`, its sealed words open under this one alone."""
    return Column("id", Integer, primary_key=True, info=WHOSE if whose else {})


def records_table(name: str, *parts: SchemaItem, of_itself: bool = False, **options: Any) -> Table:
    """Return a table whose rows have a number of their own, and belong to one workspace.

    With `of_itself`, a row is nobody's but its own: its sealed words open under its number alone.
    """
    return Table(name, metadata, id_column(whose=of_itself), workspace_column(), *parts, **options)


def reference(
    name: str,
    to: str,
    *,
    nullable: bool = False,
    primary_key: bool = False,
    whose: bool = False,
) -> Column[Any]:
    """Return a reference; with `whose`, the row's sealed words open for this one alone."""
    return Column(
        name,
        Integer,
        ForeignKey(f"{to}.id"),
        nullable=nullable,
        primary_key=primary_key,
        info=WHOSE if whose else {},
    )


def of_workspaces() -> list[Table]:
    """Return the tables whose rows belong to a workspace."""
    return [table for table in metadata.sorted_tables if "workspace_id" in table.c]
