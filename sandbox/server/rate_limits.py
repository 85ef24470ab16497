"""How often an app may call: Slack's tiers, and the pace of posting."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum


class Tier(Enum):
    """Calls a minute, per method."""

    ONE = 1
    TWO = 20
    THREE = 50
    FOUR = 100
    SPECIAL = 300


POSTS_AT_ONCE = 3
"""Slack promises one message a second in a channel and tolerates short bursts."""

POSTS_A_MINUTE = 300
"""Several hundred a minute for the whole workspace, says Slack; this is the cautious reading."""


@dataclass
class Bucket:
    holds: float
    a_second: float
    level: float
    at: float

    def wait(self, now: float) -> float:
        """Return how many wire seconds until there is room for one more."""
        self.level = min(self.holds, self.level + (now - self.at) * self.a_second)
        self.at = now
        return max(0.0, (1 - self.level) / self.a_second)


class Limits:
    def __init__(self, wire_now: Callable[[], float], *, kept: bool) -> None:
        self._now = wire_now
        self.kept = kept
        self._buckets: dict[str, Bucket] = {}

    def retry_after(self, method: str, tier: Tier, channel: str | None = None) -> int | None:
        """Take one call; or return the whole seconds to wait before it may be made."""
        if not self.kept:
            return None
        buckets = self._of(method, tier, channel)
        wait = max(bucket.wait(self._now()) for bucket in buckets)
        if wait > 0:
            return max(1, math.ceil(wait))
        for bucket in buckets:
            bucket.level -= 1
        return None

    def _of(self, method: str, tier: Tier, channel: str | None) -> list[Bucket]:
        if method == "chat.postMessage":
            return [
                self._bucket("posts", POSTS_A_MINUTE, POSTS_A_MINUTE / 60),
                self._bucket(f"posts in {channel}", POSTS_AT_ONCE, 1),
            ]
        return [self._bucket(method, tier.value, tier.value / 60)]

    def _bucket(self, name: str, holds: float, a_second: float) -> Bucket:
        if name not in self._buckets:
            self._buckets[name] = Bucket(holds, a_second, holds, self._now())
        return self._buckets[name]
