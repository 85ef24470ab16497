"""Assistants whose clocks differ share one database, and say each thing once."""

import threading
from dataclasses import replace
from datetime import timedelta

import pytest

from jobs.delivery.delivery import Delivery
from tests.conftest import NOW
from tests.jobs.conftest import FastWire
from tests.jobs.plain import Plain, put, word

FAR_AHEAD = timedelta(days=30).total_seconds()


@pytest.fixture
def dialect():
    """Only there do assistants on several machines share a database."""
    return "postgresql"


class AheadWire(FastWire):
    def __init__(self, seconds: float) -> None:
        super().__init__()
        self._from += timedelta(seconds=seconds)


def test_two_assistants_one_of_them_300_seconds_ahead_say_each_thing_once(
    surroundings, storage, lenient
):
    client, api = lenient
    people = ("U0ADA", "U0BEN", "U0CLEO")
    put(storage, *[word(people[n % 3], f"line {n}") for n in range(60)])
    apart = [
        Delivery(replace(surroundings, wire=wire), api, [Plain()])
        for wire in (FastWire(), AheadWire(300))
    ]
    working = [threading.Thread(target=one.run_until_empty) for one in apart]

    for thread in working:
        thread.start()
    for thread in working:
        thread.join()
    for one in apart:
        one.stop()

    seen = [message.text for name in ("Ada", "Ben", "Cleo") for message in _dms(client, name)]
    assert sorted(seen) == sorted(f"line {n}" for n in range(60))


def _dms(client, name):
    return client.person(name).dms()


def test_what_is_held_by_a_clock_that_runs_ahead_is_sent_once_its_lease_is_over(
    surroundings, storage, database, lenient
):
    client, api = lenient
    put(storage, word("U0ADA", "good morning"))
    ahead = Delivery(replace(surroundings, wire=AheadWire(FAR_AHEAD)), api, [Plain()])
    ahead._lanes["posts"]._claim(ahead.calls.pace.now())  # and is killed here
    database.ahead += 241

    Delivery(surroundings, api, [Plain()]).run_until_empty()

    assert [message.text for message in client.person("Ada").dms()] == ["good morning"]


def test_a_machine_that_slept_over_its_lease_sends_nothing_that_another_has_sent(
    surroundings, storage, database, lenient
):
    client, api = lenient
    put(storage, *[word("U0ADA", f"line {n}") for n in range(3)])
    asleep = Delivery(surroundings, api, [Plain()])
    asleep._lanes["posts"]._claim(asleep.calls.pace.now())
    database.ahead += 241
    Delivery(surroundings, api, [Plain()]).run_until_empty()

    asleep.run_until_empty()

    assert len(client.person("Ada").dms()) == 3
    assert len(client.calls("chat.postMessage")) == 3


def test_a_machine_that_slept_over_its_lease_leaves_to_another_what_that_is_about_to_send(
    surroundings, storage, database, lenient
):
    client, api = lenient
    put(storage, word("U0ADA", "good morning"))
    asleep = Delivery(surroundings, api, [Plain()])
    asleep._lanes["posts"]._claim(asleep.calls.pace.now())
    database.ahead += 241
    lease = timedelta(seconds=60)
    assert len(storage.outbox.claim(owner="awake", now=NOW, lease=lease, limit=5)) == 1

    asleep.run_until_empty()

    assert client.calls("chat.postMessage") == []


def test_what_a_worker_lost_to_another_it_neither_gives_back_nor_drops(storage, database):
    put(storage, word("U0ADA", "good morning"))
    claims = {"now": NOW, "lease": timedelta(seconds=60), "limit": 1}
    [claimed] = storage.outbox.claim(owner="slow", **claims)
    database.ahead += 61
    assert len(storage.outbox.claim(owner="quick", **claims)) == 1

    storage.outbox.failed(claimed.id, owner="slow", again_in=timedelta(0), error="late")
    storage.outbox.dropped([claimed.id], owner="slow", why="late")

    assert storage.outbox.claim(owner="third", **claims) == []
    assert storage.outbox.waiting() == 1
