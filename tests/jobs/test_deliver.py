"""What is to be said is said once, by whoever gets to it, and nothing else suffers."""

import json
import logging
import threading
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.errors import StorageAwayError
from bot.ui import blocks
from jobs.deliver import Delivery
from jobs.posting import BATCH
from jobs.tellers import Rendering, tellers_by_kind
from tests.conftest import NOW
from tests.jobs.plain import Plain, put, standing, word


def test_a_message_reaches_the_person_it_is_for(delivery, storage, ada):
    put(storage, word("U0ADA", "good morning"))

    delivery.run_until_empty()

    assert [message.text for message in ada.dms()] == ["good morning"]


def test_a_direct_message_is_kept_under_the_conversation_that_slack_names(delivery, storage, ada):
    put(storage, word("U0ADA", "good morning"))

    delivery.run_until_empty()

    [kept] = standing(storage, "good morning")
    [seen] = ada.dms()
    assert (kept.channel, kept.ts, kept.addressee) == (seen.channel, seen.ts, "U0ADA")
    assert kept.channel.startswith("D")
    assert json.loads(kept.kept) == {"rows": [1]}


def test_a_message_carries_its_key_and_no_name(delivery, storage, client):
    put(storage, word("U0ADA", "good morning", step="2026-10-08"))

    delivery.run_until_empty()

    [call] = client.calls("chat.postMessage")
    assert call["request"]["metadata"] == {
        "event_type": "preiep_message",
        "event_payload": {"key": "word|U0ADA|good morning|2026-10-08"},
    }


def test_two_turns_say_a_thing_once(delivery, storage, ada):
    for _ in range(2):
        put(storage, word("U0ADA", "good morning"))
        delivery.run_until_empty()

    assert len(ada.dms()) == 1


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


def test_messages_to_one_person_come_in_order(delivery, storage, ada):
    put(storage, *[word("U0ADA", f"line {n}") for n in range(5)])

    delivery.run_until_empty()

    assert [message.text for message in ada.dms()] == [f"line {n}" for n in range(5)]


def test_what_is_no_longer_true_is_not_said(delivery, storage, plain, ada):
    put(storage, word("U0ADA", "meeting tomorrow"), word("U0ADA", "good morning"))
    plain.untrue.add("meeting tomorrow")

    delivery.run_until_empty()

    assert [message.text for message in ada.dms()] == ["good morning"]
    assert storage.outbox.waiting() == 0


def test_what_is_for_later_waits_for_its_school_time(delivery, storage, clock, ada):
    put(storage, word("U0ADA", "good morning", not_before=NOW + timedelta(hours=1)))
    delivery.run_until_empty()
    assert ada.dms() == []

    clock.at = NOW + timedelta(hours=1)
    delivery.run_until_empty()

    assert len(ada.dms()) == 1


def test_what_follows_a_message_is_said_after_it(delivery, storage, plain, ada):
    plain.then["parent"] = (word("U0ADA", "reply"),)
    put(storage, word("U0ADA", "parent"))

    delivery.run_until_empty()

    assert [message.text for message in ada.dms()] == ["parent", "reply"]


class Stumbling(Plain):
    """A teller that trips over one subject, with a child's name on its lips."""

    def compose(self, scope, errand):
        if errand.subject == "stumble":
            raise ValueError("Zephyrine Wexford")
        return super().compose(scope, errand)


def test_one_failing_message_silences_no_other_and_no_word_of_it_is_logged(
    worker, storage, ada, caplog
):
    caplog.set_level(logging.DEBUG)
    put(storage, word("U0ADA", "stumble"), word("U0ADA", "good morning"))

    worker(Stumbling()).run_until_empty()

    assert [message.text for message in ada.dms()] == ["good morning"]
    assert storage.outbox.waiting() == 1
    assert "ValueError" in caplog.text
    assert "Zephyrine" not in caplog.text


def test_a_kind_that_nobody_tells_waits_for_somebody_who_does(delivery, storage, ada):
    put(storage, word("U0ADA", "riddle", kind="riddle"), word("U0ADA", "good morning"))

    delivery.run_until_empty()

    assert [message.text for message in ada.dms()] == ["good morning"]
    assert storage.outbox.waiting() == 1


def test_what_a_dead_worker_had_claimed_is_sent_by_another_once_the_lease_is_over(
    worker, storage, wire, ada
):
    put(storage, word("U0ADA", "good morning"))
    storage.outbox.claim(
        owner="dead", now=NOW, wire_now=wire.now(), lease=timedelta(seconds=60), limit=9
    )
    living = worker()
    living.run_until_empty()
    assert ada.dms() == []

    living.start()

    ada.waits_for(lambda: [message.text for message in ada.dms()] == ["good morning"])


def test_what_a_worker_died_over_is_looked_up_before_it_is_sent_again(
    worker, storage, wire, client, ada
):
    put(storage, word("U0ADA", "good morning"))
    [claimed] = storage.outbox.claim(
        owner="dead", now=NOW, wire_now=wire.now(), lease=timedelta(0), limit=9
    )
    storage.outbox.sending([claimed.id])

    worker().run_until_empty()

    assert len(ada.dms()) == 1
    assert len(client.calls("conversations.history")) == 1


class TakenOver(Plain):
    """Another worker looks at the row while this one is about to send it."""

    def __init__(self, storage, wire):
        super().__init__()
        self.take_over = lambda: storage.outbox.claim(
            owner="other",
            now=NOW,
            wire_now=wire.now() + timedelta(days=1),
            lease=timedelta(0),
            limit=9,
        )

    def compose(self, scope, errand):
        [self.taken] = self.take_over()
        return super().compose(scope, errand)


def test_what_is_about_to_be_sent_counts_as_perhaps_sent(worker, storage, wire):
    put(storage, word("U0ADA", "good morning"))
    teller = TakenOver(storage, wire)

    worker(teller).run_until_empty()

    assert teller.taken.ambiguous


def test_a_person_with_much_to_be_told_holds_up_nobody(delivery, storage, ben):
    put(storage, *[word("U0ADA", f"line {n}") for n in range(BATCH + 6)], word("U0BEN", "one"))

    for _ in range(2):
        delivery._lanes["posts"].round()

    assert len(ben.dms()) == 1


def test_delivery_that_runs_is_woken_by_whoever_puts_something(delivery, storage, ada):
    delivery.start()
    put(storage, word("U0ADA", "good morning"))

    delivery.wake()

    ada.waits_for(lambda: [message.text for message in ada.dms()] == ["good morning"])


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


class Replacing(Plain):
    """Says that what it said before is to be drawn anew."""

    def compose(self, scope, errand):
        rendering = super().compose(scope, errand)
        assert rendering is not None
        older = tuple(posted.id for posted in scope.messages.of("word", "old thread"))
        return replace(rendering, redraws=older)


def test_what_a_message_replaces_is_drawn_anew_once_it_stands(worker, storage, ada):
    replacing = Replacing()
    delivery = worker(replacing)
    put(storage, word("U0ADA", "old thread"))
    delivery.run_until_empty()
    replacing.words["old thread"] = "see the new one"
    put(storage, word("U0ADA", "new thread"))

    delivery.run_until_empty()

    assert [message.text for message in ada.dms()] == ["see the new one", "new thread"]


def test_two_tellers_of_one_kind_are_a_mistake_that_shows_at_once():
    with pytest.raises(AssertionError):
        tellers_by_kind([Plain(), Plain()])


class Elsewhere(Plain):
    def compose(self, scope, errand):
        words = blocks.message("elsewhere", [blocks.section("elsewhere")])
        return Rendering(message=words, channel="C0BENROOM")


@pytest.mark.usefixtures("in_channels")
def test_a_message_may_stand_elsewhere_than_at_its_addressee(worker, storage, ben):
    put(storage, word("U0ADA", "good morning"))

    worker(Elsewhere()).run_until_empty()

    assert [message.text for message in ben.messages("ben-private")] == ["elsewhere"]


def test_delivery_says_nothing_after_it_has_stopped(worker, storage, ada):
    delivery: Delivery = worker()
    delivery.stop()
    put(storage, word("U0ADA", "good morning"))

    delivery.run_until_empty()

    assert ada.dms() == []
