"""Slack does not always say yes: what it refuses waits, is given up, or parks its channel."""

from dataclasses import replace
from datetime import timedelta

import pytest
from slack_sdk import WebClient

from jobs.delivery.delivery import Delivery
from jobs.delivery.errands import TRIES_OF_A_REFUSED_MESSAGE
from jobs.surroundings import JobSurroundings
from storage import Database
from tests.conftest import NOW
from tests.jobs.conftest import SetWire
from tests.jobs.plain import Plain, put, word

POST = "chat.postMessage"


@pytest.fixture
def jumping(surroundings: JobSurroundings, database: Database) -> JobSurroundings:
    """The same with wire time, and the database's clock, as a test moves them."""
    return replace(surroundings, wire=SetWire(database))


def test_too_many_parks_one_channel_and_no_other(delivery, storage, client, ada, ben):
    client.fault("ratelimited", POST, seconds=30)
    put(storage, word("U0ADA", "for Ada"), word("U0BEN", "for Ben"))

    delivery.run_until_empty()

    calls = [(one["request"]["channel"], one["status"]) for one in client.calls(POST)]
    assert sorted(calls) == [("U0ADA", 200), ("U0ADA", 429), ("U0BEN", 200)] or sorted(calls) == [
        ("U0ADA", 200),
        ("U0BEN", 200),
        ("U0BEN", 429),
    ]
    first, *_, last = client.calls(POST)
    assert last["wire_at"] - first["wire_at"] >= 30
    assert (len(ada.dms()), len(ben.dms())) == (1, 1)


def test_a_second_channel_with_too_many_parks_the_workspace(delivery, storage, client):
    client.fault("ratelimited", POST, times=2, seconds=30)
    put(storage, word("U0ADA", "for Ada"), word("U0BEN", "for Ben"))
    delivery._lanes["posts"].round()
    put(storage, word("U0CLEO", "for Cleo"))

    delivery.run_until_empty()

    refused = [call for call in client.calls(POST) if call["status"] == 429]
    answered = [call for call in client.calls(POST) if call["status"] == 200]
    assert (len(refused), len(answered)) == (2, 3)
    assert min(c["wire_at"] for c in answered) - max(c["wire_at"] for c in refused) >= 29


def test_a_morning_for_everybody_never_hears_too_many(delivery, storage, client):
    people = ("U0ADA", "U0BEN", "U0CLEO")
    put(storage, *[word(user, f"line {n}") for n in range(6) for user in people])

    delivery.run_until_empty()

    assert client.strict_errors() == []
    assert len(client.calls(POST)) == 18


def test_an_installation_that_is_refused_keeps_its_messages(worker, storage, sandbox, caplog):
    put(storage, word("U0ADA", "good morning"))
    stranger = WebClient(token="xoxb-invented", base_url=sandbox.api_url)

    worker(client=stranger).run_until_empty()

    assert storage.outbox.waiting() == 1
    assert "invalid_auth" in caplog.text


def test_whoever_has_left_is_written_to_once_and_given_up(delivery, storage, client, ada):
    client.deactivate("Ben")
    put(storage, word("U0BEN", "good morning"), word("U0ADA", "good morning"))

    delivery.run_until_empty()

    assert storage.outbox.waiting() == 0
    assert len(ada.dms()) == 1
    assert len(client.calls(POST)) == 2


A_WEEK = timedelta(days=7)


@pytest.mark.parametrize(
    "refusal",
    [
        "ekm_access_denied",
        "external_channel_migrating",
        "internal_error",
        "invalid_auth",
        "message_limit_exceeded",
        "org_login_required",
        "rate_limited",
        "ratelimited",
        "service_unavailable",
        "team_added_to_org",
    ],
)
def test_what_slack_refuses_for_a_while_waits_for_a_week_and_is_said_once(
    refusal, jumping, storage, lenient
):
    client, api = lenient
    put(storage, word("U0ADA", "good morning"))
    wire = jumping.wire
    delivery = Delivery(jumping, api, [Plain()])
    client.fault("error", POST, times=10_000, error=refusal)

    began = wire.now()
    while wire.now() < began + A_WEEK:
        delivery._round("posts")
        wire.pass_(3600)
    assert storage.outbox.waiting() == 1

    client.clear_faults()
    delivery._round("posts")

    assert [message.text for message in client.person("Ada").dms()] == ["good morning"]
    assert storage.outbox.waiting() == 0


def test_while_slack_is_away_nothing_is_given_up_and_then_it_is_said(
    jumping, storage, sandbox, api, ada
):
    put(storage, word("U0ADA", "good morning"))
    wire = jumping.wire
    nowhere = WebClient(token=sandbox.bot_token, base_url="http://127.0.0.1:9/api/")
    away = Delivery(jumping, nowhere, [Plain()])

    began = wire.now()
    while wire.now() < began + A_WEEK:
        away._round("posts")
        wire.pass_(3600)
    Delivery(jumping, api, [Plain()])._round("posts")

    assert [message.text for message in ada.dms()] == ["good morning"]


def test_tries_that_were_no_fault_of_ours_do_not_count(jumping, storage, api, client, ada):
    put(storage, word("U0ADA", "good morning"))
    wire = jumping.wire
    delivery = Delivery(jumping, api, [Plain()])
    client.fault("error", POST, times=9, error="org_login_required")
    client.fault("error", POST, times=2, after=9, error="invalid_blocks")

    for _ in range(12):
        delivery._round("posts")
        wire.pass_(3600)

    assert [message.text for message in ada.dms()] == ["good morning"]


def given_up(storage):
    """Why each was given up that somebody is still owed."""
    with storage.jobs(now=NOW, reading=True) as scope:
        return [one.why for one in scope.unsent.given_up()]


class Malformed(Plain):
    def _message(self, subject):
        return {"text": subject, "blocks": [{"type": "section"}]}


def test_a_message_that_slack_will_not_have_is_given_up_after_a_few_tries(
    jumping, storage, api, client, caplog
):
    put(storage, word("U0ADA", "good morning"))
    wire = jumping.wire
    delivery = Delivery(jumping, api, [Malformed()])

    for _ in range(TRIES_OF_A_REFUSED_MESSAGE + 1):
        delivery.run_until_empty()
        wire.pass_(3600)

    assert storage.outbox.waiting() == 0
    assert len(client.calls(POST)) == TRIES_OF_A_REFUSED_MESSAGE
    assert "invalid_blocks" in caplog.text
    assert given_up(storage) == ["invalid_blocks"]


def test_a_message_that_fails_for_a_day_is_given_up(jumping, storage, api, caplog):
    put(storage, word("U0ADA", "good morning", kind="riddle"))
    wire = jumping.wire
    delivery = Delivery(jumping, api, [Plain()])

    began = wire.now()
    while storage.outbox.waiting():
        delivery.run_until_empty()
        wire.pass_(1200)

    assert timedelta(hours=20) < wire.now() - began < timedelta(hours=30)
    assert "is given up" in caplog.text
    assert given_up(storage) == ["KeyError"]


@pytest.mark.parametrize(
    ("refusal", "owed"),
    [
        pytest.param("messages_tab_disabled", ["messages_tab_disabled"], id="still-here"),
        pytest.param("user_disabled", [], id="has-left"),
    ],
)
def test_what_a_conversation_does_not_take_is_owed_to_whoever_is_still_here(
    refusal, owed, delivery, storage, client
):
    client.fault("error", POST, error=refusal)
    put(storage, word("U0BEN", "good morning"))

    delivery.run_until_empty()

    assert storage.outbox.waiting() == 0
    assert given_up(storage) == owed


def test_what_is_no_longer_true_is_owed_to_nobody(delivery, plain, storage):
    plain.untrue.add("good morning")
    put(storage, word("U0BEN", "good morning"))

    delivery.run_until_empty()

    assert storage.outbox.waiting() == 0
    assert given_up(storage) == []


def test_what_was_given_up_is_said_once_it_is_sent_again_and_can_be(
    jumping, storage, api, client, ada
):
    put(storage, word("U0ADA", "good morning"))
    refused = Delivery(jumping, api, [Malformed()])
    for _ in range(TRIES_OF_A_REFUSED_MESSAGE):
        refused.run_until_empty()
        jumping.wire.pass_(3600)
    with storage.jobs(now=NOW) as scope:
        assert scope.unsent.send_again() == 1

    Delivery(jumping, api, [Plain()]).run_until_empty()

    assert [message.text for message in ada.dms()] == ["good morning"]
    assert given_up(storage) == []
