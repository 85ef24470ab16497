"""What time makes us do."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from casework.people.confirmations import give_up_late
from jobs.delivery.delivery import Delivery
from jobs.delivery.guard import OnItsOwn
from jobs.plan import plan
from jobs.surroundings import JobSurroundings
from jobs.tellers.booked_calls import CallReminders
from jobs.tellers.confirmations import ConfirmationTeller
from jobs.tellers.digests import DigestTeller
from jobs.tellers.duties import HandedTeller
from jobs.tellers.form_files import FormFiles
from jobs.tellers.home import HomeTeller
from jobs.tellers.office_cards import OfficeCardTeller
from jobs.tellers.office_notes import OfficeNoteTeller
from jobs.tellers.receipts import Receipts
from jobs.tellers.requests import NudgeTeller, RequestsTeller
from jobs.tellers.summaries import SummaryTeller
from jobs.tellers.tellers import Teller
from jobs.tellers.threads import thread_tellers
from jobs.tellers.told_once import TOLD_ONCE, ToldOnce

__all__ = ["TURNS", "Turn", "all_tellers", "one_turn", "taken"]


def all_tellers(surroundings: JobSurroundings) -> list[Teller]:
    return [
        DigestTeller(storage=surroundings.storage),
        SummaryTeller(storage=surroundings.storage),
        HomeTeller(),
        Receipts(),
        ConfirmationTeller(),
        CallReminders(),
        FormFiles(content=surroundings.content),
        HandedTeller(),
        RequestsTeller(),
        NudgeTeller(),
        OfficeCardTeller(),
        OfficeNoteTeller(),
        *(ToldOnce(kind=kind) for kind in TOLD_ONCE),
        *thread_tellers(surroundings.content),
    ]


@dataclass(frozen=True, kw_only=True)
class Turn:
    """One thing that is looked after again and again."""

    name: str
    every: timedelta
    take: Callable[[JobSurroundings, Delivery], object]


def taken(turn: Turn, surroundings: JobSurroundings, delivery: Delivery) -> None:
    """Take a turn; its failure is logged by class alone, since a scheduler would log the text."""
    with OnItsOwn(f"turn {turn.name}"):
        turn.take(surroundings, delivery)


def _plan(surroundings: JobSurroundings, delivery: Delivery) -> None:
    if plan(surroundings):
        delivery.wake()


def _close_late(surroundings: JobSurroundings, delivery: Delivery) -> None:  # noqa: ARG001 - a turn's
    with surroundings.storage.jobs(now=surroundings.clock.now()) as scope:
        give_up_late(scope)


_MINUTE = timedelta(minutes=1)

TURNS = (
    Turn(name="plan", every=_MINUTE, take=_plan),
    Turn(name="keep house", every=_MINUTE, take=lambda _, to: to.directory.turn()),
    Turn(name="close what is late", every=timedelta(hours=1), take=_close_late),
    Turn(name="take out files", every=_MINUTE, take=lambda _, to: to.taking_out.turn()),
)
"""What runs when, and once at start. Delivery is none of them: it keeps its own two seconds."""


def one_turn(surroundings: JobSurroundings, delivery: Delivery) -> None:
    """Take every turn once, and deliver until nothing is left; what fails stops nothing else."""
    for turn in TURNS:
        taken(turn, surroundings, delivery)
    delivery.run_until_empty()
