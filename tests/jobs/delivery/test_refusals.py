"""What goes wrong between us and Slack is read for what it means, and logged without words."""

import re
from http.client import RemoteDisconnected
from socket import gaierror
from typing import Any
from urllib.error import URLError

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse

from jobs.delivery.guard import described
from jobs.delivery.refusals import CallFate, fate_of, retry_after, why
from tests.slack_cases.refusals import BY_METHOD, COMMON, MENDED_THERE, OURS, PASSES
from tests.test_house import files_of

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


FOR_GOOD = {CallFate.CLOSED, CallFate.GONE}
WAITED_FOR = {CallFate.TOO_MANY, CallFate.UNKNOWN, CallFate.PASSING}


def sorts(code: str) -> set[str]:
    """Say into which of the four sorts delivery puts an answer of Slack's."""
    fate = fate_of(answer(200, {"error": code}))
    return {
        name
        for name, held in (
            ("passes", fate in WAITED_FOR),
            ("mended there", fate is CallFate.LOCKED_OUT),
            ("theirs for good", fate in FOR_GOOD),
            ("ours", fate is CallFate.REFUSED),
        )
        if held
    }


@pytest.mark.parametrize("method", BY_METHOD)
def test_whatever_slack_documents_passes_or_is_mended_there_or_is_final_or_is_ours(method):
    for code in (*BY_METHOD[method].split(), *COMMON.split()):
        listed = {
            "passes": code in PASSES,
            "mended there": code in MENDED_THERE,
            "ours": code in OURS,
        }
        expected = {name for name, is_it in listed.items() if is_it} or {"theirs for good"}
        assert sorts(code) == expected, code


def test_every_method_that_delivery_calls_is_gone_through():
    called = set()
    for path in files_of("jobs"):
        called |= set(re.findall(r'"((?:conversations|users|files|chat)\.\w+)"', path.read_text()))
        called |= {
            name.replace("_", ".", 1)
            for name in re.findall(r"_client\.(chat_\w+|views_\w+)\(", path.read_text())
        }
    assert called == {*BY_METHOD} - {"chat.delete"}
