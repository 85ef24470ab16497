"""What time makes us do."""

from datetime import timedelta

from jobs.booked_calls import CallReminders
from jobs.deliver import Delivery
from jobs.digests import DigestTeller
from jobs.duties import HandedTeller
from jobs.form_files import FormFiles, NoFile
from jobs.hand_overs import HandOvers
from jobs.home import HomeTeller
from jobs.link_notices import LinkNotices
from jobs.notices import Notices
from jobs.office_notes import OfficeNoteFailed, OfficeNoteTeller
from jobs.plan import plan
from jobs.receipts import Receipts
from jobs.requests import NudgeTeller, RequestsTeller
from jobs.roles import RoleTeller
from jobs.summaries import SummaryTeller
from jobs.surroundings import Surroundings
from jobs.tellers import Teller
from jobs.threads import thread_tellers
from jobs.turns import Turn, taken

__all__ = ["TURNS", "one_turn", "tellers"]


def tellers(surroundings: Surroundings) -> list[Teller]:
    """Everybody who knows the words of a kind of message."""
    return [
        DigestTeller(storage=surroundings.storage),
        SummaryTeller(storage=surroundings.storage),
        HomeTeller(storage=surroundings.storage),
        LinkNotices(),
        Notices(),
        Receipts(),
        CallReminders(),
        FormFiles(content=surroundings.content),
        HandedTeller(),
        NoFile(),
        HandOvers(),
        RequestsTeller(),
        NudgeTeller(),
        OfficeNoteTeller(),
        OfficeNoteFailed(),
        RoleTeller(),
        *thread_tellers(surroundings.content),
    ]


def _plan(surroundings: Surroundings, delivery: Delivery) -> None:
    if plan(surroundings):
        delivery.wake()


def _keep_house(_: Surroundings, delivery: Delivery) -> None:
    delivery.directory.turn()


def _take_out_files(_: Surroundings, delivery: Delivery) -> None:
    delivery.taking_out.turn()


TURNS = (
    Turn(name="plan", every=timedelta(minutes=1), take=_plan),
    Turn(name="keep house", every=timedelta(minutes=1), take=_keep_house),
    Turn(name="take out files", every=timedelta(minutes=1), take=_take_out_files),
)
"""What runs when, and once at start. Delivery is none of them: it keeps its own two seconds."""


def one_turn(surroundings: Surroundings, delivery: Delivery) -> None:
    """Take every turn once, and deliver until nothing is left; what fails stops nothing else."""
    for turn in TURNS:
        taken(turn, surroundings, delivery)
    delivery.run_until_empty()
