"""Slack does not always say yes, or says it and is not heard: nothing is lost, nothing doubled."""

import logging
from dataclasses import replace
from datetime import timedelta
from http.client import RemoteDisconnected
from socket import gaierror
from typing import Any
from urllib.error import URLError

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse

from bot.people import Role
from jobs.deliver import Delivery
from jobs.errands import TRIES_OF_A_REFUSED_MESSAGE
from jobs.guard import described
from jobs.refusals import Fate, fate_of, retry_after, why
from sandbox.client import SandboxClient
from sandbox.server import Sandbox
from tests.conftest import NOW
from tests.jobs.conftest import HILLTOP, RATE, SetWire
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


class Malformed(Plain):
    def _message(self, subject):
        return {"text": subject, "blocks": [{"type": "section"}]}


def test_a_message_that_slack_will_not_have_is_given_up_after_a_few_tries(
    surroundings, storage, api, client, caplog
):
    put(storage, word("U0ADA", "good morning"))
    wire = SetWire()
    delivery = Delivery(replace(surroundings, wire=wire), api, [Malformed()])

    for _ in range(TRIES_OF_A_REFUSED_MESSAGE + 1):
        delivery.run_until_empty()
        wire.pass_(3600)

    assert storage.outbox.waiting() == 0
    assert len(client.calls(POST)) == TRIES_OF_A_REFUSED_MESSAGE
    assert "invalid_blocks" in caplog.text


@pytest.fixture
def meeting(school):
    casey = school.person("U0ADA", Role.CASE_MANAGER, channel="C0ADAROOM")
    return school.meeting(school.student(casey))


def test_a_thread_whose_channel_is_closed_opens_with_the_case_manager_who_is_told_once(
    worker, storage, meeting, client, ada
):
    thread = word("C0ADAROOM", f"meeting:{meeting.id}", kind="thread", step="2026-10-27")
    reply = word("C0ADAROOM", f"meeting:{meeting.id}", kind="card", step="2026-10-27")
    put(storage, thread, reply)

    worker(Plain("thread"), Plain("card"), Plain("notice")).run_until_empty()

    assert sorted(message.text for message in ada.dms()) == ["C0ADAROOM", f"meeting:{meeting.id}"]
    assert storage.outbox.waiting() == 0
    assert client.person("Ada").dms()[0].text == "C0ADAROOM"


@pytest.mark.usefixtures("in_channels")
def test_a_thread_in_an_archived_channel_opens_elsewhere_too(worker, storage, meeting, client, ada):
    client.deed("archive", channel="ada-private")
    put(storage, word("C0ADAROOM", f"meeting:{meeting.id}", kind="thread"))

    worker(Plain("thread"), Plain("notice")).run_until_empty()

    assert len(ada.dms()) == 2


def test_another_message_whose_channel_is_closed_is_dropped_with_its_reason(
    delivery, storage, ada, caplog
):
    put(storage, word("C0ADAROOM", "good morning"))

    delivery.run_until_empty()

    assert storage.outbox.waiting() == 0
    assert ada.dms() == []
    assert "channel_not_found" in caplog.text


def test_the_stock_clients_own_second_try_is_off(delivery, storage, client, caplog):
    caplog.set_level(logging.DEBUG)
    put(storage, word("U0ADA", "good morning"))
    client.fault("reset", POST)

    delivery._lanes["posts"].round()

    assert len(client.calls(POST)) == 1


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        pytest.param({"Retry-After": "7"}, 7, id="as-slack-writes-it"),
        pytest.param({"retry-after": "7"}, 7, id="as-a-proxy-writes-it"),
        pytest.param({"Retry-After": ["7"]}, 7, id="as-the-stock-client-sometimes-hands-it-on"),
        pytest.param({"Retry-After": "soon"}, 30, id="no-number"),
        pytest.param({}, 30, id="nothing-said"),
    ],
)
def test_slack_says_how_long_to_wait_or_a_while_is_taken(headers, seconds):
    assert retry_after(answer(429, {"error": "ratelimited"}, headers)) == seconds


def answer(status: int, body: dict[str, str], headers: dict[str, Any] | None = None):
    response = SlackResponse(
        client=None,
        http_verb="POST",
        api_url="",
        req_args={},
        data=body,
        headers=headers or {},
        status_code=status,
    )
    return SlackApiError("refused", response)


@pytest.mark.parametrize(
    ("error", "fate"),
    [
        pytest.param(answer(200, {"error": "rate_limited"}), Fate.TOO_MANY, id="in-the-body"),
        pytest.param(answer(200, {"error": "internal_error"}), Fate.UNKNOWN, id="half-done"),
        pytest.param(answer(503, {"error": "fatal"}), Fate.UNKNOWN, id="server-error"),
        pytest.param(answer(200, {"error": "Oops, <html>"}), Fate.UNKNOWN, id="no-answer"),
        pytest.param(answer(200, {"error": "is_archived"}), Fate.CLOSED, id="archived"),
        pytest.param(answer(200, {"error": "token_revoked"}), Fate.LOCKED_OUT, id="revoked"),
        pytest.param(answer(200, {"error": "never_heard_of"}), Fate.REFUSED, id="unheard-of"),
        pytest.param(URLError(ConnectionRefusedError()), Fate.NEVER_LEFT, id="refused"),
        pytest.param(URLError(gaierror()), Fate.NEVER_LEFT, id="no-such-host"),
        pytest.param(URLError(TimeoutError()), Fate.UNKNOWN, id="no-answer-in-time"),
        pytest.param(RemoteDisconnected(""), Fate.UNKNOWN, id="cut-off"),
    ],
)
def test_what_goes_wrong_is_read_for_what_it_means(error, fate):
    assert fate_of(error) is fate


def test_an_answer_that_is_none_of_slacks_is_not_repeated_in_the_log():
    assert described(answer(502, {"error": "a page that names Zephyrine"})) == "SlackApiError "
    assert why(answer(502, {"error": "a page that names Zephyrine"})) == "status 502"
    assert why(ConnectionResetError("Zephyrine")) == "ConnectionResetError"


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


def test_a_message_that_fails_for_a_day_is_given_up(surroundings, storage, api, caplog):
    put(storage, word("U0ADA", "good morning", kind="riddle"))
    wire = SetWire()
    delivery = Delivery(replace(surroundings, wire=wire), api, [Plain()])

    began = wire.now()
    while storage.outbox.waiting():
        delivery.run_until_empty()
        wire.pass_(1200)

    assert timedelta(hours=20) < wire.now() - began < timedelta(hours=30)
    assert "is given up" in caplog.text


def test_a_detour_that_cannot_be_found_is_looked_for_again(
    worker, storage, meeting, monkeypatch, ada
):
    def stumble(*_):
        raise OSError

    monkeypatch.setattr("jobs.errands.detour", stumble)
    put(storage, word("C0ADAROOM", f"meeting:{meeting.id}", kind="thread"))

    worker(Plain("thread")).run_until_empty()

    assert storage.outbox.waiting() == 1
    assert ada.dms() == []


def test_a_thread_of_a_meeting_no_longer_on_record_opens_nowhere(worker, storage, ada):
    put(storage, word("C0ADAROOM", "meeting:4711", kind="thread"))

    worker(Plain("thread")).run_until_empty()

    assert storage.outbox.waiting() == 0
    assert ada.dms() == []


def test_a_thread_opens_with_nobody_who_has_left(worker, storage, meeting, ada):
    with storage.jobs(now=NOW) as scope:
        [casey] = scope.people.all()
        scope.people.keep(replace(casey, active=False))
    put(storage, word("C0ADAROOM", f"meeting:{meeting.id}", kind="thread"))

    worker(Plain("thread")).run_until_empty()

    assert storage.outbox.waiting() == 0
    assert ada.dms() == []
