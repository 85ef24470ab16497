"""What time makes us do."""

from datetime import timedelta

from jobs.deliver import Delivery
from jobs.notices import Notices
from jobs.receipts import Receipts
from jobs.surroundings import Surroundings
from jobs.tellers import Teller
from jobs.threads import thread_tellers
from jobs.turns import Turn, taken

__all__ = ["TURNS", "one_turn", "tellers"]


def tellers(surroundings: Surroundings) -> list[Teller]:
    """Everybody who knows the words of a kind of message."""
    return [Receipts(), Notices(), *thread_tellers(surroundings.content)]


def housekeep(surroundings: Surroundings, delivery: Delivery) -> None:  # noqa: ARG001 - a turn
    delivery.directory.turn()


TURNS = (Turn(name="housekeeping", every=timedelta(minutes=1), take=housekeep),)
"""What runs when. Delivery is none of them: it is woken, and looks every two seconds by itself."""


def one_turn(surroundings: Surroundings, delivery: Delivery) -> None:
    """Take every turn once, and deliver until nothing is left; what fails stops nothing else."""
    for turn in TURNS:
        taken(turn, surroundings, delivery)
    delivery.run_until_empty()
