"""Which messages are behind, handed out to whoever draws them anew."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import timedelta
from functools import cache
from typing import Any

from sqlalchemy import Integer, bindparam, case, func, select, update
from sqlalchemy.sql.dml import ReturningUpdate

from bot.messages import DRAWN_FIRST
from bot.workspaces import WorkspaceId
from storage import tables as rows
from storage.engine.batches import taken_once
from storage.engine.database import Database
from storage.outbox.leases import free_again, is_free, judged
from storage.outbox.messages import POSTED, Posted

_messages = rows.messages.c

_BEHIND = (_messages.wanted > _messages.drawn) & ~_messages.gone


class Redraws:
    """The redraws as delivery sees them. Many wishes for one message are one redraw."""

    def __init__(self, database: Database, workspace_id: WorkspaceId) -> None:
        self._database = database
        self._workspace_id = workspace_id
        self._seal = database.keys.of(workspace_id)
        """Of no words: what is shown need not be known again under another id of the workspace."""

    def claim(
        self,
        owner: str,
        lease: timedelta,
        limit: int,
        *,
        parked_channels: AbstractSet[str] = frozenset(),
        order: Sequence[str] = DRAWN_FIRST,
    ) -> list[Posted]:
        """Take up to `limit` messages that are behind, in the order of their kinds."""
        given = {
            "here": self._workspace_id,
            "most": limit,
            "claimer": owner,
            **judged(self._database, lease),
        }
        if parked_channels:
            given["parked"] = list(parked_channels)
        claim = _claim(tuple(order), parked=bool(parked_channels))
        with self._database.writing() as connection:
            claimed = [POSTED.read(row) for row in connection.execute(claim, given)]
        places = {kind: position for position, kind in enumerate(order)}
        return sorted(claimed, key=lambda posted: (places.get(posted.kind, len(order)), posted.id))

    def stands(self, posted: Posted, drawn: str) -> bool:
        """Tell whether the message shows just this already, so that it need not be sent."""
        return posted.shown is not None and posted.shown in self._seal.hashes(drawn)

    def done(self, posted: int, seen: int, *, drawn: str | None = None) -> None:
        """Say which revision the message now shows. What was wanted meanwhile stays wanted.

        `drawn` is what was sent for it; nothing, where what it shows was left as it is.
        """
        also: dict[str, Any] = {}
        if drawn is not None:
            hashed = self._seal.hashed(drawn)
            # Of two that drew at once, nobody knows which one Slack heard last.
            also["shown"] = case((_messages.drawn < seen, hashed), else_=None)
        newest = case((_messages.drawn < seen, seen), else_=_messages.drawn)
        self._change(posted, drawn=newest, owner=None, free_at=None, **also)

    def failed(self, posted: int, *, again_in: timedelta, in_doubt: bool = False) -> None:
        """Let it wait for another try. `in_doubt` where nobody knows whether it was drawn."""
        also: dict[str, Any] = {"shown": None} if in_doubt else {}
        given = judged(self._database, again_in)
        self._change(posted, given, owner=None, free_at=free_again(), **also)

    def wake(self) -> None:
        """Let go at once what waits because Slack was away."""
        waits = (_messages.owner.is_(None), _messages.free_at.is_not(None))
        with self._database.writing() as connection:
            connection.execute(
                update(rows.messages).where(self._behind, *waits).values(free_at=None)
            )

    def gone(self, posted: int) -> None:
        """Say that the message stands in Slack no more."""
        self._change(posted, gone=True, owner=None, free_at=None)

    def waiting(self) -> int:
        """Return how many messages are behind."""
        with self._database.reading() as connection:
            return connection.scalar(select(func.count()).where(self._behind)) or 0

    @property
    def _behind(self) -> Any:
        return (_messages.workspace_id == self._workspace_id) & _BEHIND

    def _change(self, posted: int, given: Mapping[str, float] | None = None, **values: Any) -> None:
        with self._database.writing() as connection:
            connection.execute(
                update(rows.messages)
                .where(_messages.workspace_id == self._workspace_id, _messages.id == posted)
                .values(**values),
                given or {},
            )


@cache
def _claim(order: tuple[str, ...], *, parked: bool) -> ReturningUpdate[Any]:
    """Put the statement of a claim together once: it is asked whenever anybody may have news."""
    place = case(
        {kind: position for position, kind in enumerate(order)},
        value=_messages.kind,
        else_=len(order),
    )
    behind = (
        select(_messages.id)
        .where(
            _messages.workspace_id == bindparam("here"),
            _BEHIND,
            is_free(_messages.free_at),
        )
        .order_by(place, _messages.id)
        .limit(bindparam("most", type_=Integer))
        .with_for_update(skip_locked=True)
    )
    if parked:
        behind = behind.where(_messages.channel.not_in(bindparam("parked", expanding=True)))
    return (
        update(rows.messages)
        .where(_messages.id.in_(select(taken_once(behind).c.id)))
        .values(
            owner=bindparam("claimer"),
            free_at=free_again(),
            # Whoever held it and never said how it ended may have drawn it.
            shown=case((_messages.owner.is_(None), _messages.shown), else_=None),
        )
        .returning(*_messages)
    )
