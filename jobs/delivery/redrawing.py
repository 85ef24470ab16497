"""The lane of redraws: messages that stand already, drawn anew when what they show has changed."""

import logging
from concurrent.futures import Executor
from dataclasses import dataclass
from datetime import timedelta

from bot.messages import MessageKind
from bot.refusals import RefusalMeaning, meaning_of
from bot.ui.kit import notices
from bot.ui.kit.blocks import Message
from bot.ui.meeting_day.public_channels import taken_away
from jobs.delivery.detours import detour
from jobs.delivery.guard import OnItsOwn
from jobs.delivery.missing_messages import MISSED, record_missing
from jobs.delivery.outcomes import A_WHILE
from jobs.delivery.public_channels import ChannelChecks
from jobs.delivery.rate_limits import UPDATES
from jobs.delivery.refusals import CallFate, WentWrong, fate_of, retry_after, why
from jobs.delivery.said_again import said_again
from jobs.delivery.slack_calls import MessagePlace, PacedError, SlackCalls
from jobs.surroundings import JobSurroundings
from jobs.tellers.tellers import Tellers, as_sent
from storage import Errand, Posted

logger = logging.getLogger(__name__)

LEASE = timedelta(seconds=120)
"""Of wire time."""

AT_ONCE = 4
MENDED_AFTER = 300.0
"""A teller that fails, or a drawing that Slack refuses, is given this long."""


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """What came of one redraw."""

    posted: Posted
    again_in: float | None = None
    """Seconds until the next try; None where it is settled."""
    in_doubt: bool = False
    """Whether it may have been drawn all the same."""
    sent: str | None = None
    """What was sent; None where the message was left as it is."""
    gone: bool = False
    instead: tuple[Errand, ...] = ()
    """What is said elsewhere, where the conversation takes nothing of ours any more."""


class Redrawing:
    """A mark set while a message is drawn survives: only the mark that was seen is taken off."""

    def __init__(
        self,
        surroundings: JobSurroundings,
        calls: SlackCalls,
        tellers: Tellers,
        pool: Executor,
        owner: str,
    ) -> None:
        self._surroundings = surroundings
        self._redraws = surroundings.storage.redraws
        self._calls = calls
        self._pace = calls.pace
        self._tellers = tellers
        self._pool = pool
        self._owner = owner
        self._channels = ChannelChecks(calls)
        self._coming_back: list[float] = []
        """When what was put off a little may be tried again."""

    def round(self) -> float | None:
        """Draw what may be drawn; return the seconds until more may, None if nothing is left.

        By one thread at a time.
        """
        now = self._pace.now()
        claimed = self._redraws.claim(
            owner=self._owner,
            lease=self._real(LEASE.total_seconds()),
            limit=AT_ONCE,
        )
        if not claimed:
            return self._until_some_come_back(now)
        for drawn in self._pool.map(self._drawn, claimed):
            self._record(drawn)
        return 0.0

    def let_go(self) -> None:
        """Give nothing back: nothing is held between rounds."""

    def _drawn(self, posted: Posted) -> Drawn:
        wait = self._pace.update_waits(posted.channel, posted.ts, card=_is_card(posted))
        if wait > 0:
            return Drawn(posted=posted, again_in=wait)
        with OnItsOwn(f"redraw of {posted.kind} {posted.id}"):
            return self._draw(posted)
        return Drawn(posted=posted, again_in=MENDED_AFTER, in_doubt=True)

    def _draw(self, posted: Posted) -> Drawn:
        now = self._surroundings.clock.now()
        storage = self._surroundings.storage
        message = self._tellers[posted.kind].drawn_anew(storage, posted, now=now)
        if message is None:
            return Drawn(posted=posted)
        try:
            unfit = self._channels.unfit(posted.channel)
            if unfit is None and self._redraws.stands(posted, as_sent(message)):
                return Drawn(posted=posted)
            self._update(posted, taken_away() if unfit else message)
        except PacedError as paced:
            return Drawn(posted=posted, again_in=paced.seconds)
        except WentWrong as error:
            return self._refused(posted, error)
        if unfit is None:
            return Drawn(posted=posted, sent=as_sent(message))
        logger.warning("%s %s is taken away: its channel is %s", posted.kind, posted.id, unfit.name)
        return Drawn(posted=posted, gone=True, instead=self._detour(posted))

    def _update(self, posted: Posted, message: Message) -> None:
        """Send it at Slack's pace: what stands already takes no place in it."""
        wait = self._pace.admit_update(posted.channel, posted.ts, card=_is_card(posted))
        if wait > 0:
            raise PacedError(wait)
        self._calls.update(message, at=MessagePlace(channel=posted.channel, ts=posted.ts))

    def _refused(self, posted: Posted, error: Exception) -> Drawn:
        match fate_of(error):
            case CallFate.TOO_MANY:
                seconds = retry_after(error)
                self._pace.park(UPDATES, seconds)
                return Drawn(posted=posted, again_in=seconds)
            case CallFate.GONE:
                logger.info("%s %s can be drawn no more: %s", posted.kind, posted.id, why(error))
                return self._said_again(posted, meaning_of(why(error)))
            case CallFate.CLOSED:
                logger.warning("%s %s is out of reach: %s", posted.kind, posted.id, why(error))
                return Drawn(posted=posted, gone=True, instead=self._detour(posted))
            case CallFate.NEVER_LEFT | CallFate.UNKNOWN:
                # Drawing twice does no harm.
                self._calls.pauses.noted(why(error))
                again_in = self._calls.pauses.next_try()
                return Drawn(posted=posted, again_in=again_in, in_doubt=True)
            case CallFate.PASSING:
                self._calls.pauses.noted(why(error))
                return Drawn(posted=posted, again_in=max(A_WHILE, self._calls.pauses.next_try()))
            case CallFate.LOCKED_OUT:
                self._calls.pauses.noted(why(error))
                return Drawn(posted=posted, again_in=MENDED_AFTER)
            case CallFate.REFUSED:
                logger.error("redraw of %s %s refused: %s", posted.kind, posted.id, why(error))
                return Drawn(posted=posted, again_in=MENDED_AFTER)

    def _said_again(self, posted: Posted, meaning: RefusalMeaning) -> Drawn:
        """Let it be said anew, and strike the old one where that can be.

        One that stays as it was can be pressed until the new one stands. The head of a thread that
        may merely be edited no more stays for good: all of the thread would go with it.
        """
        if posted.kind == MessageKind.THREAD and meaning is RefusalMeaning.EDITED_NO_MORE:
            return Drawn(posted=posted)
        now = self._surroundings.clock.now()
        with self._surroundings.storage.jobs(now=now, reading=True) as scope:
            again = said_again(scope, posted)
        gone = not again or meaning is RefusalMeaning.MESSAGE_GONE or self._struck(posted)
        return Drawn(posted=posted, gone=gone, instead=again)

    def _struck(self, posted: Posted) -> bool:
        place = MessagePlace(channel=posted.channel, ts=posted.ts)
        try:
            # In the place of the update that was just refused.
            self._calls.update(notices.out_of_date(), at=place)
        except WentWrong:
            return False
        return True

    def _detour(self, posted: Posted) -> tuple[Errand, ...]:
        errand = Errand(kind=posted.kind, addressee=posted.addressee, subject=posted.subject)
        now = self._surroundings.clock.now()
        with self._surroundings.storage.jobs(now=now, reading=True) as scope:
            return detour(scope, errand)

    def _record(self, drawn: Drawn) -> None:
        posted = drawn.posted
        said_again = any(one.kind == posted.kind for one in drawn.instead)
        is_missed = drawn.gone and posted.kind in MISSED and not said_again
        if drawn.instead or is_missed:
            with self._surroundings.storage.jobs(now=self._surroundings.clock.now()) as scope:
                scope.outbox.put_all(drawn.instead)
                if is_missed:
                    record_missing(scope, posted)
        if drawn.gone:
            self._redraws.gone(posted.id)
        elif drawn.again_in is None:
            self._redraws.done(posted.id, posted.revision, drawn=drawn.sent)
        else:
            again_in = self._real(drawn.again_in)
            self._redraws.failed(posted.id, again_in=again_in, in_doubt=drawn.in_doubt)
            if drawn.again_in <= A_WHILE:
                self._coming_back.append(self._pace.now() + drawn.again_in)

    def _real(self, seconds: float) -> timedelta:
        return timedelta(seconds=self._surroundings.wire.real_seconds(seconds))

    def _until_some_come_back(self, now: float) -> float | None:
        """Return how long from `now`, at which there was nothing to claim."""
        self._coming_back = [at for at in self._coming_back if at > now]
        return min(self._coming_back) - now if self._coming_back else None


def _is_card(posted: Posted) -> bool:
    return posted.kind == MessageKind.CARD
