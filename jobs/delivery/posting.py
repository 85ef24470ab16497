"""The lane of new messages: claimed in batches, posted at Slack's pace, recorded in batches."""

from concurrent.futures import Executor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from jobs.delivery.errands import Carrier
from jobs.delivery.ledger import Ledger
from jobs.delivery.outcomes import Later
from jobs.delivery.rate_limits import Pace
from jobs.surroundings import JobSurroundings
from storage import Claimed

LEASE = timedelta(seconds=240)
"""Of wire time. Whoever claimed a message and died has lost it after this."""

HELD_FOR = 60.0
"""A claim held longer is given back unsent: to look for an earlier attempt and to post can take
four calls of half a minute each, and the lease must hold."""

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
        self._ledger = Ledger(surroundings.storage, surroundings.clock)
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
            wire_now=datetime.fromtimestamp(now, UTC),
            lease=LEASE,
            limit=BATCH,
            parked_channels=self._pace.parked_channels() | in_hand,
        )
        self._hand += [Held(claimed=claimed, since=now) for claimed in claims]

    def _give_back(self, back: list[Held], now: float) -> None:
        self._hand = [held for held in self._hand if held not in back]
        # Where the lease is over, it may be another's by now, who must not lose it.
        ours = [held.claimed for held in back if now < held.since + LEASE.total_seconds()]
        self._ledger.note(
            Later(claimed=claimed, at=now, error="", unknown=claimed.ambiguous, soon=True)
            for claimed in ours
        )

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
        self._outbox.sending([claimed.id for claimed in ready])
        outcomes = list(self._pool.map(self._carrier.carry, ready))
        self._coming_back += [o.at for o in outcomes if isinstance(o, Later) and o.soon]
        self._ledger.note(outcomes)
        self._ledger.write()

    def _until_some_come_back(self, now: float) -> float | None:
        """Return how long from `now`, at which there was nothing to claim."""
        self._coming_back = [at for at in self._coming_back if at > now]
        return min(self._coming_back) - now if self._coming_back else None
