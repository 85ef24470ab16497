"""How fast Slack is spoken to: kept ahead of its limits, and heeding each *too many* it answers.

All seconds are wire time.
"""

import threading
from collections import deque

from bot.clock import Wire

BETWEEN_POSTS = 1.0
"""Slack promises one message a second in a channel."""

POSTS_A_MINUTE = 270
"""Slack speaks of several hundred a minute in a workspace; this stays under 300."""

UPDATES_A_MINUTE = 45
"""Slack lets fifty pass; the rest is left to whoever else updates."""

LEFT_FOR_CARDS = 15
"""How many of those only a card may use: somebody is reading aloud from it at this moment."""

CALLS_A_MINUTE = {
    "conversations.history": 45,
    "conversations.info": 45,
    "conversations.open": 45,
    "conversations.replies": 45,
    "files.completeUploadExternal": 90,
    "files.delete": 45,
    "files.getUploadURLExternal": 90,
    "users.info": 90,
    "users.lookupByEmail": 45,
}

SECOND_CHANNEL_WITHIN = 10.0
"""Two channels told *too many* this close together mean that the workspace as a whole is."""

MINUTE = 60.0
POSTS = "chat.postMessage"
UPDATES = "chat.update"


class Window:
    """At most so many in any sixty seconds."""

    def __init__(self, room: int) -> None:
        self._room = room
        self._taken: deque[float] = deque()

    def wait(self, now: float, *, left_free: int = 0) -> float:
        while self._taken and self._taken[0] <= now - MINUTE:
            self._taken.popleft()
        too_many = len(self._taken) - (self._room - left_free)
        return 0.0 if too_many < 0 else self._taken[too_many] + MINUTE - now

    def take(self, now: float) -> None:
        self._taken.append(now)


class Pace:
    """Says when the next call may go; shared by all threads of delivery."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire
        self._lock = threading.Lock()
        self._free_at: dict[str, float] = {}
        """When a channel, a message or a method that waits may be used again."""
        self._parked: dict[str, float] = {}
        """The channels and methods of which Slack itself said *too many*."""
        self._last_refusal = ("", 0.0)
        self._windows = {
            POSTS: Window(POSTS_A_MINUTE),
            UPDATES: Window(UPDATES_A_MINUTE),
            **{method: Window(room) for method, room in CALLS_A_MINUTE.items()},
        }

    def now(self) -> float:
        return self._wire.now().timestamp()

    def admit_post(self, channel: str) -> float:
        """Take the next place for a post there: 0.0, or the seconds until there is one."""
        return self._admit((POSTS, channel), self._windows[POSTS])

    def admit_update(self, channel: str, ts: str, *, card: bool) -> float:
        """Take a place for a redraw: 0.0, or the seconds until there is one."""
        left_free = 0 if card else LEFT_FOR_CARDS
        return self._admit((UPDATES, f"{channel} {ts}"), self._windows[UPDATES], left_free)

    def update_waits(self, channel: str, ts: str, *, card: bool) -> float:
        """Say how long a redraw would have to wait for a place now, and take none."""
        left_free = 0 if card else LEFT_FOR_CARDS
        with self._lock:
            names = (UPDATES, f"{channel} {ts}")
            return max(self._wait(names, self._windows[UPDATES], left_free), 0.0)

    def admit(self, method: str) -> float:
        """Take a place for any other call: 0.0, or the seconds until there is one."""
        return self._admit((method,), self._windows[method])

    def _admit(self, names: tuple[str, ...], window: Window, left_free: int = 0) -> float:
        with self._lock:
            wait = self._wait(names, window, left_free)
            if wait > 0:
                return wait
            now = self.now()
            window.take(now)
            for place in names[1:]:
                self._free_at[place] = now + BETWEEN_POSTS
            self._forget(now)
            return 0.0

    def _wait(self, names: tuple[str, ...], window: Window, left_free: int) -> float:
        now = self.now()
        free_at = max(self._free_at.get(name, now) for name in names)
        return max(free_at - now, window.wait(now, left_free=left_free))

    def posted(self, channel: str) -> None:
        """Note that a post landed there: a direct message's own id is known only afterwards."""
        with self._lock:
            self._free_at[channel] = max(
                self._free_at.get(channel, 0.0), self.now() + BETWEEN_POSTS
            )

    def park_posts(self, channel: str, seconds: float) -> float:
        """Heed *too many* for a post; return the moment from which it may be tried again."""
        with self._lock:
            now = self.now()
            until = self._park(channel, now + seconds)
            before, at = self._last_refusal
            self._last_refusal = (channel, now)
            if before and before != channel and now - at <= SECOND_CHANNEL_WITHIN:
                self._park(POSTS, now + seconds)
            return until

    def park(self, method: str, seconds: float) -> float:
        """Heed *too many* for another method, in the whole workspace."""
        with self._lock:
            return self._park(method, self.now() + seconds)

    def _park(self, name: str, until: float) -> float:
        self._free_at[name] = self._parked[name] = max(self._free_at.get(name, 0.0), until)
        return self._free_at[name]

    def posts_parked(self) -> float:
        with self._lock:
            return max(0.0, self._parked.get(POSTS, 0.0) - self.now())

    def parked_channels(self) -> frozenset[str]:
        """Return the channels that Slack told us to leave alone for a while."""
        with self._lock:
            self._forget(self.now())
            return frozenset(self._parked)

    def _forget(self, now: float) -> None:
        self._free_at = {name: at for name, at in self._free_at.items() if at > now}
        self._parked = {name: at for name, at in self._parked.items() if at > now}
