"""How often the web form is asked within a minute, from one address and at one link."""

import threading
from collections import Counter
from datetime import datetime
from ipaddress import ip_address, ip_network

from bot.clock import Wire

FROM_AN_ADDRESS = 300
"""Requests in a minute; a clinic's people share one address, and a page takes two or three."""

AT_A_LINK = 120

MINUTE = 60


class VisitLimits:
    """Counts the visits of the running minute; nothing of who came is kept longer."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire
        self._lock = threading.Lock()
        self._began: datetime = wire.now()
        self._came: Counter[str] = Counter()

    def wait(self, address: str, link: str) -> int:
        """Count a visit; return the seconds after which to come again, 0 where it is let in."""
        with self._lock:
            gone = (self._wire.now() - self._began).total_seconds()
            if not 0 <= gone < MINUTE:
                gone, self._began = 0, self._wire.now()
                self._came.clear()
            here, there = f"from {_neighborhood(address)}", f"at {link}"
            self._came[here] += 1
            if self._came[here] <= FROM_AN_ADDRESS:
                self._came[there] += 1
            if self._came[here] <= FROM_AN_ADDRESS and self._came[there] <= AT_A_LINK:
                return 0
            return MINUTE - int(gone)


def _neighborhood(address: str) -> str:
    """Return whom an address stands for: with IPv6 one visitor has as many as they like."""
    try:
        if ip_address(address).version == 4:
            return address
        return str(ip_network(f"{address}/64", strict=False))
    except ValueError:
        return "nowhere"
