"""Carrying out one errand: the words from the world as it is now, the post, and what came of it."""

import logging
from dataclasses import replace

from jobs.delivery.detours import detour
from jobs.delivery.guard import OnItsOwn
from jobs.delivery.late import held_until
from jobs.delivery.lost_answers import already_posted
from jobs.delivery.outcomes import A_WHILE, Done, Dropped, Later, Outcome, Patience
from jobs.delivery.public_channels import ChannelChecks
from jobs.delivery.refusals import (
    CallFate,
    WentWrong,
    fate_of,
    has_left,
    lacks_scope,
    retry_after,
    why,
)
from jobs.delivery.slack_calls import MessagePlace, PacedError, SlackCalls
from jobs.delivery.unreached import other_ways, unreached
from jobs.surroundings import JobSurroundings
from jobs.tellers.link_mails import MAILS, MailCarrier
from jobs.tellers.tellers import FileToSend, Rendering, Tellers, as_sent
from storage import Claimed, Errand, Sent

logger = logging.getLogger(__name__)

TRIES_OF_A_REFUSED_MESSAGE = 3
"""Slack's no to a message's form rarely turns into a yes; then a person has to look."""


class Carrier:
    """Carries out errands one at a time, from any thread; nothing that goes wrong leaves it."""

    def __init__(self, surroundings: JobSurroundings, calls: SlackCalls, tellers: Tellers) -> None:
        self._surroundings = surroundings
        self._calls = calls
        self._pace = calls.pace
        self._patience = Patience(calls.pace)
        self._mails = MailCarrier(surroundings, self._patience)
        self._tellers = tellers
        self._channels = ChannelChecks(calls)
        self._files = surroundings.storage.sent_files

    def carry(self, claimed: Claimed) -> Outcome:
        if claimed.errand.kind in MAILS:
            return self._mails.carry(claimed)
        item = f"{claimed.errand.kind} {claimed.id}"
        rendering: Rendering | Later | None = None
        with OnItsOwn(item) as composing:
            rendering = self._composed(claimed)
        if composing.failure:
            return self._patience.stumbled(claimed, composing, unknown=claimed.ambiguous)
        if rendering is None:
            return Dropped(claimed=claimed, why="no longer true")
        if isinstance(rendering, Later):
            return rendering
        with OnItsOwn(item) as posting:
            try:
                return (
                    self._looked_up(claimed, rendering)
                    or self._kept_away(claimed, rendering.channel)
                    or self._posted(claimed, rendering)
                )
            except PacedError as paced:
                at = self._pace.now() + paced.seconds
                return self._patience.paused(claimed, at, unknown=claimed.ambiguous)
        return self._patience.stumbled(claimed, posting, unknown=True)

    def _composed(self, claimed: Claimed) -> Rendering | Later | None:
        """Put it into words; None where it is no longer true."""
        errand = claimed.errand
        teller = self._tellers[errand.kind]
        now = self._surroundings.clock.now()
        with self._surroundings.storage.jobs(now=now, reading=True) as scope:
            if until := held_until(scope, claimed):
                return self._patience.held(claimed, until)
            rendering = teller.compose(scope, errand.first)
        return rendering and replace(
            rendering, then=tuple(one.follows(errand) for one in rendering.then)
        )

    def _looked_up(self, claimed: Claimed, rendering: Rendering) -> Outcome | None:
        """Look whether an attempt of which nobody knows the outcome has arrived."""
        if not claimed.ambiguous:
            return None
        begun = self._files.of(claimed.id) if rendering.file else set()
        try:
            for way in (rendering, *self._other_ways(claimed, rendering)):
                place = already_posted(self._calls, way, key=claimed.errand.key, files=begun)
                if place:
                    return _done(claimed, way, place, drawn="")
        except WentWrong as error:
            return self._paused(claimed, error, unknown=True)
        return None

    def _kept_away(self, claimed: Claimed, channel: str) -> Outcome | None:
        """Say nothing in a channel that is public or shared by now: no student may stand there."""
        try:
            unfit = self._channels.unfit(channel)
        except WentWrong as error:
            if lacks_scope(error):
                return self._closed(claimed, why(error))
            return self._refused(claimed, error)
        return self._closed(claimed, f"the channel is {unfit.name.lower()}") if unfit else None

    def _posted(self, claimed: Claimed, rendering: Rendering) -> Outcome:
        if rendering.file:
            return self._shared(claimed, rendering, rendering.file)
        try:
            place = self._calls.post(rendering, key=claimed.errand.key)
        except WentWrong as error:
            if fate_of(error) is CallFate.CLOSED:
                return self._posted_elsewhere(claimed, rendering, why(error))
            return self._refused(claimed, error)
        return _done(claimed, rendering, place, drawn=_drawn(claimed, rendering))

    def _posted_elsewhere(self, claimed: Claimed, rendering: Rendering, reason: str) -> Outcome:
        """Post it where else its person may read it; where that is nowhere, it is dropped."""
        for way in self._other_ways(claimed, rendering, reason):
            try:
                if self._channels.unfit(way.channel):
                    continue
                if (wait := self._pace.admit_post(way.channel)) > 0:
                    raise PacedError(wait)
                place = self._calls.post(way, key=claimed.errand.key)
            except WentWrong as error:
                # What may be said of a channel that we cannot ask about, nobody knows.
                if fate_of(error) is not CallFate.CLOSED and not lacks_scope(error):
                    return self._refused(claimed, error)
            else:
                return _done(claimed, way, place, drawn=_drawn(claimed, way))
        return self._closed(claimed, reason)

    def _other_ways(
        self, claimed: Claimed, rendering: Rendering, reason: str = ""
    ) -> list[Rendering]:
        now = self._surroundings.clock.now()
        with self._surroundings.storage.jobs(now=now, reading=True) as scope:
            return other_ways(scope, claimed.errand, rendering, reason=reason)

    def _shared(self, claimed: Claimed, rendering: Rendering, file: FileToSend) -> Outcome:
        def noted(file_id: str) -> None:
            self._files.begin(file_id, errand=claimed.id, now=self._surroundings.clock.now())

        try:
            channel = self._calls.share(rendering, file, noted=noted)
        except WentWrong as error:
            if lacks_scope(error):
                return self._closed(claimed, why(error))
            return self._refused(claimed, error)
        return _done(claimed, rendering, MessagePlace(channel=channel, ts=""), drawn="")

    def _refused(self, claimed: Claimed, error: Exception) -> Outcome:
        reason = why(error)
        match fate_of(error):
            case CallFate.TOO_MANY:
                until = self._pace.park_posts(claimed.errand.addressee, retry_after(error))
                return self._patience.paused(claimed, until)
            case CallFate.LOCKED_OUT:
                return self._paused(claimed, error, least=A_WHILE)
            case CallFate.NEVER_LEFT | CallFate.PASSING:
                return self._paused(claimed, error)
            case CallFate.UNKNOWN:
                return self._paused(claimed, error, unknown=True)
            case CallFate.CLOSED:
                return self._closed(claimed, reason)
            case CallFate.GONE | CallFate.REFUSED:
                return self._unfit(claimed, reason)

    def _paused(
        self, claimed: Claimed, error: Exception, *, unknown: bool = False, least: float = 0.0
    ) -> Outcome:
        """Wait until Slack takes it, however long that is."""
        self._calls.pauses.noted(why(error))
        return self._patience.again(claimed, why(error), unknown=unknown, least=least)

    def _closed(self, claimed: Claimed, reason: str) -> Outcome:
        """Drop what a conversation does not take; say elsewhere what is to be said of that.

        What nothing takes the place of is owed still, unless to somebody who has left: it goes out
        once an admin has opened the way and sends it again.
        """
        logger.warning("%s %s dropped: %s", claimed.errand.kind, claimed.id, reason)
        now = self._surroundings.clock.now()
        in_its_place: tuple[Errand, ...] = ()
        told: tuple[Errand, ...] = ()
        with (
            OnItsOwn(f"detour of {claimed.id}") as looking,
            self._surroundings.storage.jobs(now=now, reading=True) as scope,
        ):
            errand = claimed.errand
            in_its_place = detour(scope, errand)
            told = unreached(scope, errand, reason=reason)
        if looking.failure:
            return self._patience.stumbled(claimed, looking, unknown=False)
        return Dropped(
            claimed=claimed,
            why=reason,
            instead=(*in_its_place, *told),
            given_up=not in_its_place and not has_left(reason),
        )

    def _unfit(self, claimed: Claimed, reason: str) -> Outcome:
        logger.error("%s %s is refused by Slack: %s", claimed.errand.kind, claimed.id, reason)
        return self._patience.mending(
            claimed, reason, unknown=False, most=TRIES_OF_A_REFUSED_MESSAGE
        )


def _drawn(claimed: Claimed, rendering: Rendering) -> str:
    """Return what stands there now; nothing where it may be what an earlier attempt posted."""
    return "" if claimed.ambiguous else as_sent(rendering.message)


def _done(claimed: Claimed, rendering: Rendering, place: MessagePlace, *, drawn: str) -> Done:
    sent = Sent(
        id=claimed.id,
        channel=place.channel,
        ts=place.ts,
        thread_ts=rendering.thread_ts,
        kept=rendering.kept,
        drawn=drawn,
    )
    return Done(sent=sent, rendering=rendering)
