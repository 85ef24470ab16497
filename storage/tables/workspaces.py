"""Workspaces and their school calendars."""

from sqlalchemy import JSON, Boolean, Column, Date, Index, Integer, Table, Text, Time, false, text

from storage.engine.columns import UtcDateTime
from storage.tables.base import id_column, mark_column, metadata, workspace_column


def _school_column() -> Column[int]:
    """Return whose calendar it is: a school's, or 0 for the workspace's own.

    No foreign key, since no school has that number.
    """
    return Column(
        "school_id", Integer, primary_key=True, autoincrement=False, server_default=text("0")
    )


workspaces = Table(
    "workspaces",
    metadata,
    Column("id", Text, primary_key=True),
    mark_column(),
    Column("name", Text, nullable=False),
    Column("timezone", Text, nullable=False),
    Column("region", Text, nullable=False),
    Column("sandbox", Boolean, nullable=False),
    Column("names_at_home", Boolean, nullable=False),
    Column("digest_at", Time, nullable=False),
    Column("sends_from", Time, nullable=False, server_default="06:00:00"),
    Column("sends_until", Time, nullable=False, server_default="18:00:00"),
    Column("office_channel", Text, nullable=False),
    Column("files_kept_days", Integer, nullable=False, server_default="1"),
    Column("charter", Boolean, nullable=False, server_default=false()),
    Column("links", JSON),
    Column("lines", JSON),
    Column("rules", JSON),
    Column("calendar_confirmed", Boolean, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("made_at", UtcDateTime, nullable=False),
)
"""`mark` lasts, unlike the id, which changes where `local` is adopted: keys are derived with it.
`links`, `lines` and `rules` hold only what the district changed, each in one small object."""

closures = Table(
    "closures",
    metadata,
    workspace_column(primary_key=True),
    _school_column(),
    Column("day", Date, primary_key=True),
    Column("name", Text, nullable=False),
)
"""A calendar is a school's that has another one, or the workspace's own."""

school_years = Table(
    "school_years",
    metadata,
    workspace_column(primary_key=True),
    _school_column(),
    Column("first_on", Date, primary_key=True),
    Column("last_on", Date, nullable=False),
)

reporting_periods = Table(
    "reporting_periods",
    metadata,
    id_column(),
    workspace_column(),
    Column("label", Text, nullable=False),
    Column("first_on", Date, nullable=False),
    Column("last_on", Date, nullable=False),
    Column("removed", Boolean, nullable=False, server_default=false()),
    Index(None, "workspace_id", "first_on"),
)
"""What was told of a period stays readable, so one that is taken away is marked and kept."""
