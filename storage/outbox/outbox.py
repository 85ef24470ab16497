"""What time makes us say: put once, claimed with a lease, marked in batches."""

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import asdict, dataclass, field, fields
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import Integer, Row, bindparam, func, or_, select, update
from sqlalchemy.sql.dml import ReturningUpdate, Update

from bot.workspaces import WorkspaceId
from storage import tables as rows
from storage.engine.batches import batch, taken_once
from storage.engine.database import Database
from storage.outbox.errands import DROPPED, GIVEN_UP, SENT, WAITING, Errand, put_errands
from storage.outbox.leases import free_again, is_free, judged
from storage.outbox.messages import add_messages

_outbox = rows.outbox.c

_OF_ERRAND = [field.name for field in fields(Errand)]


@dataclass(frozen=True, kw_only=True)
class Claimed:
    """An errand that is ours to do until the lease ends."""

    id: int
    errand: Errand
    attempts: int
    """How often it was claimed, this time included."""
    ambiguous: bool
    """Whether an earlier attempt began and nobody knows how it ended."""
    faults: int = 0
    """How often it failed by a mistake of ours."""
    since: datetime | None = None
    """From when on it was to be said, in school time; None of what an older version put."""


@dataclass(frozen=True, kw_only=True)
class Sent:
    """Slack's answer to one errand."""

    id: int
    channel: str
    ts: str
    """Empty where Slack does not say, as of a file: then nothing can be drawn there anew."""
    thread_ts: str | None = None
    kept: str = ""
    """What the message must remember, without names: which rows a digest listed."""
    drawn: str = field(default="", repr=False)
    """The message itself, of which a keyed hash is kept; empty where it is not sure what stands."""


class Outbox:
    """The outbox as delivery sees it. `now` is the school's; leases are the database's to judge."""

    def __init__(self, database: Database, workspace_id: WorkspaceId) -> None:
        self._database = database
        self._workspace_id = workspace_id
        self._seal = database.keys.of(workspace_id)
        """Of no words: what is shown need not be known again under another id of the workspace."""

    def claim(
        self,
        *,
        owner: str,
        now: datetime,
        lease: timedelta,
        limit: int,
        parked_channels: AbstractSet[str] = frozenset(),
    ) -> list[Claimed]:
        """Take up to `limit` errands that are due, for nobody else until the lease ends."""
        given = {
            "here": self._workspace_id,
            "moment": now,
            "most": limit,
            "claimer": owner,
            **judged(self._database, lease),
        }
        if parked_channels:
            given["parked"] = list(parked_channels)
        with self._database.writing() as connection:
            claimed = connection.execute(_claim(parked=bool(parked_channels)), given).all()
        return [_claimed(row) for row in sorted(claimed, key=lambda row: row.id)]

    def sending(self, ids: Iterable[int], *, owner: str, lease: timedelta) -> set[int]:
        """Mark attempts as begun, so that a crash from here on leaves them ambiguous.

        Returns which of them are the owner's still, with the lease begun anew: whoever slept over
        its end, as a machine does that was suspended, has lost them to another.
        """
        with self._database.writing() as connection:
            ours = connection.scalars(
                self._update(ids, _outbox.owner == owner)
                .values(begun=True, free_at=free_again())
                .returning(_outbox.id),
                judged(self._database, lease),
            )
            return set(ours)

    def sent(self, results: Sequence[Sent], *, now: datetime, then: Iterable[Errand] = ()) -> None:
        """Mark what was sent, remember the messages, and put what follows from them."""
        by_id = {result.id: result for result in results}
        with self._database.writing() as connection:
            ids = batch(connection, ({"id": id_} for id_ in by_id), id=Integer)
            marked = connection.execute(
                update(rows.outbox)
                .where(self._here, _outbox.state == WAITING, _outbox.id.in_(ids))
                .values(state=SENT, owner=None, free_at=None, error=None)
                .returning(_outbox.id, _outbox.kind, _outbox.subject, _outbox.addressee)
            )
            told = [row for row in marked if by_id[row.id].ts]
            new = [self._posted(by_id[row.id]) | row._asdict() for row in told]
            add_messages(connection, self._workspace_id, new, now=now)
            put_errands(connection, self._workspace_id, list(then), now=now)

    def _posted(self, sent: Sent) -> dict[str, Any]:
        told = asdict(sent)
        drawn = told.pop("drawn")
        return told | {"shown": self._seal.hashed(drawn) if drawn else None}

    def dropped(self, ids: Iterable[int], *, owner: str, why: str, given_up: bool = False) -> None:
        """End errands that are no longer true; `given_up` where somebody is owed them still."""
        change = self._update(ids, _outbox.owner == owner).values(
            state=GIVEN_UP if given_up else DROPPED, error=why, owner=None, free_at=None
        )
        with self._database.writing() as connection:
            connection.execute(change)

    def failed(
        self,
        errand: int,
        *,
        owner: str,
        again_in: timedelta,
        error: str,
        ambiguous: bool = False,
        at_fault: bool = False,
        not_before: datetime | None = None,
    ) -> None:
        """Let an errand wait for another try. `error` is a class or code, never a text of ours.

        `ambiguous` where nobody knows if Slack posted it: then the next try looks first. `at_fault`
        where the mistake is ours; `not_before` where it is to wait for its school time. One that
        another owner has by now is theirs to judge.
        """
        change = self._update([errand], _outbox.owner == owner).values(
            free_at=free_again(),
            error=error,
            owner=None,
            begun=ambiguous,
            faults=_outbox.faults + int(at_fault),
            **({} if not_before is None else {"not_before": not_before}),
        )
        with self._database.writing() as connection:
            connection.execute(change, judged(self._database, again_in))

    def wake(self) -> None:
        """Let go at once what waits because Slack was away; a mistake of ours keeps its time."""
        paused = (_outbox.owner.is_(None), _outbox.free_at.is_not(None), _outbox.faults == 0)
        with self._database.writing() as connection:
            connection.execute(
                update(rows.outbox)
                .where(self._here, _outbox.state == WAITING, *paused)
                .values(free_at=None)
            )

    def waiting(self) -> int:
        """Return how many errands are not done yet, those for later included."""
        with self._database.reading() as connection:
            return (
                connection.scalar(select(func.count()).where(self._here, _outbox.state == WAITING))
                or 0
            )

    @property
    def _here(self) -> Any:
        return _outbox.workspace_id == self._workspace_id

    def _update(self, ids: Iterable[int], *which: Any) -> Update:
        these = _outbox.id.in_(list(ids))
        return update(rows.outbox).where(self._here, these, _outbox.state == WAITING, *which)


@cache
def _claim(*, parked: bool) -> ReturningUpdate[Any]:
    """Put the statement of a claim together once: it is asked whenever anybody may have news."""
    due = (
        select(_outbox.id)
        .where(
            _outbox.workspace_id == bindparam("here"),
            _outbox.state == WAITING,
            or_(_outbox.not_before.is_(None), _outbox.not_before <= bindparam("moment")),
            is_free(_outbox.free_at),
        )
        .order_by(_outbox.id)
        .limit(bindparam("most", type_=Integer))
        .with_for_update(skip_locked=True)
    )
    if parked:
        due = due.where(_outbox.addressee.not_in(bindparam("parked", expanding=True)))
    return (
        update(rows.outbox)
        .where(_outbox.id.in_(select(taken_once(due).c.id)))
        .values(
            owner=bindparam("claimer"),
            free_at=free_again(),
            attempts=_outbox.attempts + 1,
        )
        .returning(
            _outbox.id,
            _outbox.attempts,
            _outbox.faults,
            _outbox.begun,
            _outbox.put_at,
            *(_outbox[name] for name in _OF_ERRAND),
        )
    )


def _claimed(row: Row[Any]) -> Claimed:
    errand = Errand(**{name: getattr(row, name) for name in _OF_ERRAND})
    return Claimed(
        id=row.id,
        errand=errand,
        attempts=row.attempts,
        ambiguous=row.begun,
        faults=row.faults,
        since=max(filter(None, (row.put_at, row.not_before)), default=None),
    )
