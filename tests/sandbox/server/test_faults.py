"""Faults on demand: what a network, or Slack on a bad day, does to a call."""

import http.client
import urllib.error

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from sandbox.client import NotPossibleError, Person, SandboxClient
from sandbox.server.server import Sandbox
from tests.sandbox.server.test_frame import refusal

CUT = (urllib.error.URLError, http.client.RemoteDisconnected, ConnectionError)


def test_a_call_can_be_told_to_wait(api: WebClient, client: SandboxClient, ada: Person):
    client.fault("ratelimited", method="chat.postMessage", seconds=7)

    with pytest.raises(SlackApiError) as caught:
        api.chat_postMessage(channel=ada.id, text="hello")

    assert caught.value.response.status_code == 429
    assert caught.value.response.headers["Retry-After"] == "7"
    assert ada.dms() == []
    assert api.chat_postMessage(channel=ada.id, text="hello")["ok"]


def test_slack_can_stumble(api: WebClient, client: SandboxClient, ada: Person):
    client.fault("server_error", method="chat.postMessage")

    with pytest.raises(SlackApiError) as caught:
        api.chat_postMessage(channel=ada.id, text="hello")

    assert caught.value.response.status_code == 500
    assert ada.dms() == []


def test_a_method_can_answer_with_any_error(api: WebClient, client: SandboxClient):
    client.fault("error", method="users.list", error="fatal_error")

    assert refusal(api.users_list) == "fatal_error"
    assert api.users_list()["ok"]


def test_a_connection_can_break_before_the_deed(api: WebClient, client: SandboxClient, ada: Person):
    client.fault("reset", method="chat.postMessage")

    with pytest.raises(CUT):
        api.chat_postMessage(channel=ada.id, text="hello")

    assert ada.dms() == []


def test_an_answer_can_be_lost_after_the_deed(api: WebClient, client: SandboxClient, ada: Person):
    client.fault("lost_answer", method="chat.postMessage")

    with pytest.raises(CUT):
        api.chat_postMessage(channel=ada.id, text="hello")

    assert [one.text for one in ada.dms()] == ["hello"]


def test_the_stock_clients_second_try_doubles_a_message(
    sandbox: Sandbox, client: SandboxClient, ada: Person
):
    stock = WebClient(token=sandbox.bot_token, base_url=sandbox.api_url)
    client.fault("lost_answer", method="chat.postMessage")

    stock.chat_postMessage(channel=ada.id, text="hello")

    assert [one.text for one in ada.dms()] == ["hello", "hello"]


def test_a_call_can_be_slow(hasty: Sandbox):
    api = WebClient(token=hasty.bot_token, base_url=hasty.api_url)
    with SandboxClient(hasty.url) as client:
        client.fault("latency", method="users.list", seconds=2)
        api.users_list()

        assert client.calls("users.list")[0]["took"] >= 2


def test_a_fault_befalls_as_often_as_was_asked_and_after_as_many(
    api: WebClient, client: SandboxClient
):
    client.fault("error", method="users.list", times=2, after=1)

    answers = []
    for _ in range(4):
        try:
            answers.append(bool(api.users_list()["ok"]))
        except SlackApiError:
            answers.append(False)

    assert answers == [True, False, False, True]


def test_a_fault_can_befall_whatever_comes_next(api: WebClient, client: SandboxClient):
    client.fault("error")

    assert refusal(api.team_info) == "internal_error"


def test_planned_faults_can_be_called_off(api: WebClient, client: SandboxClient):
    client.fault("error", times=5)
    client.clear_faults()

    assert api.users_list()["ok"]


def test_an_unknown_fault_is_refused(client: SandboxClient):
    with pytest.raises(NotPossibleError):
        client.fault("earthquake")
    with pytest.raises(NotPossibleError):
        client.set_up(weather="fine")


def test_planned_faults_are_no_reproach_to_the_app(api: WebClient, client: SandboxClient):
    client.fault("error", method="users.list")
    refusal(api.users_list)
    assert client.strict_errors() == []

    refusal(api.users_info, user="U0NOBODY")

    [reproach] = client.strict_errors()
    assert (reproach["name"], reproach["refused"]) == ("users.info", "user_not_found")


def test_the_journal_shows_both_sides_and_no_token(
    api: WebClient, client: SandboxClient, ada: Person, sandbox: Sandbox
):
    api.chat_postMessage(channel=ada.id, text="hello")

    [call] = client.calls("chat.postMessage")
    assert (call["direction"], call["request"]["text"]) == ("from app", "hello")
    assert call["response"]["ok"] is True
    assert call["status"] == 200
    assert call["school_at"] == "2026-10-08T14:00:00Z"
    assert sandbox.bot_token not in str(client.journal())
    assert client.journal("api", after=call["number"]) == []


def test_a_page_from_elsewhere_cannot_act_as_a_person(sandbox: Sandbox, ada: Person):
    connection = http.client.HTTPConnection(sandbox.url.removeprefix("http://"))
    try:
        path = f"/sandbox/people/{ada.id}/command"
        for headers in (
            {"content-type": "text/plain"},
            {"content-type": "application/json", "host": "evil.example"},
        ):
            connection.request("POST", path, '{"command": "/tortoise"}', headers)
            response = connection.getresponse()
            response.read()
            assert response.status == 403
    finally:
        connection.close()
