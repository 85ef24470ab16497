"""Slack away, or refusing for a reason that passes: no failure of what is to be said."""

import logging
import threading

from jobs.delivery.rate_limits import Pace

logger = logging.getLogger(__name__)

SAID_EVERY = 600.0
"""Seconds of wire time between two lines in the log for one reason, however much waits."""

WOKEN_EVERY = 60.0
"""Seconds of wire time: what alone is refused again and again is not tried with every success."""

SOONEST, LATEST = 5.0, 300.0
"""Seconds of wire time until the next try: so it is said within minutes of Slack's return, even
where nothing else is sent that would show it."""


class Pauses:
    """Notes when Slack does nothing and when it does again; shared by all threads of delivery."""

    def __init__(self, pace: Pace) -> None:
        self._pace = pace
        self._lock = threading.Lock()
        self._since: float | None = None
        self._something_waits = True
        """At a start, too: from before, for a Slack that has come back meanwhile."""
        self._said: dict[str, float] = {}
        self._woken: float | None = None
        self._answered = False

    def noted(self, reason: str) -> None:
        """Note that something waits for Slack; the log hears of each reason now and then."""
        with self._lock:
            now = self._pace.now()
            self._since = now if self._since is None else self._since
            self._something_waits = True
            if reason in self._said and now - self._said[reason] < SAID_EVERY:
                return
            self._said[reason] = now
        logger.warning("what is to be said waits, since Slack does not take it now: %s", reason)

    def answered(self) -> None:
        """Note that Slack took a message, or a redraw."""
        with self._lock:
            self._answered = True

    def are_over(self) -> bool:
        """Tell, once, that Slack takes messages again, so that what waits for it may go."""
        with self._lock:
            now = self._pace.now()
            answered, self._answered = self._answered, False
            rested = self._woken is None or now - self._woken >= WOKEN_EVERY
            if not (answered and self._something_waits and rested):
                return False
            self._since, self._something_waits, self._woken = None, False, now
            self._said.clear()
            return True

    def next_try(self) -> float:
        """Return in how many seconds to try again: the longer it lasts, the less often."""
        with self._lock:
            lasted = 0.0 if self._since is None else self._pace.now() - self._since
            return min(max(lasted / 4, SOONEST), LATEST)
