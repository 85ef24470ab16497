"""Where an answer was lost, the conversation is looked at before anything is said again."""

import logging

import pytest
from slack_sdk import WebClient

from sandbox.client import SandboxClient
from sandbox.server.server import Sandbox
from tests.conftest import NOW
from tests.jobs.conftest import HILLTOP, RATE
from tests.jobs.plain import Plain, put, standing, word
from tests.sandbox.bots import manifest

POST = "chat.postMessage"


def posts(client, text: str) -> int:
    return sum(call["request"]["text"] == text for call in client.calls(POST))


def test_an_answer_lost_after_the_deed_does_not_double_the_message(delivery, storage, client, ada):
    put(storage, word("U0ADA", "good morning"))
    client.fault("lost_answer", POST)

    delivery.run_until_empty()

    assert len(ada.dms()) == 1
    assert posts(client, "good morning") == 1
    [kept] = standing(storage, "good morning")
    assert kept.ts == ada.dms()[0].ts


@pytest.mark.usefixtures("in_channels")
def test_an_answer_lost_in_a_thread_is_looked_for_in_the_thread(
    delivery, storage, plain, client, ada
):
    put(storage, word("C0ADAROOM", "parent"))
    delivery.run_until_empty()
    [parent] = standing(storage, "parent")
    plain.places["reply"] = (parent.channel, parent.ts)
    put(storage, word("C0ADAROOM", "reply"))
    client.fault("lost_answer", POST)

    delivery.run_until_empty()

    assert [one.text for one in ada.messages("ada-private")] == ["parent", "reply"]
    assert standing(storage, "reply")[0].thread_ts == parent.ts


def test_a_message_of_the_same_words_is_not_taken_for_the_one_that_was_lost(
    delivery, storage, plain, client, ada
):
    plain.words = {"first": "good morning", "second": "good morning"}
    put(storage, word("U0ADA", "first"))
    delivery.run_until_empty()
    put(storage, word("U0ADA", "second"))
    client.fault("reset", POST)

    delivery.run_until_empty()

    assert len(ada.dms()) == 2


@pytest.mark.parametrize("fault", ["reset", "server_error"])
def test_a_message_that_never_arrived_is_sent_again(fault, delivery, storage, client, ada):
    put(storage, word("U0ADA", "good morning"))
    client.fault(fault, POST)

    delivery.run_until_empty()

    assert len(ada.dms()) == 1


@pytest.fixture
def unreadable(surroundings):
    """A workspace that has not let the app read anything."""
    narrow = manifest()
    narrow["oauth_config"]["scopes"]["bot"] = ["chat:write", "im:write"]
    with (
        Sandbox(manifest=narrow, district=HILLTOP, at=NOW, wire_rate=RATE) as sandbox,
        SandboxClient(sandbox.url) as client,
    ):
        yield client, WebClient(token=sandbox.bot_token, base_url=sandbox.api_url)


def test_where_the_app_cannot_read_a_message_is_said_at_least_once(worker, storage, unreadable):
    client, api = unreadable
    put(storage, word("U0ADA", "good morning"))
    client.fault("lost_answer", POST)

    worker(client=api).run_until_empty()

    assert len(client.person("Ada").dms()) == 2
    assert storage.outbox.waiting() == 0


def test_where_slack_keeps_ids_a_message_that_nobody_can_read_is_said_once(
    worker, storage, unreadable
):
    client, api = unreadable
    client.set_up(client_ids_kept=True)
    put(storage, word("U0ADA", "good morning"))
    client.fault("lost_answer", POST)

    worker(client=api).run_until_empty()

    assert posts(client, "good morning") == 2
    [stands] = client.person("Ada").dms()
    [kept] = standing(storage, "good morning")
    assert kept.ts == stands.ts


def test_a_message_that_somebody_deleted_after_its_answer_was_lost_is_said_anew(
    worker, storage, unreadable
):
    client, api = unreadable
    client.set_up(client_ids_kept=True)
    put(storage, word("U0ADA", "good morning"))
    client.fault("lost_answer", POST)
    client.fault("error", POST, after=1, error="duplicate_message_not_found")

    worker(client=api).run_until_empty()

    assert storage.outbox.waiting() == 0
    assert posts(client, "good morning") == 3


def test_two_messages_of_the_same_words_bear_two_ids(delivery, storage, plain, client):
    plain.words = {"first": "good morning", "second": "good morning"}
    for one in ("first", "second"):
        put(storage, word("U0ADA", one))
    delivery.run_until_empty()

    ids = [call["request"]["client_msg_id"] for call in client.calls(POST)]
    assert len(set(ids)) == 2


def test_the_lookup_of_a_lost_message_waits_where_slack_asks_it_to(delivery, storage, client, ada):
    put(storage, word("U0ADA", "good morning"))
    client.fault("lost_answer", POST)
    client.fault("ratelimited", "conversations.history", seconds=20)

    delivery.run_until_empty()

    assert len(ada.dms()) == 1
    assert posts(client, "good morning") == 1


@pytest.mark.parametrize(
    ("fault", "method"),
    [("reset", "conversations.open"), ("server_error", "conversations.history")],
)
def test_a_look_that_fails_leaves_it_unknown(fault, method, delivery, storage, client):
    ada = client.person("Ada")
    put(storage, word("U0ADA", "good morning"))
    client.fault("lost_answer", POST)
    client.fault(fault, method)

    delivery.run_until_empty()

    assert len(ada.dms()) == 1


def test_slack_that_cannot_be_reached_leaves_nothing_to_look_up(worker, storage, sandbox, api):
    put(storage, word("U0ADA", "good morning"))
    nowhere = WebClient(token=sandbox.bot_token, base_url="http://127.0.0.1:9/api/")
    worker(client=nowhere).run_until_empty()
    assert storage.outbox.waiting() == 1

    with SandboxClient(sandbox.url) as client:
        later = worker()
        later.start()
        ada = client.person("Ada")
        ada.waits_for(lambda: len(ada.dms()) == 1)

        assert client.calls("conversations.history") == []


class Stumbling(Plain):
    """Composes what the stock client itself chokes on."""

    def _message(self, subject):
        return {"text": subject, "blocks": [object()]}


def test_what_trips_up_the_client_is_looked_up_before_it_is_tried_again(
    worker, storage, client, caplog
):
    put(storage, word("U0ADA", "good morning"))

    worker(Stumbling()).run_until_empty()

    assert storage.outbox.waiting() == 1
    assert client.calls(POST) == []
    assert "TypeError" in caplog.text


def test_the_stock_clients_own_second_try_is_off(delivery, storage, client, caplog):
    caplog.set_level(logging.DEBUG)
    put(storage, word("U0ADA", "good morning"))
    client.fault("reset", POST)

    delivery._lanes["posts"].round()

    assert len(client.calls(POST)) == 1
