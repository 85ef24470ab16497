"""Workspaces and their school calendars."""

from sqlalchemy import Boolean, Column, Date, Integer, Table, Text, Time

from storage.columns import UtcDateTime
from storage.rows.base import metadata, workspace_column

workspaces = Table(
    "workspaces",
    metadata,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("timezone", Text, nullable=False),
    Column("region", Text, nullable=False),
    Column("sandbox", Boolean, nullable=False),
    Column("names_at_home", Boolean, nullable=False),
    Column("digest_at", Time, nullable=False),
    Column("office_channel", Text, nullable=False),
    Column("calendar_confirmed", Boolean, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("made_at", UtcDateTime, nullable=False),
)

closures = Table(
    "closures",
    metadata,
    workspace_column(primary_key=True),
    Column("day", Date, primary_key=True),
    Column("name", Text, nullable=False),
)

school_years = Table(
    "school_years",
    metadata,
    workspace_column(primary_key=True),
    Column("first_on", Date, primary_key=True),
    Column("last_on", Date, nullable=False),
)
