"""Slack's limits are kept before it has to say so, and heeded when it does."""

import pytest

from jobs.delivery.rate_limits import (
    LEFT_FOR_CARDS,
    POSTS_A_MINUTE,
    SECOND_CHANNEL_WITHIN,
    UPDATES_A_MINUTE,
    Pace,
)
from tests.jobs.conftest import SetWire


@pytest.fixture
def wire() -> SetWire:
    return SetWire()


@pytest.fixture
def pace(wire) -> Pace:
    return Pace(wire)


def test_a_channel_gets_one_message_a_second(pace, wire):
    assert pace.admit_post("C0A") == 0
    assert pace.admit_post("C0A") == pytest.approx(1)

    wire.pass_(1)
    assert pace.admit_post("C0A") == 0


def test_another_channel_does_not_wait_for_it(pace):
    pace.admit_post("C0A")

    assert pace.admit_post("C0B") == 0


def test_a_direct_message_counts_under_both_its_names(pace):
    pace.admit_post("U0A")
    pace.posted("D0A")

    assert pace.admit_post("D0A") > 0


def test_the_workspace_gets_no_more_messages_a_minute_than_slack_lets_pass(pace, wire):
    for n in range(POSTS_A_MINUTE):
        assert pace.admit_post(f"C{n}") == 0

    assert pace.admit_post("C0LAST") == pytest.approx(60)
    wire.pass_(60)
    assert pace.admit_post("C0LAST") == 0


def test_redraws_have_a_budget_whose_rest_is_the_cards(pace):
    for n in range(UPDATES_A_MINUTE - LEFT_FOR_CARDS):
        assert pace.admit_update("C0A", f"{n}", card=False) == 0
    assert pace.admit_update("C0A", "list", card=False) == pytest.approx(60)

    for n in range(LEFT_FOR_CARDS):
        assert pace.admit_update("C0A", f"card {n}", card=True) == 0
    assert pace.admit_update("C0A", "card", card=True) == pytest.approx(60)


def test_the_budget_of_redraws_comes_back_as_each_is_a_minute_old(pace, wire):
    for n in range(UPDATES_A_MINUTE):
        pace.admit_update("C0A", f"{n}", card=True)
        wire.pass_(0.5)

    assert pace.admit_update("C0A", "card", card=True) == pytest.approx(60 - 22.5)
    wire.pass_(60 - 22.5)
    assert pace.admit_update("C0A", "card", card=True) == 0
    assert pace.admit_update("C0A", "another", card=True) == pytest.approx(0.5)


def test_one_message_is_drawn_at_most_once_a_second(pace, wire):
    assert pace.admit_update("C0A", "1.0", card=True) == 0
    assert pace.admit_update("C0A", "1.0", card=True) == pytest.approx(1)
    assert pace.admit_update("C0A", "2.0", card=True) == 0


def test_too_many_parks_the_channel_as_long_as_slack_asks(pace, wire):
    pace.park_posts("C0A", 30)

    assert pace.parked_channels() == {"C0A"}
    assert pace.admit_post("C0A") == pytest.approx(30)
    assert pace.admit_post("C0B") == 0
    wire.pass_(30)
    assert pace.parked_channels() == frozenset()
    assert pace.admit_post("C0A") == 0


def test_two_channels_in_short_order_park_the_workspace(pace, wire):
    pace.park_posts("C0A", 30)
    wire.pass_(SECOND_CHANNEL_WITHIN)
    pace.park_posts("C0B", 30)

    assert pace.posts_parked() == pytest.approx(30)
    assert pace.admit_post("C0C") == pytest.approx(30)


def test_two_channels_far_apart_do_not(pace, wire):
    pace.park_posts("C0A", 30)
    wire.pass_(SECOND_CHANNEL_WITHIN + 0.1)
    pace.park_posts("C0B", 30)

    assert pace.posts_parked() == 0
    assert pace.admit_post("C0C") == 0


def test_one_channel_twice_does_not(pace):
    pace.park_posts("C0A", 5)
    pace.park_posts("C0A", 5)

    assert pace.posts_parked() == 0


def test_a_method_that_is_parked_is_left_alone_and_no_other(pace, wire):
    pace.park("users.info", 20)

    assert pace.admit("users.info") == pytest.approx(20)
    assert pace.admit("users.lookupByEmail") == 0
    assert pace.admit_post("C0A") == 0
    wire.pass_(20)
    assert pace.admit("users.info") == 0


def test_a_longer_pause_is_not_cut_short_by_a_shorter_one(pace):
    pace.park("users.info", 20)
    pace.park("users.info", 1)

    assert pace.admit("users.info") == pytest.approx(20)
