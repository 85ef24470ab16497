"""The two times: school time, which may jump, and wire time, which never does."""

import threading
from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    """School time: dates, mornings, reminders."""

    def now(self) -> datetime:
        """Return the moment in UTC (aware)."""
        ...


class Wire(Protocol):
    """Wire time: triggers, rate limits, leases. Real, though a test may let it run faster."""

    def now(self) -> datetime:
        """Return the moment in UTC (aware)."""
        ...

    def real_seconds(self, seconds: float) -> float:
        """Return how long `seconds` of wire time last on a real watch."""
        ...

    def wait(self, event: threading.Event, seconds: float) -> None:
        """Wait until the event, for `seconds` of wire time at most."""
        ...
