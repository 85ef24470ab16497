"""What a press costs of Slack's budget of updates: no more than when it was asked for by hand."""

import pytest

from jobs.delivery import rate_limits as limits
from tests.handlers.digest.test_everywhere import (
    Everywhere,
    by_picking,
    in_the_digest,
    in_the_thread,
)
from tests.handlers.meeting_day.a_meeting_day import MeetingDay

UPDATES = ("chat.update", "views.publish")


@pytest.fixture
def dialect():
    """What is kept is tried on both databases elsewhere; here it is about what Slack hears."""
    return "sqlite"


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch):
    monkeypatch.setattr(limits, "BETWEEN_POSTS", 0.0)


def cost(day: MeetingDay, press) -> int:
    """How many messages a press has drawn anew."""
    day.settle()
    calls = day.school.client.calls
    before = sum(len(calls(method)) for method in UPDATES)
    press(day)
    day.settle()
    return sum(len(calls(method)) for method in UPDATES) - before


def done_on_the_card(day):
    day.pat.clicks(day.pat.card, "Done, next")


def ticked_in_the_list(day):
    day.pat.ticks(day.pat.card, "Why we meet")


def a_concern(day):
    modal = day.pat.opens(day.pat.card, "Add concern")
    modal.fill("What the parents raised", "The bus is late")
    day.saves(modal)


def held(day):
    day.saves(day.pat.opens(day.pat.card, "Meeting held"))


def a_right_answered(day):
    modal = day.pat.opens(day.pat.card, "Rights: both answers")
    modal.fill("explained", "It came")
    day.saves(modal)


@pytest.mark.parametrize(
    ("press", "at_most"),
    [
        (done_on_the_card, 2),
        (ticked_in_the_list, 2),
        (a_concern, 1),
        (a_right_answered, 1),
        (held, 2),
    ],
)
def test_a_press_in_a_running_meeting_costs_few_updates(school, press, at_most):
    assert cost(MeetingDay(school), press) <= at_most


def test_a_close_out_that_no_message_shows_costs_none(school):
    day = MeetingDay(school)
    held(day)

    def closed_out(day):
        modal = day.pat.opens(day.pat.card, "Close-out")
        modal.fill("Anything else", "All of them were glad of the pictures.")
        day.saves(modal)

    assert cost(day, closed_out) == 0


@pytest.mark.parametrize(
    ("press", "at_most"), [(in_the_digest, 4), (by_picking, 4), (in_the_thread, 4)]
)
def test_a_tick_that_shows_everywhere_costs_few_updates(school, press, at_most):
    day = Everywhere(school)
    day.begins()
    assert cost(day, press) <= at_most
