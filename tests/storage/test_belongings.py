"""What belongs to a student is found in every table that leads to them."""

from storage import tables as rows
from storage.tables.belongings import owned_tables

NOBODY_S = {
    "audit",  # outlives what it tells of
    "audit_chains",
    "audit_keys",
    "closures",
    "confirmations",  # name students among their sealed words alone
    "destructions",
    "heard_events",
    "key_checks",
    "messages",  # by their subjects
    "outbox",  # likewise
    "people",
    "rehearsal_findings",
    "reporting_periods",
    "school_years",
    "schools",
    "sent_files",  # by what they were sent for
    "workspaces",
}


def test_every_table_belongs_to_students_or_is_known_to_be_nobody_s():
    everything = {table.name for table in rows.metadata.sorted_tables}
    assert everything - {table.name for table in owned_tables()} == NOBODY_S
