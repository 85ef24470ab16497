"""Faults on demand: what may go wrong between the app and Slack, as often as is asked for."""

from dataclasses import dataclass
from enum import StrEnum


class FaultKind(StrEnum):
    # What can befall a call of the app's.
    LATENCY = "latency"
    RATE_LIMITED = "ratelimited"
    SERVER_ERROR = "server_error"
    ERROR = "error"
    RESET = "reset"
    LOST_ANSWER = "lost_answer"
    # What can befall a delivery to the app.
    DELAY = "delay"
    DUPLICATE = "duplicate"
    DROP = "drop"
    # What can befall a socket, at once and all that are open.
    DISCONNECT = "disconnect"
    """It is told to go, for a `reason`."""
    HANG_UP = "hang_up"
    """It ends without a closing frame."""
    CUT = "cut"
    """It is gone, and whoever uses it is told so by the machine."""
    CLOSING = "closing"
    """A closing frame comes, and after it nothing: not even the end."""
    SWALLOW = "swallow"
    """Half open: it stands, and whatever is said on it vanishes."""
    GARBAGE = "garbage"
    """What comes is no frame."""


OF_CALLS = frozenset(
    {
        FaultKind.LATENCY,
        FaultKind.RATE_LIMITED,
        FaultKind.SERVER_ERROR,
        FaultKind.ERROR,
        FaultKind.RESET,
        FaultKind.LOST_ANSWER,
    }
)
OF_SOCKETS = frozenset(
    {
        FaultKind.HANG_UP,
        FaultKind.CUT,
        FaultKind.CLOSING,
        FaultKind.SWALLOW,
        FaultKind.GARBAGE,
    }
)
OF_DELIVERIES = frozenset({FaultKind.DELAY, FaultKind.DUPLICATE, FaultKind.DROP})


@dataclass(kw_only=True)
class Fault:
    kind: FaultKind
    method: str | None = None
    """The API method, envelope type or event type that it befalls; None: any."""
    times: int = 1
    after: int = 0
    """How many it lets pass first."""
    seconds: float = 1.0
    """Wire seconds of latency, or what Retry-After says."""
    error: str = "internal_error"


class Faults:
    def __init__(self) -> None:
        self.planned: list[Fault] = []

    def plan(self, fault: Fault) -> None:
        self.planned.append(fault)

    def clear(self) -> None:
        self.planned.clear()

    def befalling(self, name: str, kinds: frozenset[FaultKind], *also: str) -> list[Fault]:
        """Return the faults that befall this call or delivery, and use each up by one."""
        met = []
        for fault in list(self.planned):
            if fault.kind not in kinds or fault.method not in (None, name, *also):
                continue
            if fault.after > 0:
                fault.after -= 1
                continue
            fault.times -= 1
            if fault.times <= 0:
                self.planned.remove(fault)
            met.append(fault)
        return met
