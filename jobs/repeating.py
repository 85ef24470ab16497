"""One thing that is looked after again and again."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from jobs.delivery.delivery import Delivery
from jobs.delivery.guard import OnItsOwn
from jobs.surroundings import JobSurroundings


@dataclass(frozen=True, kw_only=True)
class Turn:
    name: str
    every: timedelta
    take: Callable[[JobSurroundings, Delivery], object]


def taken(turn: Turn, surroundings: JobSurroundings, delivery: Delivery) -> None:
    """Take a turn; its failure is logged by class alone, since a scheduler would log the text."""
    with OnItsOwn(f"turn {turn.name}"):
        turn.take(surroundings, delivery)
