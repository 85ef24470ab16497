"""What goes wrong between us and Slack is read for what it means, and logged without words."""

from http.client import RemoteDisconnected
from socket import gaierror
from typing import Any
from urllib.error import URLError

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse

from jobs.delivery.guard import described
from jobs.delivery.refusals import CallFate, fate_of, retry_after, why

POST = "chat.postMessage"


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


@pytest.mark.parametrize(
    ("error", "fate"),
    [
        pytest.param(answer(200, {"error": "rate_limited"}), CallFate.TOO_MANY, id="in-the-body"),
        pytest.param(answer(200, {"error": "internal_error"}), CallFate.UNKNOWN, id="half-done"),
        pytest.param(answer(503, {"error": "fatal"}), CallFate.UNKNOWN, id="server-error"),
        pytest.param(answer(200, {"error": "Oops, <html>"}), CallFate.UNKNOWN, id="no-answer"),
        pytest.param(answer(200, {"error": "is_archived"}), CallFate.CLOSED, id="archived"),
        pytest.param(answer(200, {"error": "token_revoked"}), CallFate.LOCKED_OUT, id="revoked"),
        pytest.param(answer(200, {"error": "never_heard_of"}), CallFate.REFUSED, id="unheard-of"),
        pytest.param(URLError(ConnectionRefusedError()), CallFate.NEVER_LEFT, id="refused"),
        pytest.param(URLError(gaierror()), CallFate.NEVER_LEFT, id="no-such-host"),
        pytest.param(URLError(TimeoutError()), CallFate.UNKNOWN, id="no-answer-in-time"),
        pytest.param(RemoteDisconnected(""), CallFate.UNKNOWN, id="cut-off"),
    ],
)
def test_what_goes_wrong_is_read_for_what_it_means(error, fate):
    assert fate_of(error) is fate


def test_an_answer_that_is_none_of_slacks_is_not_repeated_in_the_log():
    assert described(answer(502, {"error": "a page that names Zephyrine"})) == "SlackApiError "
    assert why(answer(502, {"error": "a page that names Zephyrine"})) == "status 502"
    assert why(ConnectionResetError("Zephyrine")) == "ConnectionResetError"
