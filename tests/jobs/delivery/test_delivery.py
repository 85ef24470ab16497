"""What is to be said is said once, as it is true by then, and nothing else suffers."""

import json
import logging
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.meetings.meetings import MeetingId
from bot.messages import MessageKind, Record
from bot.redraws import Touched
from bot.ui.kit import blocks
from jobs.delivery.delivery import Delivery
from jobs.tellers.tellers import Rendering, tellers_by_kind
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


def test_delivery_that_runs_is_woken_by_whoever_puts_something(delivery, storage, ada):
    delivery.start()
    put(storage, word("U0ADA", "good morning"))

    delivery.wake()

    ada.waits_for(lambda: [message.text for message in ada.dms()] == ["good morning"])


class Replacing(Plain):
    """Says that it stands in place of an older thread of its meeting."""

    def compose(self, scope, errand):
        rendering = super().compose(scope, errand)
        assert rendering is not None
        older = Touched(record=Record.THREAD, meeting=MeetingId(7))
        return replace(rendering, replaces=older)


def test_what_a_message_replaces_is_drawn_anew_once_it_stands(worker, storage, ada):
    older, newer = Plain(kind=MessageKind.TIPS), Replacing(kind=MessageKind.CARD)
    delivery = worker(older, newer)
    put(storage, word("U0ADA", "meeting:7", kind=MessageKind.TIPS))
    delivery.run_until_empty()
    older.words["meeting:7"] = "see the new one"
    put(storage, word("U0ADA", "meeting:7", kind=MessageKind.CARD))

    delivery.run_until_empty()

    assert [message.text for message in ada.dms()] == ["see the new one", "meeting:7"]


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
