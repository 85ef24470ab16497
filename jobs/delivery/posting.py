"""The lane of new messages: claimed in batches, posted at Slack's pace, recorded in batches."""

from concurrent.futures import Executor
from dataclasses import dataclass
from datetime import timedelta

from jobs.delivery.errands import Carrier
from jobs.delivery.ledger import Ledger
from jobs.delivery.outcomes import Later
from jobs.delivery.rate_limits import Pace
from jobs.surroundings import JobSurroundings
from storage import Claimed

LEASE = timedelta(seconds=240)
"""Of wire time. Whoever claimed a message and died has lost it after this; it begins anew when the
message is about to be sent."""

HELD_FOR = 60.0
"""A claim held longer is given back unsent, for whoever gets to it sooner."""

BATCH = 24
AT_ONCE = 6
"""Fewer than the pool has threads, so that redraws find one."""


@dataclass(frozen=True, kw_only=True)
class Held:
    """A claim that waits for its channel's next place."""

    claimed: Claimed
    since: float


class Posting:
    def __init__(
        self,
        surroundings: JobSurroundings,
        pace: Pace,
        carrier: Carrier,
        pool: Executor,
        owner: str,
    ) -> None:
        self._outbox = surroundings.storage.outbox
        self._clock = surroundings.clock
        self._wire = surroundings.wire
        self._ledger = Ledger(surroundings, owner)
        self._pace = pace
        self._carrier = carrier
        self._pool = pool
        self._owner = owner
        self._hand: list[Held] = []
        self._coming_back: list[float] = []
        """When what was put off a little may be tried again."""

    def round(self) -> float | None:
        """Send what may go now; return the seconds until more may, None if nothing is left.

        By one thread at a time, as everything here.
        """
        self._ledger.write()
        if (parked := self._pace.posts_parked()) > 0:
            return parked
        now = self._pace.now()
        self._claim(now)
        ready, wait = self._admitted()
        if ready:
            self._send(ready)
            return 0.0
        return wait if self._hand else self._until_some_come_back(now)

    def let_go(self) -> None:
        """Give back what was claimed and not sent, for whoever comes next."""
        self._give_back(self._hand, self._pace.now())
        self._ledger.write()

    def _claim(self, now: float) -> None:
        self._give_back([held for held in self._hand if held.since + HELD_FOR <= now], now)
        self._ledger.write()
        # Whoever has much to be told holds up nobody: their next message has to wait anyway.
        in_hand = {held.claimed.errand.addressee for held in self._hand}
        if len(in_hand) >= BATCH:
            return
        claims = self._outbox.claim(
            owner=self._owner,
            now=self._clock.now(),
            lease=self._lease,
            limit=BATCH,
            parked_channels=self._pace.parked_channels() | in_hand,
        )
        self._hand += [Held(claimed=claimed, since=now) for claimed in claims]

    def _give_back(self, back: list[Held], now: float) -> None:
        self._hand = [held for held in self._hand if held not in back]
        claims = [held.claimed for held in back]
        self._ledger.note(
            Later(claimed=claimed, at=now, error="", unknown=claimed.ambiguous, soon=True)
            for claimed in claims
        )

    @property
    def _lease(self) -> timedelta:
        return timedelta(seconds=self._wire.real_seconds(LEASE.total_seconds()))

    def _admitted(self) -> tuple[list[Claimed], float]:
        """Take from the hand what may go now, in order; and the least wait of the others."""
        ready: list[Held] = []
        waits: dict[str, float] = {}
        for held in self._hand:
            channel = held.claimed.errand.addressee
            if channel in waits or len(ready) == AT_ONCE:
                continue
            wait = self._pace.admit_post(channel)
            if wait > 0:
                waits[channel] = wait
            else:
                ready.append(held)
        self._hand = [held for held in self._hand if held not in ready]
        return [held.claimed for held in ready], min(waits.values(), default=0.0)

    def _send(self, ready: list[Claimed]) -> None:
        ids = [claimed.id for claimed in ready]
        ours = self._outbox.sending(ids, owner=self._owner, lease=self._lease)
        mine = [claimed for claimed in ready if claimed.id in ours]
        outcomes = list(self._pool.map(self._carrier.carry, mine))
        began = self._pace.now()
        self._ledger.note(outcomes)
        self._ledger.write()
        # The database counts from when it was told, which is a little later.
        told_after = self._pace.now() - began
        soon = [one.at for one in outcomes if isinstance(one, Later) and one.soon]
        self._coming_back += [at + told_after for at in soon]

    def _until_some_come_back(self, now: float) -> float | None:
        """Return how long from `now`, at which there was nothing to claim."""
        self._coming_back = [at for at in self._coming_back if at > now]
        return min(self._coming_back) - now if self._coming_back else None
