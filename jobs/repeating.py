"""One thing that is looked after again and again."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from jobs.delivery.delivery import Delivery
from jobs.delivery.guard import OnItsOwn
from jobs.surroundings import Surroundings


@dataclass(frozen=True, kw_only=True)
class Turn:
    name: str
    every: timedelta
    take: Callable[[Surroundings, Delivery], object]


def taken(turn: Turn, surroundings: Surroundings, delivery: Delivery) -> None:
    """Take a turn; its failure is logged by class alone, since a scheduler would log the text."""
    with OnItsOwn(f"turn {turn.name}"):
        turn.take(surroundings, delivery)
