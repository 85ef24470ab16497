"""The messages that stand in Slack."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Text,
    and_,
    func,
    literal,
    select,
    true,
    update,
)

from bot.messages import MessageKind
from bot.redraws import Touched
from bot.workspaces import WorkspaceId
from storage import tables as rows
from storage.engine.batches import batch
from storage.engine.columns import UtcDateTime
from storage.engine.database import insert_into
from storage.scopes.reach import Reach
from storage.scopes.record_tables import RecordTable

_messages = rows.messages.c
_DIRECT = _messages.channel.startswith("D")


@dataclass(frozen=True, kw_only=True)
class Posted:
    """One message that stands in Slack."""

    id: int
    kind: str
    subject: str
    addressee: str
    channel: str
    ts: str
    thread_ts: str | None
    revision: int
    """Counts the redraws asked for; hand it back as the mark that was seen."""
    redraw_wanted: bool
    kept: str
    """Small JSON without names, such as which rows a digest listed."""
    posted_at: datetime
    shown: str | None = None
    """The keyed hash of what it shows; None where nobody knows for sure."""


POSTED = RecordTable(
    Posted,
    rows.messages,
    rows.messages.c.id.desc(),
    revision=lambda row: row.wanted,
    redraw_wanted=lambda row: row.wanted > row.drawn,
)

_GIVEN = ("kind", "subject", "addressee", "channel", "ts", "thread_ts", "kept", "shown")
_NEW = {"wanted": 0, "drawn": 0, "gone": False}


def add_messages(
    connection: Connection,
    workspace_id: WorkspaceId,
    posted: Iterable[Mapping[str, Any]],
    *,
    now: datetime,
) -> None:
    """Remember messages that were posted; one that is remembered already stays as it is."""
    given = batch(connection, posted, **dict.fromkeys(_GIVEN, Text)).subquery()
    constant = [literal(workspace_id), literal(now, UtcDateTime), *map(literal, _NEW.values())]
    connection.execute(
        insert_into(connection, rows.messages)
        .from_select(
            [*_GIVEN, "workspace_id", "posted_at", *_NEW],
            # SQLite needs some condition here, to tell the insert's own clauses from the select's.
            select(*given.c, *constant).where(true()),
        )
        .on_conflict_do_nothing()
    )


class Messages:
    """The messages of the workspace. They name nobody, so every scope may look at them."""

    def __init__(self, reach: Reach) -> None:
        self._reach = reach

    def of(self, kind: str, subject: str, addressee: str | None = None) -> list[Posted]:
        """Return the messages of a kind about something that still stand, the latest first."""
        return self._list(self._about(kind, subject, addressee))

    def latest(self, kind: str, addressee: str) -> Posted | None:
        """Return the last message of a kind that somebody got, such as this morning's digest."""
        found = self._list((_messages.kind == kind) & (_messages.addressee == addressee), limit=1)
        return found[0] if found else None

    def last_to(self, addressees: Collection[str], *, direct: bool = False) -> Mapping[str, int]:
        """Return the number of the last message that reached each; whom none did is not in it.

        Of the `direct` ones alone: what went another way, into a channel of theirs, did not reach
        them there.
        """
        which = (_messages.addressee.in_(addressees), *([_DIRECT] if direct else []))
        newest = select(_messages.addressee, func.max(_messages.id)).where(self._posted, *which)
        found = self._reach.connection.execute(newest.group_by(_messages.addressee))
        return dict(found.all())

    def last_direct(self) -> int:
        """Return the last direct message that reached anybody; 0 where none did."""
        newest = select(_messages.id).where(self._posted, _DIRECT)
        return self._reach.connection.scalar(newest.order_by(_messages.id.desc()).limit(1)) or 0

    @property
    def _posted(self) -> ColumnElement[bool]:
        # A home tab is shown to whoever opens it, and reaches nobody.
        here = _messages.workspace_id == self._reach.workspace_id
        return and_(here, _messages.kind != MessageKind.HOME)

    def since(self, kind: str, moment: datetime) -> list[Posted]:
        """Return the messages of a kind posted from `moment` on, to whomever, that still stand."""
        return self._list((_messages.kind == kind) & (_messages.posted_at >= moment))

    def at(self, channel: str, ts: str) -> Posted | None:
        """Return which message this is; None where it is none of ours."""
        found = self._list((_messages.channel == channel) & (_messages.ts == ts))
        return found[0] if found else None

    def posted(
        self,
        *,
        kind: str,
        subject: str,
        addressee: str,
        channel: str,
        ts: str,
        thread_ts: str | None = None,
        kept: str = "",
    ) -> Posted:
        """Remember a message that was posted without an errand."""
        given = {
            "kind": kind,
            "subject": subject,
            "addressee": addressee,
            "channel": channel,
            "ts": ts,
            "thread_ts": thread_ts,
            "kept": kept,
            "shown": None,
        }
        reach = self._reach
        add_messages(reach.connection, reach.workspace_id, [given], now=reach.now)
        found = self.at(channel, ts)
        assert found is not None
        return found

    def shown(self, *, kind: str, addressee: str, kept: str) -> None:
        """Remember what somebody has before them that nobody posted, such as their home tab.

        Its moment is that of the last time; it stands once for each person and kind.
        """
        known = {"kept": kept, "posted_at": self._reach.now, "gone": False, "shown": None}
        values = {
            "workspace_id": self._reach.workspace_id,
            "kind": kind,
            "subject": "",
            "addressee": addressee,
            "channel": addressee,
            "ts": kind,
            **_NEW,
            **known,
        }
        self._reach.connection.execute(
            insert_into(self._reach.connection, rows.messages)
            .values(values)
            .on_conflict_do_update(index_elements=["workspace_id", "channel", "ts"], set_=known)
        )

    def replaced(self, by: Touched) -> None:
        """Note that a newer thread or card stands, which the older ones are to say."""
        self._reach.noted.add(by)

    def keep(self, posted: int, kept: str) -> None:
        """Change what a message must remember."""
        self._reach.connection.execute(
            update(rows.messages).where(self._here, _messages.id == posted).values(kept=kept)
        )

    @property
    def _here(self) -> Any:
        return (_messages.workspace_id == self._reach.workspace_id) & ~_messages.gone

    def _about(self, kind: str, subject: str, addressee: str | None) -> Any:
        about = (_messages.kind == kind) & (_messages.subject == subject)
        return about if addressee is None else about & (_messages.addressee == addressee)

    def _list(self, which: Any, limit: int | None = None) -> list[Posted]:
        found = self._reach.connection.execute(
            select(rows.messages)
            .where(self._here, which)
            .order_by(_messages.id.desc())
            .limit(limit)
        )
        return [POSTED.read(row) for row in found]
