"""A clock that somebody else moves: school time as an address tells it."""

import contextlib
import json
import logging
import socket
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from urllib.parse import urlencode, urlsplit

from bot.clock import Wire
from jobs.delivery.guard import OnItsOwn

logger = logging.getLogger(__name__)

ASKED_FOR = 2.0
"""Real seconds after which an unanswered question is given up: listeners wait for the answer."""

FOLLOWED_FOR = 60.0
"""Real seconds after which a silent clock is asked anew; it answers by itself before that."""

AWAY_FOR = 1.0
"""Real seconds between two tries at a clock that is away."""

CannotBeAsked = (OSError, HTTPException, ValueError, KeyError, TypeError)
"""It is away, or what answers is no clock."""


class FollowedClock:
    """School time from `url`; where it cannot be asked, the last that it said."""

    def __init__(self, url: str, *, wire: Wire) -> None:
        self._url = urlsplit(url)
        self._last = wire.now()
        """Before the clock has said anything, the moment at which we started."""
        self._lock = threading.Lock()
        self._waiting: HTTPConnection | None = None
        self._thread: threading.Thread | None = None
        self._stopping = threading.Event()

    def now(self) -> datetime:
        """Return the moment in UTC."""
        try:
            return self._told(self._ask(self._connection(ASKED_FOR)))
        except CannotBeAsked as error:
            logger.warning("the clock does not answer: %s", type(error).__name__)
            return self._last

    def follow(self, turn: Callable[[], None]) -> None:
        """Take one turn now and one for each move of the clock, on a thread of its own.

        Asks for the next move once the turn is taken: whoever moves the clock waits for that
        question, and so for all that a morning brings.
        """
        self._thread = threading.Thread(target=self._follow, args=(turn,), name="clock")
        self._thread.start()

    def stop(self) -> None:
        """Follow no more; a turn that is being taken ends first."""
        self._stopping.set()
        with self._lock, contextlib.suppress(OSError):
            if self._waiting is not None and self._waiting.sock is not None:
                self._waiting.sock.shutdown(socket.SHUT_RDWR)
        if self._thread is not None:
            self._thread.join()

    def _follow(self, turn: Callable[[], None]) -> None:
        seen = self.now()
        _take(turn)
        while not self._stopping.is_set():
            try:
                now = self._told(self._wait_for_a_move(seen))
            except CannotBeAsked:
                self._stopping.wait(AWAY_FOR)
                continue
            if now > seen:
                _take(turn)
                seen = now

    def _wait_for_a_move(self, seen: datetime) -> str:
        connection = self._connection(FOLLOWED_FOR)
        connection.connect()
        with self._lock:
            if self._stopping.is_set():
                connection.close()
                raise ConnectionAbortedError
            self._waiting = connection
        try:
            return self._ask(connection, after=seen)
        finally:
            with self._lock:
                self._waiting = None

    def _connection(self, seconds: float) -> HTTPConnection:
        make = HTTPSConnection if self._url.scheme == "https" else HTTPConnection
        return make(self._url.netloc, timeout=seconds)

    def _ask(self, connection: HTTPConnection, *, after: datetime | None = None) -> str:
        question = self._url.path or "/"
        if after is not None:
            question += "?" + urlencode({"after": after.isoformat()})
        try:
            connection.request("GET", question)
            answer: HTTPResponse = connection.getresponse()
            return answer.read().decode()
        finally:
            connection.close()

    def _told(self, answer: str) -> datetime:
        moment = datetime.fromisoformat(json.loads(answer)["now"])
        self._last = moment.astimezone(UTC)
        return self._last


def _take(turn: Callable[[], None]) -> None:
    with OnItsOwn("turn of the followed clock"):
        turn()
