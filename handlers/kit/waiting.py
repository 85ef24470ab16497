"""Waiting for what is away: Slack or the records at the start, a connection at any time."""

import itertools
import logging
import random
import threading
from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures import wait as wait_for
from typing import TypeVar

from bot.clock import Wire
from bot.errors import SlackAwayError, StorageAwayError, StorageUnfitError

logger = logging.getLogger(__name__)

QUIET = logging.getLogger(f"{__name__}.each_try")
QUIET.setLevel(logging.CRITICAL)
"""For what libraries would tell of each try, and at DEBUG of each word; what matters we tell."""

T = TypeVar("T")

FIRST, LONGEST = 0.5, 10.0
"""Wire seconds of the first pause and of the longest; each lasts twice the one before."""

TOLD_EVERY = 30
"""Tries from one line in the log to the next, which is about five minutes."""

LOOKED_EVERY = 0.05
"""Real seconds between two looks whether a call that hangs is still waited for."""


class AskedToEndError(Exception):
    """Somebody ended the assistant while it waited."""


def until_there(attempt: Callable[[], T], *, wire: Wire, ending: threading.Event) -> T:
    """Return what an attempt brings, made again and again for as long as something is away.

    What somebody has to mend is raised at once.
    """
    told = ""
    for tries in itertools.count():
        try:
            there = attempt()
        except StorageUnfitError:
            raise
        except (SlackAwayError, StorageAwayError) as away:
            if tries % TOLD_EVERY == 0 or _said(away) != told:
                told = _said(away)
                logger.warning("%s Preiep waits, and tries again.", told)
            if ending.wait(wire.real_seconds(pause_before(tries, away))):
                raise AskedToEndError from None
        else:
            if tries:
                logger.warning("It is there now; it was away for %d tries.", tries)
            return there
    raise AssertionError


def unless_ended(call: Callable[[], T], *, ending: threading.Event) -> T:
    """Return what a call brings, or leave it to itself where the assistant is ended meanwhile.

    A network that swallows everything holds a call for many seconds.
    """
    brought: Future[T] = Future()
    threading.Thread(target=lambda: _bring(call, brought), daemon=True).start()
    while not brought.done():
        if ending.is_set():
            raise AskedToEndError
        wait_for([brought], timeout=LOOKED_EVERY)
    return brought.result()


def _bring(call: Callable[[], T], brought: Future[T]) -> None:
    try:
        brought.set_result(call())
    except BaseException as error:  # noqa: BLE001 -- it is raised where it is waited for
        brought.set_exception(error)


def pause_before(tries: int, away: SlackAwayError | StorageAwayError) -> float:
    """Return how many wire seconds pass before the next try, never less than Slack asks for.

    Those who were cut off together do not all come back in the same moment.
    """
    pause = min(FIRST * 2.0 ** min(tries, 10), LONGEST)
    asked_for = away.after if isinstance(away, SlackAwayError) else 0.0
    return max(pause, asked_for) * random.uniform(1.0, 1.5)  # noqa: S311 -- no secret


def _said(away: SlackAwayError | StorageAwayError) -> str:
    return str(away) if isinstance(away, SlackAwayError) else "The database cannot be reached."
