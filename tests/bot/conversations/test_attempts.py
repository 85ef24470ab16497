"""Tries to reach a parent are counted since the parents were last talked with."""

from datetime import date
from zoneinfo import ZoneInfo

import pytest

from bot.conversations.attempts import OUTCOMES, tries
from bot.records.contacts import FAILED, ContactKind, ContactOutcome
from tests.bot.talks import a_try

LA = ZoneInfo("America/Los_Angeles")


def test_they_count_from_the_first_and_the_latest_comes_first():
    found = tries(
        [a_try("2026-09-04T17:00+00:00"), a_try("2026-10-01T17:00+00:00", number=2)],
        LA,
        after=None,
    )
    assert found is not None
    assert (found.count, found.since) == (2, date(2026, 9, 4))
    assert [one.id for one in found.attempts] == [2, 1]


@pytest.mark.parametrize(
    ("at", "count"),
    [
        pytest.param("2026-10-08T06:59+00:00", 0, id="in-the-evening-of-the-day-they-talked"),
        pytest.param("2026-10-08T07:00+00:00", 1, id="the-midnight-after-it"),
    ],
)
def test_a_try_before_the_last_talk_counts_no_more(at, count):
    found = tries([a_try(at)], LA, after=date(2026, 10, 7))
    assert (found.count if found else 0) == count


@pytest.mark.parametrize("fields", [{"withdrawn": True}, {"kind": ContactKind.CONTACT}])
def test_what_was_withdrawn_or_reached_somebody_is_no_try(fields):
    assert tries([a_try("2026-10-01T17:00+00:00", **fields)], LA, after=None) is None


def test_every_outcome_of_a_try_is_one_at_which_nobody_was_talked_with():
    assert {outcome for outcome, _ in OUTCOMES} <= FAILED
    assert ContactOutcome.TALKED not in FAILED
