"""The turns on their clockwork: it fires and remembers nothing; what is due is computed anew."""

from collections.abc import Sequence
from datetime import UTC, timedelta

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.combining import OrTrigger
from apscheduler.triggers.date import DateTrigger
from apscheduler.triggers.interval import IntervalTrigger

from jobs import TURNS, Turn, taken
from jobs.delivery.delivery import Delivery
from jobs.surroundings import JobSurroundings


class Schedule:
    """A run that comes late is made up for, two missed ones are one, and none overlaps itself."""

    def __init__(
        self, surroundings: JobSurroundings, delivery: Delivery, turns: Sequence[Turn] = TURNS
    ) -> None:
        self.scheduler = BackgroundScheduler(
            timezone=UTC,
            executors={"default": ThreadPoolExecutor(len(turns))},
            job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1},
        )
        for turn in turns:
            self.scheduler.add_job(
                taken,
                _at_once_and_every(turn.every),
                args=(turn, surroundings, delivery),
                id=turn.name,
                name=turn.name,
            )

    def start(self) -> None:
        self.scheduler.start()

    def stop(self) -> None:
        """Let the turns that are being taken end, and take no more; none may have begun."""
        if self.scheduler.running:
            self.scheduler.shutdown(wait=True)


def _at_once_and_every(interval: timedelta) -> OrTrigger:
    """Begin at once, with what time brought while nobody ran; then the clockwork goes on."""
    return OrTrigger(
        [
            DateTrigger(timezone=UTC),
            IntervalTrigger(seconds=interval.total_seconds(), timezone=UTC),
        ]
    )
