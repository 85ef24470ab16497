"""Who saw or changed what, and what shows that nobody altered the log."""

from sqlalchemy import Column, Index, Integer, Table, Text, UniqueConstraint

from storage.engine.columns import Sealed, UtcDateTime
from storage.tables.base import (
    WHOSE,
    mark_column,
    metadata,
    records_table,
    reference,
    workspace_column,
)

audit = records_table(
    "audit",
    mark_column(),
    Column("at", UtcDateTime, nullable=False),
    reference("by_id", "people", nullable=True),  # empty where the clock did it
    Column("act", Text, nullable=False),
    # The log outlives what it tells of, so that these may be numbers of rows that are gone.
    Column("student_id", Integer, info=WHOSE),
    Column("meeting_id", Integer),
    Column("why", Sealed),
    Column("detail", Sealed),
    Column("chain", Text, nullable=False),  # the student's, else the person's, else the clock's
    Column("place", Integer, nullable=False),  # in its chain; the first is 1
    Column("content", Text, nullable=False),  # the keyed hash of why and detail
    Column("link", Text, nullable=False),  # the keyed hash of the entry and of the link before
    UniqueConstraint("workspace_id", "chain", "place"),
    Index(None, "workspace_id", "student_id"),
)
"""Only ever added to; what it says of a record that was destroyed is blanked."""

audit_chains = Table(
    "audit_chains",
    metadata,
    workspace_column(primary_key=True),
    Column("chain", Text, primary_key=True),
    Column("entries", Integer, nullable=False),
    Column("link", Text, nullable=False),  # that of the last entry
    Column("proof", Text, nullable=False),  # the keyed hash of the two; empty where it was broken
)
"""How long each chain is and where it ends, so that one that was cut short is seen."""

audit_keys = Table(
    "audit_keys",
    metadata,
    workspace_column(primary_key=True),
    mark_column(),
    Column("key", Sealed, nullable=False),
    Column("chains", Integer, nullable=False),
    Column("proof", Text, nullable=False),  # the keyed hash of their number
)
"""The key of a workspace's chains, which stays the same when the district's keys are changed, and
how many chains were begun, so that one that was taken out as a whole is seen."""

disclosures = records_table(
    "disclosures",
    mark_column(),
    Column("at", UtcDateTime, nullable=False),
    reference("person_id", "people"),
    reference("student_id", "students", whose=True),
    Column("purpose", Sealed),
    Index(None, "workspace_id", "student_id"),
)
"""Every view by a contracted provider; only ever added to."""
