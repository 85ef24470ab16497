"""Reporting periods follow each other, and a day lies in one of them at most."""

from datetime import date

import pytest

from bot.errors import DateError
from bot.goals.reporting_periods import ReportingPeriod, last_ended, period_of, refuse_overlap


def a_period(label: str, first: str, last: str) -> ReportingPeriod:
    return ReportingPeriod(
        label=label, first=date.fromisoformat(first), last=date.fromisoformat(last)
    )


FIRST = a_period("Quarter 1", "2026-08-17", "2026-10-16")
SECOND = a_period("Quarter 2", "2026-10-17", "2026-12-18")
BOTH = (SECOND, FIRST)


@pytest.mark.parametrize(
    ("on", "period", "told"),
    [
        pytest.param("2026-08-16", None, None, id="before-the-first"),
        pytest.param("2026-08-17", FIRST, None, id="its-first-day"),
        pytest.param("2026-10-16", FIRST, None, id="its-last-day"),
        pytest.param("2026-10-17", SECOND, FIRST, id="the-day-after"),
        pytest.param("2026-12-19", None, SECOND, id="after-the-last"),
    ],
)
def test_a_day_lies_in_one_period_and_follows_another(on, period, told):
    day = date.fromisoformat(on)

    assert period_of(BOTH, day) == period
    assert last_ended(BOTH, day) == told


def test_periods_may_touch_but_share_no_day():
    refuse_overlap(BOTH)

    with pytest.raises(DateError, match="Quarter 1 and Trimester share days"):
        refuse_overlap([FIRST, a_period("Trimester", "2026-10-16", "2026-11-20")])


def test_a_period_does_not_end_before_it_begins():
    a_period("A day", "2026-08-17", "2026-08-17")

    with pytest.raises(DateError, match="cannot end before"):
        a_period("Backwards", "2026-08-17", "2026-08-16")
