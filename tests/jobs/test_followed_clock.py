"""The clock is the sandbox's: it is asked, believed, and followed one turn for each move."""

import threading
from datetime import UTC, datetime, timedelta

import pytest

from jobs.followed_clock import FollowedClock
from tests.conftest import HANGS, NOW
from tests.jobs.conftest import SetWire


@pytest.fixture
def followed(sandbox):
    clock = FollowedClock(sandbox.clock_url, wire=SetWire())
    yield clock
    clock.stop()


class Turns:
    """Counts the turns, and at what school time each was taken."""

    def __init__(self, clock: FollowedClock) -> None:
        self._clock = clock
        self.at: list[datetime] = []

    def __call__(self) -> None:
        self.at.append(self._clock.now())


def listens(client) -> None:
    """Wait until the first turn is taken and the next move is asked for."""
    while client.status()["listening"] == 0:
        pass


def test_it_is_the_time_that_the_address_tells(followed, client):
    assert followed.now() == NOW

    client.go_to(NOW + timedelta(hours=2))

    assert followed.now() == NOW + timedelta(hours=2)


def test_a_clock_that_falls_silent_stands_where_it_stood(sandbox, followed, caplog):
    followed.now()
    sandbox.stop()

    assert followed.now() == NOW
    assert "the clock does not answer" in caplog.text


def test_a_clock_that_never_answered_stands_where_we_started():
    wire = SetWire()
    clock = FollowedClock("http://127.0.0.1:9/clock", wire=wire)

    assert clock.now() == wire.now()


def test_an_address_that_is_no_clock_is_not_believed(sandbox):
    wire = SetWire()

    assert FollowedClock(sandbox.url + "/sandbox/people", wire=wire).now() == wire.now()


def test_a_turn_is_taken_at_start_and_one_for_each_move(followed, client):
    turns = Turns(followed)
    followed.follow(turns)
    listens(client)

    client.go_to(NOW + timedelta(minutes=5))
    client.go_to(NOW + timedelta(minutes=10))

    assert turns.at == [NOW, NOW + timedelta(minutes=5), NOW + timedelta(minutes=10)]


def test_every_morning_and_afternoon_between_has_its_turn(followed, client):
    turns = Turns(followed)
    followed.follow(turns)
    listens(client)

    client.go_to(datetime(2026, 10, 10, 15, 0, tzinfo=UTC))

    assert [moment.strftime("%d %H") for moment in turns.at] == [
        "08 15",
        "08 22",
        "09 14",
        "09 22",
        "10 14",
        "10 15",
    ]


def test_whoever_moves_the_clock_waits_until_the_turn_is_taken(followed, client):
    let_go, ended = threading.Event(), []

    def slow() -> None:
        let_go.wait(HANGS)
        ended.append(followed.now())

    let_go.set()
    followed.follow(slow)
    listens(client)
    let_go.clear()
    threading.Timer(0.05, let_go.set).start()

    client.go_to(NOW + timedelta(minutes=5))

    assert ended == [NOW, NOW + timedelta(minutes=5)]


def test_a_clock_that_stands_still_gives_no_turn(followed, client, monkeypatch):
    monkeypatch.setattr("sandbox.server.watching.LONGEST_POLL", 0.01)
    asked, told = threading.Semaphore(0), followed._told

    def tell(answer):
        asked.release()
        return told(answer)

    monkeypatch.setattr(followed, "_told", tell)
    turns = []
    followed.follow(lambda: turns.append("turn"))

    for _ in range(4):
        assert asked.acquire(timeout=HANGS)

    assert turns == ["turn"]


def test_a_turn_that_fails_is_not_the_last(followed, client, caplog):
    turns = Turns(followed)

    def stumbling() -> None:
        turns()
        raise ValueError("Zephyrine Wexford")

    followed.follow(stumbling)
    listens(client)

    client.go_to(NOW + timedelta(minutes=5))

    assert len(turns.at) == 2
    assert "ValueError" in caplog.text
    assert "Zephyrine" not in caplog.text


def test_stopping_ends_the_wait_for_a_move(followed, client):
    turns = Turns(followed)
    followed.follow(turns)
    listens(client)

    followed.stop()
    while client.status()["listening"]:
        pass

    client.go_to(NOW + timedelta(minutes=5))
    assert turns.at == [NOW]


def test_a_clock_that_comes_back_is_followed_again(sandbox, monkeypatch):
    monkeypatch.setattr("jobs.followed_clock.AWAY_FOR", 0.01)
    clock = FollowedClock("http://127.0.0.1:9/clock", wire=SetWire())
    tried = threading.Event()
    asked = clock._wait_for_a_move

    def wait(seen):
        tried.set()
        return asked(seen)

    monkeypatch.setattr(clock, "_wait_for_a_move", wait)
    clock.follow(lambda: None)

    assert tried.wait(HANGS)
    tried.clear()
    assert tried.wait(HANGS)
    clock.stop()
