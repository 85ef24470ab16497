"""Carrying out one errand: the words from the world as it is now, the post, and what came of it."""

import logging
from dataclasses import dataclass

from jobs.calls import Calls, PacedError, Place
from jobs.detours import detour, is_person
from jobs.guard import OnItsOwn
from jobs.reconcile import already_posted
from jobs.refusals import Fate, WentWrong, fate_of, retry_after, why
from jobs.rooms import Rooms
from jobs.surroundings import Surroundings
from jobs.tellers import FileToSend, Rendering, Tellers
from storage import Claimed, Errand, Sent

logger = logging.getLogger(__name__)

TRIED_AGAIN_AFTER = (2.0, 10.0, 60.0, 300.0, 900.0, 3600.0)
"""Seconds of wire time after the first failure, the second, and so on; then the last."""

SOON = 10.0
"""A retry this near is waited for, where somebody waits until nothing is left."""

TRIES_OF_A_REFUSED_MESSAGE = 3
"""Slack's no to a message's form rarely turns into a yes; then a person has to look."""

GIVEN_UP_AFTER = 30
"""Tries, which is a day and a little: what could not be said by then is not said any more."""


@dataclass(frozen=True, kw_only=True)
class Done:
    sent: Sent
    rendering: Rendering


@dataclass(frozen=True, kw_only=True)
class Dropped:
    """It is not to be said, or cannot be."""

    claimed: Claimed
    why: str
    instead: tuple[Errand, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Later:
    """It is to be tried again."""

    claimed: Claimed
    at: float
    """Wire time, in seconds of the epoch."""
    error: str
    unknown: bool
    """Whether it may have been posted all the same."""
    soon: bool


Outcome = Done | Dropped | Later


class Carrier:
    """Carries out errands one at a time, from any thread; nothing that goes wrong leaves it."""

    def __init__(self, surroundings: Surroundings, calls: Calls, tellers: Tellers) -> None:
        self._surroundings = surroundings
        self._calls = calls
        self._pace = calls.pace
        self._tellers = tellers
        self._rooms = Rooms(calls)
        self._files = surroundings.storage.sent_files

    def carry(self, claimed: Claimed) -> Outcome:
        item = f"{claimed.errand.kind} {claimed.id}"
        rendering = None
        with OnItsOwn(item) as composing:
            rendering = self._composed(claimed.errand)
        if composing.failure:
            return self._mending(claimed, composing.failure, unknown=claimed.ambiguous)
        if rendering is None:
            return Dropped(claimed=claimed, why="no longer true")
        with OnItsOwn(item) as posting:
            return (
                self._looked_up(claimed, rendering)
                or self._kept_away(claimed, rendering.channel)
                or self._posted(claimed, rendering)
            )
        return self._mending(claimed, posting.failure, unknown=True)

    def _composed(self, errand: Errand) -> Rendering | None:
        teller = self._tellers[errand.kind]
        now = self._surroundings.clock.now()
        with self._surroundings.storage.jobs(now=now, reading=True) as scope:
            return teller.compose(scope, errand)

    def _looked_up(self, claimed: Claimed, rendering: Rendering) -> Outcome | None:
        """Look whether an attempt of which nobody knows the outcome has arrived."""
        if not claimed.ambiguous:
            return None
        try:
            begun = self._files.of(claimed.id) if rendering.file else set()
            place = already_posted(self._calls, rendering, key=claimed.errand.key, files=begun)
        except PacedError as paced:
            return self._paused(claimed, self._pace.now() + paced.seconds, unknown=True)
        except WentWrong as error:
            return self._again(claimed, why(error), unknown=True)
        return None if place is None else _done(claimed, rendering, place)

    def _kept_away(self, claimed: Claimed, channel: str) -> Outcome | None:
        """Say nothing in a channel that is public or shared by now: no student may stand there."""
        if is_person(channel):
            return None
        try:
            unfit = self._rooms.unfit(channel)
        except PacedError as paced:
            at = self._pace.now() + paced.seconds
            return self._paused(claimed, at, unknown=claimed.ambiguous)
        except WentWrong as error:
            if why(error) == "missing_scope":
                return self._closed(claimed, why(error))
            return self._refused(claimed, error)
        return self._closed(claimed, f"the channel is {unfit.name.lower()}") if unfit else None

    def _posted(self, claimed: Claimed, rendering: Rendering) -> Outcome:
        if rendering.file:
            return self._shared(claimed, rendering, rendering.file)
        try:
            place = self._calls.post(rendering, key=claimed.errand.key)
        except WentWrong as error:
            return self._refused(claimed, error)
        return _done(claimed, rendering, place)

    def _shared(self, claimed: Claimed, rendering: Rendering, file: FileToSend) -> Outcome:
        def noted(file_id: str) -> None:
            self._files.begin(file_id, errand=claimed.id, now=self._surroundings.clock.now())

        try:
            channel = self._calls.share(rendering, file, noted=noted)
        except PacedError as paced:
            at = self._pace.now() + paced.seconds
            return self._paused(claimed, at, unknown=claimed.ambiguous)
        except WentWrong as error:
            if why(error) == "missing_scope":
                return self._closed(claimed, why(error))
            return self._refused(claimed, error)
        return _done(claimed, rendering, Place(channel=channel, ts=""))

    def _refused(self, claimed: Claimed, error: Exception) -> Outcome:
        reason = why(error)
        match fate_of(error):
            case Fate.TOO_MANY:
                until = self._pace.park_posts(claimed.errand.addressee, retry_after(error))
                return self._paused(claimed, until)
            case Fate.LOCKED_OUT:
                logger.error("Slack refuses this installation: %s", reason)
                return self._mending(claimed, reason, unknown=False)
            case Fate.NEVER_LEFT:
                return self._again(claimed, reason, unknown=False)
            case Fate.UNKNOWN:
                return self._again(claimed, reason, unknown=True)
            case Fate.CLOSED:
                return self._closed(claimed, reason)
            case Fate.GONE | Fate.REFUSED:
                return self._unfit(claimed, reason)

    def _closed(self, claimed: Claimed, reason: str) -> Outcome:
        """The conversation takes nothing of ours: say it elsewhere, where that is wanted."""
        logger.warning("%s %s dropped: %s", claimed.errand.kind, claimed.id, reason)
        now = self._surroundings.clock.now()
        instead: tuple[Errand, ...] = ()
        with (
            OnItsOwn(f"detour of {claimed.id}") as looking,
            self._surroundings.storage.jobs(now=now, reading=True) as scope,
        ):
            instead = detour(scope, claimed.errand)
        if looking.failure:
            return self._mending(claimed, looking.failure, unknown=False)
        return Dropped(claimed=claimed, why=reason, instead=instead)

    def _unfit(self, claimed: Claimed, reason: str) -> Outcome:
        logger.error("%s %s is refused by Slack: %s", claimed.errand.kind, claimed.id, reason)
        if claimed.attempts >= TRIES_OF_A_REFUSED_MESSAGE:
            return Dropped(claimed=claimed, why=reason)
        return self._mending(claimed, reason, unknown=False)

    def _paused(self, claimed: Claimed, at: float, *, unknown: bool = False) -> Later:
        return Later(claimed=claimed, at=at, error="too many", unknown=unknown, soon=True)

    def _again(self, claimed: Claimed, reason: str, *, unknown: bool) -> Outcome:
        """Try again as one does with a connection: at once, and then ever more patiently."""
        after = _step(claimed.attempts)
        return self._after(after, claimed, reason, unknown=unknown)

    def _mending(self, claimed: Claimed, reason: str, *, unknown: bool) -> Outcome:
        """Try again as one does where only a change of the world or of the code helps."""
        after = max(60.0, _step(claimed.attempts))
        return self._after(after, claimed, reason, unknown=unknown)

    def _after(self, seconds: float, claimed: Claimed, reason: str, *, unknown: bool) -> Outcome:
        if claimed.attempts >= GIVEN_UP_AFTER:
            logger.error("%s %s is given up: %s", claimed.errand.kind, claimed.id, reason)
            return Dropped(claimed=claimed, why=reason)
        return Later(
            claimed=claimed,
            at=self._pace.now() + seconds,
            error=reason,
            unknown=unknown,
            soon=seconds <= SOON,
        )


def _step(attempts: int) -> float:
    return TRIED_AGAIN_AFTER[min(attempts, len(TRIED_AGAIN_AFTER)) - 1]


def _done(claimed: Claimed, rendering: Rendering, place: Place) -> Done:
    sent = Sent(
        id=claimed.id,
        channel=place.channel,
        ts=place.ts,
        thread_ts=rendering.thread_ts,
        kept=rendering.kept,
    )
    return Done(sent=sent, rendering=rendering)
