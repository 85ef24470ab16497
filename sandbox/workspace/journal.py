"""The journal: all that went between the app and the workspace, and a count of all changes."""

import asyncio
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from sandbox.workspace.clock import SchoolClock, WireClock, iso

KEPT = 10_000
"""How many entries are remembered; a demo left running for weeks must not fill the memory."""


class Changes:
    """A number that grows with every change, and a way of waiting for it to grow."""

    def __init__(self) -> None:
        self.count = 0
        self.last_at = time.monotonic()
        self._waiting: set[asyncio.Future[None]] = set()

    def note(self) -> None:
        self.count += 1
        self.last_at = time.monotonic()
        for future in self._waiting:
            if not future.done():
                future.set_result(None)

    async def beyond(self, count: int, seconds: float) -> int:
        """Return the count as soon as it is beyond `count`, or after so many real seconds."""
        if self.count <= count:
            future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
            self._waiting.add(future)
            await asyncio.wait({future}, timeout=seconds)
            self._waiting.discard(future)
        return self.count


@dataclass(kw_only=True)
class Entry:
    """One exchange: an API call, an envelope, a delivery, an act of a person, a fault."""

    number: int
    kind: str
    direction: str
    name: str
    request: Any
    school_at: str
    wire_at: float
    response: Any = None
    status: int | None = None
    refused: str | None = None
    by_fault: bool = False
    took: float | None = None
    notes: list[str] = field(default_factory=list)


class Journal:
    def __init__(self, school: SchoolClock, wire: WireClock, changes: Changes) -> None:
        self._school = school
        self._wire = wire
        self.changes = changes
        self.entries: deque[Entry] = deque(maxlen=KEPT)
        self.in_flight = 0
        self._written = 0

    def open(self, kind: str, direction: str, name: str, request: Any) -> Entry:
        """Write down an exchange that has begun; `close` it when its answer is known."""
        self.in_flight += 1
        return self._write(kind, direction, name, request)

    def close(self, entry: Entry, *, response: Any, refused: str | None = None) -> None:
        self.in_flight -= 1
        entry.response = response
        entry.refused = refused
        entry.took = self._wire.now() - entry.wire_at
        self.changes.note()

    def note(
        self, kind: str, direction: str, name: str, request: Any, refused: str | None = None
    ) -> Entry:
        """Write down something that needs no answer."""
        entry = self._write(kind, direction, name, request)
        entry.refused = refused
        return entry

    @contextmanager
    def on_its_way(self) -> Iterator[None]:
        """Count something that will be sent later among what is in flight."""
        self.in_flight += 1
        try:
            yield
        finally:
            self.in_flight -= 1
            self.changes.note()

    def _write(self, kind: str, direction: str, name: str, request: Any) -> Entry:
        self._written += 1
        entry = Entry(
            number=self._written,
            kind=kind,
            direction=direction,
            name=name,
            request=request,
            school_at=iso(self._school.now()),
            wire_at=self._wire.now(),
        )
        self.entries.append(entry)
        self.changes.note()
        return entry

    async def settled(self, quiet: float, seconds: float) -> bool:
        """Wait until nothing is in flight and nothing changed for `quiet` real seconds."""
        deadline = time.monotonic() + seconds
        while (now := time.monotonic()) < deadline:
            rest = self.changes.last_at + quiet - now
            if self.in_flight == 0 and rest <= 0:
                return True
            wait = deadline - now if self.in_flight else min(rest, deadline - now)
            await self.changes.beyond(self.changes.count, wait)
        return False
