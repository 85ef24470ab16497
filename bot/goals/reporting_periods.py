"""Reporting periods: the stretches of a school year after which progress on goals is told."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import NewType

from bot.errors import DateError

PeriodId = NewType("PeriodId", int)

NOT_KEPT_YET = PeriodId(0)


@dataclass(frozen=True, kw_only=True)
class ReportingPeriod:
    """One period, as the school calls it; `first` and `last` belong to it."""

    id: PeriodId = NOT_KEPT_YET
    label: str
    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise DateError("A period cannot end before it begins. Please look at its dates.")

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


def in_order(periods: Iterable[ReportingPeriod]) -> tuple[ReportingPeriod, ...]:
    return tuple(sorted(periods, key=lambda period: period.first))


def refuse_overlap(periods: Iterable[ReportingPeriod]) -> None:
    """Raise DateError where two periods share a day: it would be open in which one to tell."""
    for one, next_one in pairwise(in_order(periods)):
        if next_one.first <= one.last:
            raise DateError(
                f"{one.label} and {next_one.label} share days. Please let one end before the "
                "other begins."
            )


def period_of(periods: Iterable[ReportingPeriod], day: date) -> ReportingPeriod | None:
    """Return the period in which `day` lies; None between two of them."""
    return next((period for period in periods if day in period), None)


def last_ended(periods: Iterable[ReportingPeriod], day: date) -> ReportingPeriod | None:
    """Return the latest period that was over before `day`; None where none was."""
    ended = [period for period in in_order(periods) if period.last < day]
    return ended[-1] if ended else None
