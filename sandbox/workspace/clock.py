"""The workspace's two times: school time, which may jump, and wire time, which never does."""

import asyncio
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from datetime import time as time_of_day
from zoneinfo import ZoneInfo

MORNING = time_of_day(7)
AFTERNOON = time_of_day(15)

PATIENCE = 30.0
"""Real seconds for which a step waits for an assistant that does not come back."""


class WireClock:
    """Seconds as the wire counts them: real ones, times the wire rate."""

    def __init__(self, rate: float) -> None:
        self.rate = rate
        self._started = time.monotonic()
        self._last_stamp = 0

    def now(self) -> float:
        """Wire seconds since the workspace started."""
        return (time.monotonic() - self._started) * self.rate

    def real(self, wire_seconds: float) -> float:
        """Return how many real seconds so many wire seconds last."""
        return wire_seconds / self.rate

    async def sleep(self, wire_seconds: float) -> None:
        await asyncio.sleep(self.real(wire_seconds))

    def stamp(self) -> str:
        """Return a moment of real time as Slack writes it; every one is later than the last."""
        microseconds = max(int(time.time() * 1_000_000), self._last_stamp + 1)
        self._last_stamp = microseconds
        return written(microseconds)

    @staticmethod
    def epoch() -> int:
        return int(time.time())


def written(microseconds: int) -> str:
    seconds, rest = divmod(microseconds, 1_000_000)
    return f"{seconds}.{rest:06d}"


class SchoolClock:
    """The clock by which the school lives.

    It stands still where a moment was given, else it runs with the real clock. Either way
    it can be moved forward. Those who listen are told of moves, not of its running.
    """

    def __init__(self, at: datetime | None, zone: ZoneInfo) -> None:
        self.zone = zone
        self._standing = at.astimezone(UTC) if at else None
        self._ahead = timedelta()
        self._moved = asyncio.Event()
        self._came_back = asyncio.Event()
        self.waiting = 0
        self._expected = 0
        self._going = asyncio.Lock()
        self._listened = False
        self.moved_to = self.now()
        self.steps = 0

    def now(self) -> datetime:
        return self._standing or datetime.now(UTC) + self._ahead

    @property
    def runs(self) -> bool:
        return self._standing is None

    def run(self) -> None:
        """Go on from where it stands, as fast as the real clock."""
        if self._standing:
            self._ahead = self._standing - datetime.now(UTC)
            self._standing = None

    def stand(self) -> None:
        self._standing = self.now()

    def not_before(self, moment: datetime) -> None:
        """Take up where an earlier run of the same workspace left off."""
        if moment > self.now():
            self._set(moment)

    async def later_than(self, after: datetime, seconds: float) -> datetime:
        """Return school time as soon as a move brought it past `after`, or after real seconds."""
        self._listened = True
        if after >= self.moved_to:
            self._expected -= 1
            self._came_back.set()
            await self._next_move(seconds)
        return self.now()

    async def _next_move(self, seconds: float) -> None:
        self.waiting += 1
        try:
            await asyncio.wait_for(self._moved.wait(), seconds)
        except TimeoutError:
            pass
        except asyncio.CancelledError:
            # It hung up. Who comes back says so by asking again.
            self._listened = self.waiting > 1
            raise
        finally:
            self.waiting -= 1

    async def go_to(self, to: datetime) -> None:
        """Go forward by every morning and afternoon between, waiting at each for who listens."""
        async with self._going:
            if to < self.now():
                raise ValueError("school time only goes forward")
            for moment in self.stops(to.astimezone(UTC)):
                await self._step(moment)

    def stops(self, to: datetime) -> Iterator[datetime]:
        now = self.now()
        day = now.astimezone(self.zone).date()
        while day <= to.astimezone(self.zone).date():
            for hour in (MORNING, AFTERNOON):
                moment = datetime.combine(day, hour, self.zone).astimezone(UTC)
                if now < moment < to:
                    yield moment
            day += timedelta(days=1)
        yield to

    async def _step(self, moment: datetime) -> None:
        self._expected = max(1, self.waiting) if self._listened else 0
        self._set(moment)
        self.steps += 1
        deadline = time.monotonic() + PATIENCE
        while self._expected > 0:
            self._came_back.clear()
            try:
                await asyncio.wait_for(self._came_back.wait(), deadline - time.monotonic())
            except TimeoutError:
                # Whoever listened has gone; later steps need not wait for it.
                self._listened = False
                return

    def _set(self, moment: datetime) -> None:
        if self._standing:
            self._standing = moment
        else:
            self._ahead = moment - datetime.now(UTC)
        self.moved_to = moment
        self._moved.set()
        self._moved = asyncio.Event()


def iso(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def moment_of(text: str, zone: ZoneInfo) -> datetime:
    """Read an ISO moment; a naive one is in the workspace's zone."""
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)
