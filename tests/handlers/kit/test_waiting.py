"""What is away is waited for, a little longer each time, and the log hears of it now and then."""

import threading

import pytest

from app import RealWire
from bot.errors import SettingsError, SlackAwayError, StorageAwayError
from handlers.kit.waiting import LONGEST, TOLD_EVERY, pause_before, until_there

AWAY = SlackAwayError("Slack is away.")


@pytest.mark.parametrize(("tries", "shortest"), [(0, 0.5), (1, 1), (2, 2), (4, 8), (5, 10)])
def test_a_pause_is_twice_the_one_before_and_a_little_by_chance(tries, shortest):
    pauses = [pause_before(tries, AWAY) for _ in range(100)]

    assert shortest <= min(pauses) < max(pauses) <= 1.5 * shortest


def test_no_pause_grows_beyond_a_few_seconds():
    assert pause_before(10**9, AWAY) <= 1.5 * LONGEST


def test_slack_is_given_the_pause_that_it_asks_for():
    assert pause_before(0, SlackAwayError("Slack is busy.", after=90)) >= 90


def waited_for(*befall):
    left = list(befall)

    def attempt():
        if left:
            raise left.pop(0)
        return "there"

    return until_there(attempt, wire=RealWire(1e6), ending=threading.Event())


def test_the_log_hears_of_it_at_once_then_now_and_then_and_when_it_is_over(caplog):
    assert waited_for(*[AWAY] * (TOLD_EVERY + 1)) == "there"

    first, again, over = caplog.messages
    assert first == again == "Slack is away. Preiep waits, and tries again."
    assert over == f"It is there now; it was away for {TOLD_EVERY + 1} tries."


def test_another_reason_is_told_at_once(caplog):
    waited_for(AWAY, StorageAwayError(), AWAY)

    assert [one.split(".")[0] for one in caplog.messages[:3]] == [
        "Slack is away",
        "The database cannot be reached",
        "Slack is away",
    ]


def test_what_is_there_at_once_is_not_worth_a_line(caplog):
    assert waited_for() == "there"
    assert caplog.messages == []


def test_what_somebody_has_to_mend_is_not_waited_for():
    with pytest.raises(SettingsError):
        waited_for(SettingsError("A setting is wrong."))
