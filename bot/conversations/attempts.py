"""Tries to reach a parent: each is logged, and proves nothing but that it was made."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from bot.records.contacts import Contact, ContactKind, ContactOutcome, ContactWay, latest_first

WAYS = (ContactWay.PHONE, ContactWay.TEXT, ContactWay.EMAIL, ContactWay.VIDEO, ContactWay.IN_PERSON)
"""How a talk is tried for; the phone first, which is what it mostly is."""

OUTCOMES = (
    (ContactOutcome.NO_ANSWER, "No answer"),
    (ContactOutcome.LEFT_MESSAGE, "Left a message"),
    (ContactOutcome.UNREACHABLE, "Wrong number"),
    (ContactOutcome.CALL_BACK, "Call back at …"),
    (ContactOutcome.LATER, "Spoke, but not now"),
)


@dataclass(frozen=True, kw_only=True)
class Tries:
    """The tries since the parents were last talked with, the latest first."""

    attempts: tuple[Contact, ...]
    since: date
    """The day of the first of them, in the zone of whoever reads it."""

    @property
    def count(self) -> int:
        return len(self.attempts)


def tries(contacts: Iterable[Contact], zone: ZoneInfo, *, after: date | None) -> Tries | None:
    """Collect the tries made after the day `after`, on which the parents were last talked with.

    None where there are none. What was withdrawn does not count, nor does a contact that reached
    somebody.
    """
    made = [
        one
        for one in latest_first(contacts)
        if one.kind is ContactKind.ATTEMPT
        and not one.withdrawn
        and (after is None or one.at.astimezone(zone).date() > after)
    ]
    if not made:
        return None
    return Tries(attempts=tuple(made), since=made[-1].at.astimezone(zone).date())
