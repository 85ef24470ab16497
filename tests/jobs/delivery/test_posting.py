"""Messages are claimed, sent and recorded by whoever gets to them, and by one alone."""

import threading
from datetime import timedelta

import pytest

from bot.errors import StorageAwayError
from jobs.delivery.posting import BATCH
from tests.conftest import NOW
from tests.jobs.plain import Plain, put, standing, word


def test_two_workers_say_a_thing_once(worker, storage, client):
    put(storage, *[word("U0ADA", f"line {n}") for n in range(4)])
    put(storage, *[word("U0BEN", f"line {n}") for n in range(4)])
    workers = [threading.Thread(target=worker().run_until_empty) for _ in range(2)]

    for one in workers:
        one.start()
    for one in workers:
        one.join()

    for name in ("Ada", "Ben"):
        seen = sorted(message.text for message in client.person(name).dms())
        assert seen == ["line 0", "line 1", "line 2", "line 3"]


def test_what_a_dead_worker_had_claimed_is_sent_by_another_once_the_lease_is_over(
    worker, storage, ada
):
    put(storage, word("U0ADA", "good morning"))
    storage.outbox.claim(owner="dead", now=NOW, lease=timedelta(seconds=2), limit=9)
    living = worker()
    living.run_until_empty()
    assert ada.dms() == []

    living.start()

    ada.waits_for(lambda: [message.text for message in ada.dms()] == ["good morning"])


def test_what_a_worker_died_over_is_looked_up_before_it_is_sent_again(worker, storage, client, ada):
    put(storage, word("U0ADA", "good morning"))
    [claimed] = storage.outbox.claim(owner="dead", now=NOW, lease=timedelta(0), limit=9)
    storage.outbox.sending([claimed.id], owner="dead", lease=timedelta(0))

    worker().run_until_empty()

    assert len(ada.dms()) == 1
    assert len(client.calls("conversations.history")) == 1


class TakenOver(Plain):
    """Another worker looks at the row while this one is about to send it."""

    def __init__(self, storage, database):
        super().__init__()
        self.storage, self.database = storage, database

    def compose(self, scope, errand):
        self.database.ahead += 300
        [self.taken] = self.storage.outbox.claim(
            owner="other", now=NOW, lease=timedelta(0), limit=9
        )
        return super().compose(scope, errand)


def test_what_is_about_to_be_sent_counts_as_perhaps_sent(worker, storage, database):
    put(storage, word("U0ADA", "good morning"))
    teller = TakenOver(storage, database)

    worker(teller).run_until_empty()

    assert teller.taken.ambiguous


def test_a_person_with_much_to_be_told_holds_up_nobody(delivery, storage, ben):
    put(storage, *[word("U0ADA", f"line {n}") for n in range(BATCH + 6)], word("U0BEN", "one"))

    for _ in range(2):
        delivery._lanes["posts"].round()

    assert len(ben.dms()) == 1


def test_stopping_gives_back_what_was_claimed_and_not_sent(worker, storage, ada):
    put(storage, *[word("U0ADA", f"line {n}") for n in range(3)])
    first = worker()
    first._lanes["posts"].round()
    assert len(ada.dms()) == 1

    first.stop()
    worker().run_until_empty()

    assert [message.text for message in ada.dms()] == ["line 0", "line 1", "line 2"]


def test_a_database_that_is_away_while_a_message_is_recorded_does_not_double_it(
    worker, storage, ada, monkeypatch
):
    put(storage, word("U0ADA", "good morning"))
    delivery = worker()
    recorded = storage.outbox.sent
    away = iter([True])

    def sent(*args, **how):
        if next(away, False):
            raise OSError
        recorded(*args, **how)

    monkeypatch.setattr(storage.outbox, "sent", sent)
    with pytest.raises(OSError):
        delivery.run_until_empty()

    delivery.run_until_empty()

    assert len(ada.dms()) == 1
    assert len(standing(storage, "good morning")) == 1


def test_a_database_that_is_away_for_a_moment_ends_no_delivery(delivery, storage, ada, monkeypatch):
    claim = storage.outbox.claim
    away = iter([True, True])

    def sometimes(**how):
        if next(away, False):
            raise StorageAwayError
        return claim(**how)

    monkeypatch.setattr(storage.outbox, "claim", sometimes)
    put(storage, word("U0ADA", "good morning"))

    delivery.start()

    ada.waits_for(lambda: [message.text for message in ada.dms()] == ["good morning"])
