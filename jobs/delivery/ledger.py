"""What became of claimed errands, until the database has it."""

from collections.abc import Iterable
from datetime import timedelta

from jobs.delivery.missing_messages import MISSED, record_missing
from jobs.delivery.outcomes import Done, Dropped, Later, Outcome
from jobs.surroundings import JobSurroundings


class Ledger:
    """Outcomes in memory outlive a database that is away for a moment; nothing is sent twice."""

    def __init__(self, surroundings: JobSurroundings, owner: str) -> None:
        self._storage = surroundings.storage
        self._clock = surroundings.clock
        self._wire = surroundings.wire
        self._owner = owner
        self._outcomes: list[Outcome] = []

    def note(self, outcomes: Iterable[Outcome]) -> None:
        self._outcomes += outcomes

    def write(self) -> None:
        """Record everything, each kind in one go; what the database took is forgotten here."""
        if not self._outcomes:
            return
        self._write_done([o for o in self._outcomes if isinstance(o, Done)])
        self._write_dropped([o for o in self._outcomes if isinstance(o, Dropped)])
        for later in [o for o in self._outcomes if isinstance(o, Later)]:
            wait = max(0.0, later.at - self._wire.now().timestamp())
            self._storage.outbox.failed(
                later.claimed.id,
                owner=self._owner,
                again_in=timedelta(seconds=self._wire.real_seconds(wait)),
                error=later.error,
                ambiguous=later.unknown,
                at_fault=later.at_fault,
                not_before=later.not_before,
            )
            self._outcomes.remove(later)

    def _write_done(self, done: list[Done]) -> None:
        if not done:
            return
        self._storage.outbox.sent(
            [outcome.sent for outcome in done],
            now=self._clock.now(),
            then=[errand for outcome in done for errand in outcome.rendering.then],
        )
        if replaced := [one.rendering.replaces for one in done if one.rendering.replaces]:
            with self._storage.jobs(now=self._clock.now()) as scope:
                for older in replaced:
                    scope.messages.replaced(older)
        self._outcomes = [o for o in self._outcomes if not isinstance(o, Done)]

    def _write_dropped(self, dropped: list[Dropped]) -> None:
        if not dropped:
            return
        # In this order: what takes a message's place is put twice rather than never.
        instead = [errand for outcome in dropped for errand in outcome.instead]
        missing = [o.claimed.errand.first for o in dropped if o.claimed.errand.kind in MISSED]
        if instead or missing:
            with self._storage.jobs(now=self._clock.now()) as scope:
                scope.outbox.put_all(instead)
                for errand in missing:
                    record_missing(scope, errand)
        for why, is_given_up in {(outcome.why, outcome.given_up) for outcome in dropped}:
            ids = [o.claimed.id for o in dropped if (o.why, o.given_up) == (why, is_given_up)]
            self._storage.outbox.dropped(ids, owner=self._owner, why=why, given_up=is_given_up)
        if any(outcome.given_up for outcome in dropped):
            with self._storage.jobs(now=self._clock.now()) as scope:
                scope.unsent.changed()
        self._outcomes = [o for o in self._outcomes if not isinstance(o, Dropped)]
