"""The messages that stand in Slack, and which of them are to be drawn anew."""

from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, case, func, or_, select, update

from bot.workspaces import WorkspaceId
from storage import rows
from storage.database import Database, insert_into
from storage.reach import Reach

_messages = rows.messages.c

REDRAWN_FIRST = ("card", "lists", "parent", "digest")
"""Kinds in the order in which a person notices that they are behind; others come last."""


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


def posted_from(row: Row[Any]) -> Posted:
    return Posted(
        id=row.id,
        kind=row.kind,
        subject=row.subject,
        addressee=row.addressee,
        channel=row.channel,
        ts=row.ts,
        thread_ts=row.thread_ts,
        revision=row.wanted,
        redraw_wanted=row.wanted > row.drawn,
        kept=row.kept,
        posted_at=row.posted_at,
    )


class Messages:
    """The messages of the workspace. They name nobody, so every scope may look at them."""

    def __init__(self, reach: Reach, wanted: Callable[[], None]) -> None:
        self._reach = reach
        self._wanted = wanted

    def of(self, kind: str, subject: str, addressee: str | None = None) -> list[Posted]:
        """The messages of a kind about something that still stand, the latest first."""
        return self._list(self._about(kind, subject, addressee))

    def latest(self, kind: str, addressee: str) -> Posted | None:
        """The last message of a kind that somebody got, such as this morning's digest."""
        found = self._list((_messages.kind == kind) & (_messages.addressee == addressee), limit=1)
        return found[0] if found else None

    def at(self, channel: str, ts: str) -> Posted | None:
        """Which message this is; None where it is none of ours."""
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
        self._reach.connection.execute(
            insert_into(self._reach.connection, rows.messages)
            .values(
                workspace_id=self._reach.workspace_id,
                kind=kind,
                subject=subject,
                addressee=addressee,
                channel=channel,
                ts=ts,
                thread_ts=thread_ts,
                posted_at=self._reach.now,
                wanted=0,
                drawn=0,
                gone=False,
                kept=kept,
            )
            .on_conflict_do_nothing()
        )
        found = self.at(channel, ts)
        assert found is not None
        return found

    def want_redraw(self, kind: str, subject: str, addressee: str | None = None) -> int:
        """Mark the messages about something as behind; returns how many there are."""
        return self._want(self._about(kind, subject, addressee))

    def want_redraw_of(self, posted: int) -> int:
        """Mark one message as behind."""
        return self._want(_messages.id == posted)

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
        return [posted_from(row) for row in found]

    def _want(self, which: Any) -> int:
        marked = self._reach.connection.execute(
            update(rows.messages).where(self._here, which).values(wanted=_messages.wanted + 1)
        ).rowcount
        if marked:
            self._wanted()
        return marked


class Redraws:
    """The redraws as delivery sees them. Many wishes for one message are one redraw."""

    def __init__(self, database: Database, workspace_id: WorkspaceId) -> None:
        self._database = database
        self._workspace_id = workspace_id

    def claim(
        self,
        owner: str,
        wire_now: datetime,
        lease: timedelta,
        limit: int,
        *,
        parked_channels: AbstractSet[str] = frozenset(),
        order: Sequence[str] = REDRAWN_FIRST,
    ) -> list[Posted]:
        """Take up to `limit` messages that are behind, in the order of their kinds."""
        place = case(
            {kind: position for position, kind in enumerate(order)},
            value=_messages.kind,
            else_=len(order),
        )
        behind = (
            select(_messages.id)
            .where(
                self._behind,
                or_(_messages.free_at.is_(None), _messages.free_at <= wire_now),
            )
            .order_by(place, _messages.id)
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        if parked_channels:
            behind = behind.where(_messages.channel.not_in(parked_channels))
        claim = (
            update(rows.messages)
            .where(_messages.id.in_(behind.scalar_subquery()))
            .values(owner=owner, free_at=wire_now + lease)
            .returning(*_messages)
        )
        with self._database.writing() as connection:
            claimed = [posted_from(row) for row in connection.execute(claim)]
        places = {kind: position for position, kind in enumerate(order)}
        return sorted(claimed, key=lambda posted: (places.get(posted.kind, len(order)), posted.id))

    def done(self, posted: int, seen: int, *, kept: str | None = None) -> None:
        """Say which revision the message now shows. What was wanted meanwhile stays wanted."""
        also = {} if kept is None else {"kept": kept}
        newest = case((_messages.drawn < seen, seen), else_=_messages.drawn)
        self._change(posted, drawn=newest, owner=None, free_at=None, **also)

    def failed(self, posted: int, *, retry_at_wire: datetime) -> None:
        self._change(posted, owner=None, free_at=retry_at_wire)

    def gone(self, posted: int) -> None:
        """Say that the message stands in Slack no more."""
        self._change(posted, gone=True, owner=None, free_at=None)

    def waiting(self) -> int:
        """How many messages are behind."""
        with self._database.reading() as connection:
            return connection.scalar(select(func.count()).where(self._behind)) or 0

    @property
    def _behind(self) -> Any:
        return (
            (_messages.workspace_id == self._workspace_id)
            & (_messages.wanted > _messages.drawn)
            & ~_messages.gone
        )

    def _change(self, posted: int, **values: Any) -> None:
        with self._database.writing() as connection:
            connection.execute(
                update(rows.messages)
                .where(_messages.workspace_id == self._workspace_id, _messages.id == posted)
                .values(**values)
            )
