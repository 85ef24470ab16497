"""What became of an errand, and how patiently one that failed is tried again."""

import logging
from dataclasses import dataclass

from jobs.delivery.rate_limits import Pace
from jobs.tellers.tellers import Rendering
from storage import Claimed, Errand, Sent

logger = logging.getLogger(__name__)

TRIED_AGAIN_AFTER = (2.0, 10.0, 60.0, 300.0, 900.0, 3600.0)
"""Seconds of wire time after the first failure, the second, and so on; then the last."""

SOON = 10.0
"""A retry this near is waited for, where somebody waits until nothing is left."""

GIVEN_UP_AFTER = 30
"""Tries, which is a day and a little: what could not be said by then is not said any more."""


@dataclass(frozen=True, kw_only=True)
class Done:
    sent: Sent
    rendering: Rendering


@dataclass(frozen=True, kw_only=True)
class Dropped:
    """It is not to be said, or cannot be."""

    claimed: Claimed
    why: str
    instead: tuple[Errand, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Later:
    """It is to be tried again."""

    claimed: Claimed
    at: float
    """Wire time, in seconds of the epoch."""
    error: str
    unknown: bool
    """Whether it may have been posted all the same."""
    soon: bool


Outcome = Done | Dropped | Later


class Patience:
    """Says when something is tried again, and when it is given up."""

    def __init__(self, pace: Pace) -> None:
        self._pace = pace

    def paused(self, claimed: Claimed, at: float, *, unknown: bool = False) -> Later:
        return Later(claimed=claimed, at=at, error="too many", unknown=unknown, soon=True)

    def again(self, claimed: Claimed, reason: str, *, unknown: bool) -> Outcome:
        """Try again as one does with a connection: at once, and then ever more patiently."""
        after = _step(claimed.attempts)
        return self._after(after, claimed, reason, unknown=unknown)

    def mending(self, claimed: Claimed, reason: str, *, unknown: bool) -> Outcome:
        """Try again as one does where only a change of the world or of the code helps."""
        after = max(60.0, _step(claimed.attempts))
        return self._after(after, claimed, reason, unknown=unknown)

    def _after(self, seconds: float, claimed: Claimed, reason: str, *, unknown: bool) -> Outcome:
        if claimed.attempts >= GIVEN_UP_AFTER:
            logger.error("%s %s is given up: %s", claimed.errand.kind, claimed.id, reason)
            return Dropped(claimed=claimed, why=reason)
        return Later(
            claimed=claimed,
            at=self._pace.now() + seconds,
            error=reason,
            unknown=unknown,
            soon=seconds <= SOON,
        )


def _step(attempts: int) -> float:
    return TRIED_AGAIN_AFTER[min(attempts, len(TRIED_AGAIN_AFTER)) - 1]
