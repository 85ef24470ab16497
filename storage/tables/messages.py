"""What is to be said in Slack, and what was said, sent and heard."""

from sqlalchemy import Boolean, Column, Index, Integer, Text, UniqueConstraint, false, text

from storage.engine.columns import UtcDateTime
from storage.tables.base import records_table, reference

_WAITING = text("state = 'waiting'")
_GIVEN_UP = text("state = 'given_up'")
_AGAIN = text("again_at IS NOT NULL")
_BEHIND = ("wanted > drawn AND gone = 0", "wanted > drawn AND NOT gone")
_STANDS = ("gone = 0", "NOT gone")
"""For SQLite and PostgreSQL: each knows a condition only as it would write it itself."""

outbox = records_table(
    "outbox",
    Column("kind", Text, nullable=False),
    Column("addressee", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("step", Text, nullable=False),
    Column("anew_of", Text, nullable=False, server_default=text("''")),  # Slack's ts
    Column("not_before", UtcDateTime),  # school time
    Column("state", Text, nullable=False),
    Column("owner", Text),
    Column("free_at", UtcDateTime),  # wire time: the lease's end, or the next try
    Column("attempts", Integer, nullable=False),
    Column("faults", Integer, nullable=False, server_default=text("0")),
    Column("begun", Boolean, nullable=False),
    Column("error", Text),
    Column("put_at", UtcDateTime),  # school time; empty in what an older version put
    Column("again_at", UtcDateTime),  # when an admin sent it again that was given up
    UniqueConstraint("workspace_id", "kind", "addressee", "subject", "step", "anew_of"),
    # Small however much was ever sent: finding what is due must not slow down over the years.
    Index(
        "ix_outbox_waiting",
        "workspace_id",
        "id",
        sqlite_where=_WAITING,
        postgresql_where=_WAITING,
    ),
    Index(
        "ix_outbox_given_up",
        "workspace_id",
        "id",
        sqlite_where=_GIVEN_UP,
        postgresql_where=_GIVEN_UP,
    ),
    Index(
        "ix_outbox_again_at",
        "workspace_id",
        "id",
        sqlite_where=_AGAIN,
        postgresql_where=_AGAIN,
    ),
    # Every row is changed several times, which costs half where its page has room for it.
    postgresql_with={"fillfactor": 60},
)

messages = records_table(
    "messages",
    Column("kind", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("addressee", Text, nullable=False),
    Column("channel", Text, nullable=False),
    Column("ts", Text, nullable=False),
    Column("thread_ts", Text),
    Column("posted_at", UtcDateTime, nullable=False),
    Column("wanted", Integer, nullable=False),  # counts the redraws asked for
    Column("drawn", Integer, nullable=False),  # the count that the message shows
    Column("owner", Text),
    Column("free_at", UtcDateTime),
    Column("gone", Boolean, nullable=False),
    Column("kept", Text, nullable=False),
    Column("shown", Text),  # the keyed hash of what was sent last; empty where that is in doubt
    UniqueConstraint("workspace_id", "channel", "ts"),
    Index(None, "workspace_id", "kind", "subject"),
    Index(None, "workspace_id", "addressee", "kind"),
    Index(
        "ix_messages_to_redraw",
        "workspace_id",
        "id",
        sqlite_where=text(_BEHIND[0]),
        postgresql_where=text(_BEHIND[1]),
    ),
)

sent_files = records_table(
    "sent_files",
    reference("errand_id", "outbox"),
    Column("file", Text, nullable=False),  # Slack's id
    Column("begun_at", UtcDateTime, nullable=False),  # school time
    Column("gone", Boolean, nullable=False, server_default=false()),
    UniqueConstraint("workspace_id", "file"),
    Index(
        "ix_sent_files_standing",
        "workspace_id",
        "begun_at",
        sqlite_where=text(_STANDS[0]),
        postgresql_where=text(_STANDS[1]),
    ),
    Index(None, "errand_id"),
)
"""A row stands before its file can be seen by anybody, so that none is ever forgotten in Slack."""

heard_events = records_table(
    "heard_events",
    Column("event", Text, nullable=False),  # Slack's id
    Column("at", UtcDateTime, nullable=False),  # when it happened, by Slack's clock
    UniqueConstraint("workspace_id", "event"),
    Index(None, "workspace_id", "at"),
)
"""Kept for a day."""
