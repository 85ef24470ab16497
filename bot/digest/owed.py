"""What others wait for from one person, whichever of these it is, as every door tells it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time

from bot.after_meetings.duties import Handed
from bot.office.office_notes import Noted
from bot.requests.owed_forms import Owed

MOST_SHOWN = 20
"""Of what one person owes, in a list that holds nothing else."""

Thing = Owed | Handed | Noted
"""A form, what was handed over after a meeting, or an invitation that the office is to send."""


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """One thing that somebody is to do for a student who is not theirs."""

    thing: Thing
    name: str
    """The student's, for modals; elsewhere the alias stands."""
    by: date | None
    """None where it is to be done without a date, and so is due at any time."""

    def is_overdue(self, today: date) -> bool:
        return self.by is not None and self.by < today

    def is_due_by(self, day: date) -> bool:
        return self.by is None or self.by <= day


def in_order(waiting: Iterable[Waiting]) -> tuple[Waiting, ...]:
    """Return the earliest first, so that what is overdue stands on top.

    What the office is to send stands by the day and hour of the meeting, here as in its own list.
    """
    return tuple(sorted(waiting, key=_order))


def _order(one: Waiting) -> tuple[bool, date, time, str]:
    if isinstance(one.thing, Noted):
        note = one.thing.note
        return (True, note.on, note.at or time.min, one.thing.alias)
    at_once = isinstance(one.thing, Owed) and one.thing.asked_late
    return (False, one.by or (date.min if at_once else date.max), time.min, one.thing.alias)


def due_first(handed: Handed) -> date | None:
    """Return by when the first of what was handed over is to be done."""
    return min((one.due_on for one in handed.open if one.due_on), default=None)


def overdue(waiting: Sequence[Waiting], today: date) -> int:
    return sum(one.is_overdue(today) for one in waiting)
