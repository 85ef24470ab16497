"""Delivery: whatever is to be said goes out, and whatever is said already stays true."""

import logging
import threading
import uuid
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor

from slack_sdk import WebClient

from jobs.delivery.errands import Carrier
from jobs.delivery.guard import OnItsOwn
from jobs.delivery.posting import Posting
from jobs.delivery.rate_limits import Pace
from jobs.delivery.redrawing import Redrawing
from jobs.delivery.slack_calls import SlackCalls
from jobs.housekeeping import Directory
from jobs.surroundings import JobSurroundings
from jobs.taking_out_files import TakingOut
from jobs.tellers.tellers import Teller, tellers_by_kind

logger = logging.getLogger(__name__)

THREADS = 8
"""Posts take at most six of them, so that a redraw hardly ever waits for a post."""

LOOKED_AGAIN = 2.0
"""Seconds of wire time after which the outbox is looked at though nobody woke us: another process
may have put something there, or died over it."""

AFTER_A_FAILURE = 5.0
"""Seconds of wire time to wait when not even the database answers."""


class Delivery:
    """Two lanes, new messages and redraws, on one small pool."""

    def __init__(
        self, surroundings: JobSurroundings, client: WebClient, tellers: Iterable[Teller]
    ) -> None:
        self._wire = surroundings.wire
        self._storage = surroundings.storage
        self._pool = ThreadPoolExecutor(THREADS, thread_name_prefix="delivery")
        self.calls = SlackCalls(client, Pace(surroundings.wire))
        owner = uuid.uuid4().hex
        by_kind = tellers_by_kind(tellers)
        carrier = Carrier(surroundings, self.calls, by_kind)
        self._lanes: dict[str, Posting | Redrawing] = {
            "posts": Posting(surroundings, self.calls.pace, carrier, self._pool, owner),
            "redraws": Redrawing(surroundings, self.calls, by_kind, self._pool, owner),
        }
        self.directory = Directory(surroundings, self.calls)
        self.taking_out = TakingOut(surroundings, self.calls)
        self._turns = {name: threading.Lock() for name in self._lanes}
        self._worked = dict.fromkeys(self._lanes, 0)
        """Rounds of each lane in which it had something to do."""
        self._woken = {name: threading.Event() for name in self._lanes}
        self._stopping = threading.Event()
        self._threads: list[threading.Thread] = []

    def wake(self) -> None:
        """Say that something is waiting; harmless at any time, from any thread."""
        for woken in self._woken.values():
            woken.set()

    def start(self) -> None:
        """Keep delivering, on threads of its own, until stopped."""
        for name in self._lanes:
            thread = threading.Thread(target=self._keep_up, args=(name,), name=f"delivery {name}")
            thread.start()
            self._threads.append(thread)

    def stop(self) -> None:
        """Finish what is being sent, give back what is not, and end; only once."""
        self._stopping.set()
        self.wake()
        for thread in self._threads:
            thread.join()
        for name, lane in self._lanes.items():
            with OnItsOwn(f"end of {name}"), self._turns[name]:
                lane.let_go()
        self._pool.shutdown()

    def run_until_empty(self) -> None:
        """Deliver until nothing more can be; waits where Slack's limits say so, in wire time.

        What keeps failing is left for another time. Safe beside the threads of `start`: when this
        returns, nothing of theirs is under way either.
        """
        while not self._stopping.is_set():
            before = dict(self._worked)
            waits = [self._round(name) for name in self._lanes]
            to_come = [wait for wait in waits if wait is not None]
            if to_come:
                self._wire.wait(self._stopping, min(to_come))
            elif self._worked == before:
                # Else a redraw of another thread may have left something for a lane asked before.
                return

    def _round(self, name: str) -> float | None:
        with self._turns[name]:
            wait = self._lanes[name].round()
            if self.calls.pauses.are_over():
                self._let_go_what_waits()
            self._worked[name] += wait is not None
            return wait

    def _let_go_what_waits(self) -> None:
        """Send at once what waited for Slack: it takes messages again."""
        self._storage.outbox.wake()
        self._storage.redraws.wake()
        self.wake()

    def _keep_up(self, name: str) -> None:
        woken = self._woken[name]
        while not self._stopping.is_set():
            woken.clear()
            wait: float | None = AFTER_A_FAILURE
            with OnItsOwn(f"delivery of {name}"):
                wait = self._round(name)
            patience = LOOKED_AGAIN if wait is None else wait
            self._wire.wait(woken, patience)
