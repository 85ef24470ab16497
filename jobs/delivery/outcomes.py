"""What became of an errand, and how patiently one that failed is tried again."""

import logging
from dataclasses import dataclass, replace
from datetime import datetime

from jobs.delivery.guard import OnItsOwn
from jobs.delivery.pauses import LATEST
from jobs.delivery.rate_limits import Pace
from jobs.tellers.tellers import Rendering
from storage import Claimed, Errand, Sent

logger = logging.getLogger(__name__)

TRIED_AGAIN_AFTER = (2.0, 10.0, 60.0, 300.0, 900.0, 3600.0)
"""Seconds of wire time after the first failure, the second, and so on; then the last. What passes
by itself is tried again sooner than the last ones say."""

SOON = 10.0
"""A retry this near is waited for, where somebody waits until nothing is left."""

A_WHILE = 60.0
"""Nothing that waits for a person to mend it is tried sooner."""

GIVEN_UP_AFTER = 30
"""Tries, which is a day and a little: what a mistake of ours kept from being said for so long is
not said any more. While Slack is away, or refuses for a reason that passes, nothing is given up."""


@dataclass(frozen=True, kw_only=True)
class Done:
    sent: Sent
    rendering: Rendering


@dataclass(frozen=True, kw_only=True)
class Dropped:
    """It is not to be said, or cannot be."""

    claimed: Claimed
    why: str
    given_up: bool = False
    """Whether somebody is owed it still, so that it stands before an admin."""
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
    at_fault: bool = False
    """Whether the mistake is ours."""
    not_before: datetime | None = None
    """In school time, where it is to wake nobody."""


Outcome = Done | Dropped | Later


class Patience:
    """Says when something is tried again, and when it is given up."""

    def __init__(self, pace: Pace) -> None:
        self._pace = pace

    def paused(self, claimed: Claimed, at: float, *, unknown: bool = False) -> Later:
        return Later(claimed=claimed, at=at, error="too many", unknown=unknown, soon=True)

    def held(self, claimed: Claimed, until: datetime) -> Later:
        """Let what is late wait for a time of day at which it may come."""
        later = self._later(claimed, "", 0.0, unknown=claimed.ambiguous)
        return replace(later, not_before=until, soon=False)

    def again(self, claimed: Claimed, reason: str, *, unknown: bool, least: float = 0.0) -> Later:
        """Try again until it succeeds: what went wrong passes, or somebody there mends it."""
        after = max(least, min(_step(claimed.attempts), LATEST))
        return self._later(claimed, reason, after, unknown=unknown)

    def stumbled(self, claimed: Claimed, over: OnItsOwn, *, unknown: bool) -> Outcome:
        """Try again what went wrong on our side; as a mistake of ours, unless that passes."""
        if over.passes:
            return self.again(claimed, over.failure, unknown=unknown)
        return self.mending(claimed, over.failure, unknown=unknown)

    def mending(
        self, claimed: Claimed, reason: str, *, unknown: bool, most: int = GIVEN_UP_AFTER
    ) -> Outcome:
        """Try again where only a change of our code helps, `most` times in all."""
        tries = claimed.faults + 1
        if tries >= most:
            logger.error("%s %s is given up: %s", claimed.errand.kind, claimed.id, reason)
            return Dropped(claimed=claimed, why=reason, given_up=True)
        later = self._later(claimed, reason, max(A_WHILE, _step(tries)), unknown=unknown)
        return replace(later, at_fault=True)

    def _later(self, claimed: Claimed, reason: str, seconds: float, *, unknown: bool) -> Later:
        return Later(
            claimed=claimed,
            at=self._pace.now() + seconds,
            error=reason,
            unknown=unknown,
            soon=seconds <= SOON,
        )


def _step(attempts: int) -> float:
    return TRIED_AGAIN_AFTER[min(attempts, len(TRIED_AGAIN_AFTER)) - 1]
