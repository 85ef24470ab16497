"""What stands is drawn anew when what it shows has changed: once for many changes."""

import logging
import threading
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.people.people import Role
from jobs.delivery.delivery import Delivery
from jobs.delivery.rate_limits import LEFT_FOR_CARDS, UPDATES_A_MINUTE
from tests.conftest import NOW
from tests.jobs.conftest import SetWire
from tests.jobs.plain import Plain, put, standing, want_redraw, word
from tests.marking import mark_posted
from tests.storage.school import School

UPDATE = "chat.update"


@pytest.fixture
def stands(delivery, storage):
    put(storage, word("U0ADA", "progress"))
    delivery.run_until_empty()


@pytest.mark.usefixtures("stands")
def test_a_message_shows_what_is_true_now(delivery, storage, plain, ada):
    plain.words["progress"] = "3 of 9"
    want_redraw(storage, "progress")

    delivery.run_until_empty()

    assert [message.text for message in ada.dms()] == ["3 of 9"]


@pytest.mark.usefixtures("stands")
def test_many_changes_are_one_redraw(delivery, storage, client):
    for _ in range(5):
        want_redraw(storage, "progress")

    delivery.run_until_empty()

    assert len(client.calls(UPDATE)) == 1
    assert storage.redraws.waiting() == 0


def mark_as_it_is(storage):
    with storage.jobs(now=NOW) as scope:
        mark_posted(scope, [posted.id for posted in scope.messages.of("word", "progress")])


@pytest.mark.usefixtures("stands")
def test_what_stands_already_is_not_sent_again(delivery, storage, plain, client):
    mark_as_it_is(storage)
    delivery.run_until_empty()
    assert client.calls(UPDATE) == []

    plain.words["progress"] = "3 of 9"
    for _ in range(2):
        mark_as_it_is(storage)
        delivery.run_until_empty()

    assert len(client.calls(UPDATE)) == 1
    assert storage.redraws.waiting() == 0


@pytest.mark.usefixtures("stands")
def test_what_stands_already_takes_no_place_of_what_does_not(
    delivery, storage, plain, client, monkeypatch
):
    monkeypatch.setattr(delivery.calls.pace, "admit_update", lambda *_, **__: 600.0)
    mark_as_it_is(storage)

    delivery._round("redraws")

    assert storage.redraws.waiting() == 0


@pytest.mark.usefixtures("stands")
def test_an_update_of_which_nobody_knows_whether_it_arrived_is_sent_again(
    delivery, storage, plain, client, monkeypatch
):
    with storage.jobs(now=NOW) as scope:
        (posted,) = scope.messages.of("word", "progress")
    storage.redraws.failed(posted.id, again_in=timedelta(0), in_doubt=True)
    mark_as_it_is(storage)

    delivery.run_until_empty()

    assert len(client.calls(UPDATE)) == 1


@pytest.mark.usefixtures("stands")
def test_a_change_while_the_message_is_drawn_is_drawn_too(delivery, storage, plain, client, ada):
    def tick():
        plain.meanwhile = lambda: None
        plain.words["progress"] = "4 of 9"
        want_redraw(storage, "progress")

    plain.words["progress"] = "3 of 9"
    plain.meanwhile = tick
    want_redraw(storage, "progress")

    delivery.run_until_empty()

    assert [message.text for message in ada.dms()] == ["4 of 9"]
    assert [call["request"]["text"] for call in client.calls(UPDATE)] == ["3 of 9", "4 of 9"]


@pytest.mark.usefixtures("stands")
def test_what_the_redraw_of_another_thread_leaves_to_be_sent_is_sent_as_well(
    delivery, storage, plain, ada, monkeypatch
):
    plain.meanwhile = lambda: put(storage, word("U0ADA", "it moved house"))
    want_redraw(storage, "progress")
    nothing_to_post = delivery._lanes["posts"].round

    def then_another_draws():
        wait = nothing_to_post()
        other = threading.Thread(target=delivery._round, args=("redraws",))
        other.start()
        other.join()
        return wait

    monkeypatch.setattr(delivery._lanes["posts"], "round", then_another_draws)
    delivery.run_until_empty()

    assert [message.text for message in ada.dms()] == ["progress", "it moved house"]


@pytest.mark.usefixtures("stands")
def test_what_is_to_be_left_as_it_is_costs_no_call(delivery, storage, plain, client):
    plain.untrue.add("progress")
    want_redraw(storage, "progress")

    delivery.run_until_empty()

    assert client.calls(UPDATE) == []
    assert storage.redraws.waiting() == 0


@pytest.mark.usefixtures("stands")
@pytest.mark.parametrize("fault", ["reset", "lost_answer", "server_error", "ratelimited"])
def test_a_redraw_that_fails_is_tried_again(fault, delivery, storage, plain, client):
    plain.words["progress"] = "3 of 9"
    want_redraw(storage, "progress")
    client.fault(fault, UPDATE, seconds=5)

    delivery.run_until_empty()

    assert [message.text for message in client.person("Ada").dms()] == ["3 of 9"]
    first, last = client.calls(UPDATE)
    assert last["wire_at"] - first["wire_at"] >= 5


@pytest.mark.usefixtures("stands")
@pytest.mark.parametrize("refusal", ["external_channel_migrating", "message_limit_exceeded"])
def test_a_redraw_that_slack_refuses_for_a_while_is_drawn_once_that_is_over(
    refusal, delivery, storage, plain, client
):
    plain.words["progress"] = "3 of 9"
    want_redraw(storage, "progress")
    client.fault("error", UPDATE, error=refusal)

    delivery.run_until_empty()

    assert [message.text for message in client.person("Ada").dms()] == ["3 of 9"]


KINDS = {
    "digest": "digest",
    "head": "thread",
    "after": "after",
    "after 2": "after",
    "card": "card",
    "card 2": "card",
}


def test_the_card_is_drawn_first_and_the_digest_last(worker, storage, client):
    delivery = worker(*[Plain(kind) for kind in {*KINDS.values()}])
    put(storage, *[word("U0ADA", subject, kind) for subject, kind in KINDS.items()])
    delivery.run_until_empty()
    for subject, kind in KINDS.items():
        want_redraw(storage, subject, kind)

    seen = []
    while delivery._lanes["redraws"].round() is not None:
        seen.append({call["request"]["text"] for call in client.calls(UPDATE)})

    assert seen[0] == {"card", "card 2", "after", "after 2"}
    assert seen[1] - seen[0] == {"head", "digest"}


def test_lists_leave_room_for_cards_within_the_budget(surroundings, storage, database, lenient):
    client, api = lenient
    wire = SetWire(database)
    delivery = Delivery(replace(surroundings, wire=wire), api, [Plain("digest"), Plain("card")])
    people = ("U0ADA", "U0BEN", "U0CLEO")
    digests = [word(people[n % 3], f"digest {n}", "digest") for n in range(UPDATES_A_MINUTE)]
    put(storage, *digests, word("U0BEN", "card", "card"))
    delivery.run_until_empty()
    for errand in digests:
        want_redraw(storage, errand.subject, "digest")

    redraws = delivery._lanes["redraws"]
    while redraws.round() == 0:
        pass
    drawn = len(client.calls(UPDATE))
    want_redraw(storage, "card", "card")
    redraws.round()

    assert drawn == UPDATES_A_MINUTE - LEFT_FOR_CARDS
    assert client.calls(UPDATE)[-1]["request"]["text"] == "card"
    wire.pass_(60)
    while redraws.round() == 0:
        pass
    assert len(client.calls(UPDATE)) == UPDATES_A_MINUTE + 1
    delivery.stop()


class Stumbling(Plain):
    def redraw(self, scope, posted):
        if posted.subject == "stumble":
            raise ValueError("Zephyrine Wexford")
        return super().redraw(scope, posted)


def test_one_failing_redraw_silences_no_other_and_no_word_of_it_is_logged(
    worker, storage, client, caplog
):
    caplog.set_level(logging.DEBUG)
    delivery = worker(Stumbling())
    put(storage, word("U0ADA", "stumble"), word("U0ADA", "progress"))
    delivery.run_until_empty()
    want_redraw(storage, "stumble")
    want_redraw(storage, "progress")

    delivery.run_until_empty()

    assert [call["request"]["text"] for call in client.calls(UPDATE)] == ["progress"]
    assert "ValueError" in caplog.text
    assert "Zephyrine" not in caplog.text


@pytest.mark.usefixtures("stands")
def test_marks_wake_delivery_at_once(delivery, storage, plain, ada):
    storage.wake = delivery.wake
    delivery.start()
    plain.words["progress"] = "3 of 9"

    want_redraw(storage, "progress")

    ada.waits_for(lambda: [message.text for message in ada.dms()] == ["3 of 9"])


@pytest.mark.usefixtures("stands")
def test_two_workers_share_the_redraws(delivery, worker, storage, plain, ada):
    plain.words["progress"] = "3 of 9"
    want_redraw(storage, "progress")
    workers = [threading.Thread(target=one.run_until_empty) for one in (delivery, worker())]

    for one in workers:
        one.start()
    for one in workers:
        one.join()

    assert [message.text for message in ada.dms()] == ["3 of 9"]
    assert storage.redraws.waiting() == 0


@pytest.mark.usefixtures("in_channels")
@pytest.mark.parametrize("closes", ["leave", "archive"])
def test_a_running_thread_whose_channel_closes_goes_on_with_the_case_manager(
    closes, worker, storage, client, sandbox
):
    school = School(storage)
    casey = school.person("U0ADA", Role.CASE_MANAGER, channel="C0ADAROOM")
    meeting = f"meeting:{school.meeting(school.student(casey)).id}"
    delivery = worker(Plain("thread"), Plain("card"), Plain("notice"))
    put(storage, word("C0ADAROOM", meeting, "thread"), word("C0ADAROOM", meeting, "card"))
    delivery.run_until_empty()
    client.deed(closes, channel="ada-private", user=sandbox.bot_user_id)
    want_redraw(storage, meeting, "thread")
    want_redraw(storage, meeting, "card")

    delivery.run_until_empty()

    assert [message.text for message in client.person("Ada").dms()] == ["C0ADAROOM", meeting]
    assert [posted.addressee for posted in standing(storage, meeting, "thread")] == ["U0ADA"]


@pytest.mark.usefixtures("stands")
@pytest.mark.parametrize("refusal", ["invalid_blocks", "missing_scope"])
def test_a_redraw_that_slack_refuses_waits_for_somebody_to_mend_it(
    refusal, delivery, storage, client, caplog
):
    want_redraw(storage, "progress")
    client.fault("error", UPDATE, error=refusal)

    delivery.run_until_empty()

    assert storage.redraws.waiting() == 1
    assert len(client.calls(UPDATE)) == 1
    assert refusal in caplog.text
