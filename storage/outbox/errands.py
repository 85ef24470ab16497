"""What is to be said, put with the decision to say it."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, func, select

from bot.workspaces import WorkspaceId
from storage import tables as rows
from storage.engine.database import insert_into
from storage.scopes.reach import Reach

WAITING, SENT, DROPPED, GIVEN_UP = "waiting", "sent", "dropped", "given_up"

_outbox = rows.outbox.c


@dataclass(frozen=True, kw_only=True)
class Errand:
    """One thing to be said, once. It names no student and carries no text."""

    kind: str
    addressee: str
    """A Slack user or channel id."""
    subject: str = ""
    """The meeting for a thread, the due date for a nudge, nothing for a digest."""
    step: str = ""
    """A local date or a step."""
    anew_of: str = ""
    """Slack's `ts` of the message that this says anew; empty for what is said at first."""
    not_before: datetime | None = None
    """School time; None means at once."""

    @property
    def key(self) -> str:
        """Return what a message's metadata carries, so that one already sent can be recognised."""
        anew = f"|again|{self.anew_of}" if self.anew_of else ""
        return f"{self.kind}|{self.addressee}|{self.subject}|{self.step}{anew}"

    def again(self, ts: str, *, not_before: datetime) -> "Errand":
        """Return the errand that says anew what stands at `ts` and cannot be changed there."""
        return replace(self, anew_of=ts, not_before=not_before)

    @property
    def first(self) -> "Errand":
        """The errand as it was put at first, which is all that its teller knows of."""
        return replace(self, anew_of="")

    def follows(self, before: "Errand") -> "Errand":
        """Return the errand as what follows from `before`: anew, where that one is."""
        return replace(self, anew_of=before.anew_of)


_NEW = {"state": WAITING, "attempts": 0, "begun": False}


def put_errands(
    connection: Connection, workspace_id: WorkspaceId, errands: Sequence[Errand], *, now: datetime
) -> int:
    """Put errands; those there already, in whatever state, stay as they are. Returns how many."""
    if not errands:
        return 0
    new = connection.execute(
        insert_into(connection, rows.outbox).on_conflict_do_nothing(),
        [
            {"workspace_id": workspace_id, **vars(errand), **_NEW, "put_at": now}
            for errand in errands
        ],
    )
    return new.rowcount


@dataclass(frozen=True, kw_only=True)
class Fate:
    """What has become of an errand so far."""

    state: str
    """Waiting, sent, dropped or given up."""
    error: str
    """Why it still waits or was dropped: a class or a code; empty where nothing went wrong."""

    @property
    def waits(self) -> bool:
        return self.state == WAITING

    @property
    def dropped(self) -> bool:
        return self.state in (DROPPED, GIVEN_UP)


_AT_ONCE = 500
"""Rows to a statement; SQLite takes 32,766 values in one."""


class ErrandsToPut:
    """The outbox as a scope sees it: things to be said are put with the decision to say them."""

    def __init__(self, reach: Reach, put: Callable[[], None]) -> None:
        self._reach = reach
        self._put = put

    def put(self, errand: Errand) -> bool:
        """Put an errand; False where the same one was put before."""
        new = self.put_all([errand]) == 1
        if new:
            # What is about to be said anew need not be said in the one before, too.
            self._reach.told.add((errand.kind, errand.addressee))
        return new

    def put_all(self, errands: Iterable[Errand]) -> int:
        """Put many errands; returns how many of them are new."""
        errands = list(errands)
        new = sum(
            put_errands(
                self._reach.connection,
                self._reach.workspace_id,
                errands[start : start + _AT_ONCE],
                now=self._reach.now,
            )
            for start in range(0, len(errands), _AT_ONCE)
        )
        if new:
            self._put()
        return new

    def last_sent(self, kind: str, subject: str, addressee: str) -> Errand | None:
        """Return the last errand of a kind about something that reached somebody."""
        row = self._reach.connection.execute(
            select(*(_outbox[field.name] for field in fields(Errand)))
            .where(
                _outbox.workspace_id == self._reach.workspace_id,
                _outbox.kind == kind,
                _outbox.subject == subject,
                _outbox.addressee == addressee,
                _outbox.state == SENT,
            )
            .order_by(_outbox.id.desc())
            .limit(1)
        ).first()
        return Errand(**row._asdict()) if row else None

    def waiting(self, kind: str, addressee: str) -> list[Errand]:
        """Return what is still to be said of a kind to somebody, as it was put at first."""
        return self._put_for(kind, addressee, _outbox.state == WAITING)

    def put_for(self, kind: str, addressee: str) -> list[Errand]:
        """Return the same of everything that was ever put for them, whatever became of it."""
        return self._put_for(kind, addressee)

    def _put_for(self, kind: str, addressee: str, *which: Any) -> list[Errand]:
        found = self._reach.connection.execute(
            select(*(_outbox[field.name] for field in fields(Errand)))
            .where(
                _outbox.workspace_id == self._reach.workspace_id,
                _outbox.kind == kind,
                _outbox.addressee == addressee,
                *which,
            )
            .order_by(_outbox.id)
        )
        return [Errand(**row._asdict()).first for row in found]

    def last_days(
        self, kind: str, addressees: Collection[str], *, before: str
    ) -> Mapping[str, date]:
        """Return for which day `before` that one each had their last of a kind, or waits for it.

        Whose steps are no days has none.
        """
        whose = list(addressees)
        newest: dict[str, date] = {}
        for start in range(0, len(whose), _AT_ONCE):
            found = self._reach.connection.execute(
                select(_outbox.addressee, func.max(_outbox.step))
                .where(
                    _outbox.workspace_id == self._reach.workspace_id,
                    _outbox.kind == kind,
                    _outbox.addressee.in_(whose[start : start + _AT_ONCE]),
                    _outbox.subject == "",
                    _outbox.step < before,
                    func.length(_outbox.step) == len("2026-10-08"),
                    _outbox.state.in_([WAITING, SENT]),
                )
                .group_by(_outbox.addressee)
            )
            newest |= {whom: date.fromisoformat(day) for whom, day in found}
        return newest

    def fate(self, kind: str, subject: str, addressee: str | None = None) -> Fate | None:
        """Return what became of the newest errand of a kind about something; None without one.

        With `addressee` it is the newest of those for them.
        """
        theirs = () if addressee is None else (_outbox.addressee == addressee,)
        row = self._reach.connection.execute(
            select(_outbox.state, _outbox.error)
            .where(
                _outbox.workspace_id == self._reach.workspace_id,
                _outbox.kind == kind,
                _outbox.subject == subject,
                *theirs,
            )
            .order_by(_outbox.id.desc())
            .limit(1)
        ).first()
        return Fate(state=row.state, error=row.error or "") if row else None
