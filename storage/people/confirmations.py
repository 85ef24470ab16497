"""What waits for another admin, and what became of it."""

from dataclasses import replace

from bot.errors import StaleError
from bot.messages import Record
from bot.people.confirmations import LASTS, Confirmation, ConfirmationId, Ruling
from storage import tables as rows
from storage.scopes.reach import Reach
from storage.scopes.record_tables import RecordTable

_confirmations = RecordTable(Confirmation, rows.confirmations)


class Confirmations:
    """Anybody can ask, in their own name; only an admin reads and decides."""

    def __init__(self, reach: Reach) -> None:
        self._reach = reach

    def ask(self, wanted: Confirmation) -> Confirmation | None:
        """Keep what is asked for; None where the very same waits already."""
        if any(one.asks_the_same_as(wanted) for one in self._waiting()):
            return None
        asked = replace(wanted, by=self._reach.acting().id, at=self._reach.now)
        new = _confirmations.add(self._reach, **_confirmations.values(asked))
        return self._touched(replace(asked, id=ConfirmationId(new)))

    def get(self, confirmation: ConfirmationId) -> Confirmation:
        self._reach.require_admin()
        found = _confirmations.here(self._reach, _confirmations.c.id == confirmation)
        if not found:
            raise StaleError("This is no longer on record. Nothing was changed.")
        return found[0]

    def decide(self, asked: Confirmation, decision: Ruling) -> Confirmation:
        """Keep what became of it: once, since only what waits is decided."""
        self._reach.require_admin()
        decided = replace(
            asked, decision=decision, decided_by=self._reach.by, decided_at=self._reach.now
        )
        _confirmations.change(
            self._reach, _confirmations.c.id == asked.id, **_confirmations.values(decided)
        )
        return self._touched(decided)

    def late(self) -> list[Confirmation]:
        """Return what nobody has decided in time."""
        self._reach.require_admin()
        return self._waiting(_confirmations.c.at <= self._reach.now - LASTS)

    def _waiting(self, *which: object) -> list[Confirmation]:
        waits = _confirmations.c.decision == Ruling.WAITS
        return _confirmations.here(self._reach, waits, *which)

    def _touched(self, one: Confirmation) -> Confirmation:
        self._reach.touched(Record.CONFIRMATION, subject=str(one.id))
        return one
