"""A dropped file is fetched from Slack alone, with the token, in time, or not at all."""

from time import monotonic
from urllib.request import Request

import pytest
from slack_sdk import WebClient

from bot.imports.dropped_files import DroppedFileError, Unread
from handlers.kit.clients import GoesNowhereElse
from handlers.kit.dropped_files import (
    LATEST,
    content_of,
    is_slacks,
    shows_sign_in,
    why_for,
)
from sandbox.client import SandboxClient
from sandbox.server.server import Sandbox
from tests.sandbox.bots import Bot, manifest, modal
from tests.sandbox.conftest import HILLTOP, MORNING
from tests.sandbox.screen.test_attaching import FIELD, ROWS
from tests.sandbox.screen.test_forms import open_for

SLACK, GOV = "https://www.slack.com/api/", "https://slack-gov.com/api/"
LOCAL = "http://127.0.0.1:3000/api/"


@pytest.mark.parametrize(
    ("address", "base_url", "is_theirs"),
    [
        ("https://files.slack.com/files-pri/T1-F1/download/a.csv", SLACK, True),
        ("https://slack.com/files-pri/T1-F1/a.csv", "https://slack.com/api/", True),
        ("https://files.slack-gov.com/files-pri/T1-F1/a.csv", GOV, True),
        ("http://127.0.0.1:3000/files-pri/F1/a.csv", LOCAL, True),
        ("http://files.slack.com/files-pri/T1-F1/a.csv", SLACK, False),
        ("https://files.slack.com.evil.example/a.csv", SLACK, False),
        ("https://evilslack.com/a.csv", SLACK, False),
        ("https://files.slack.com:8443/a.csv", SLACK, False),
        ("https://evil.example/?files.slack.com", SLACK, False),
        ("https://files.slack.com@evil.example/a.csv", SLACK, False),
        ("http://127.0.0.1:3001/files-pri/F1/a.csv", LOCAL, False),
        ("file:///etc/passwd", SLACK, False),
        ("", SLACK, False),
    ],
)
def test_the_token_goes_to_slacks_own_hosts_alone(address, base_url, is_theirs):
    assert is_slacks(address, base_url) is is_theirs


@pytest.mark.parametrize(
    ("status", "why"),
    [
        (404, Unread.GONE),
        (410, Unread.GONE),
        (302, Unread.NOT_LET),
        (401, Unread.NOT_LET),
        (403, Unread.NOT_LET),
        (429, Unread.NOT_NOW),
        (503, Unread.NOT_NOW),
    ],
)
def test_an_http_status_says_why(status, why):
    assert why_for(status) is why


def test_a_page_to_sign_in_at_is_not_taken_for_the_file():
    assert shows_sign_in("text/html", "text/csv")
    assert not shows_sign_in("text/csv", "text/csv")
    assert not shows_sign_in("text/html", "text/html")


def test_the_token_is_led_nowhere_else():
    request = Request("https://files.slack.com/a.csv")
    led = GoesNowhereElse().redirect_request(request, None, 302, "Found", {}, "https://e.example")
    assert led is None


@pytest.fixture(scope="module")
def dropped():
    """A workspace in which Ada has dropped a file into a form."""
    with (
        Sandbox(manifest=manifest(), district=HILLTOP, at=MORNING) as sandbox,
        SandboxClient(sandbox.url) as client,
        Bot(sandbox) as bot,
    ):
        form = open_for(client.person("Ada"), bot, modal(FIELD))
        form.drop("Calendar", "closures.csv", ROWS)
        [file] = form.state["calendar"]["answer"]["files"]
        yield client, WebClient(token=sandbox.bot_token, base_url=sandbox.api_url), file["id"]


def test_a_file_is_fetched_with_the_token(dropped):
    _, api, file = dropped
    assert content_of(api, file, seconds=monotonic) == ROWS


@pytest.mark.parametrize(("took", "in_time"), [(LATEST, True), (LATEST + 0.01, False)])
def test_what_comes_too_late_for_the_acknowledgement_is_not_taken(dropped, took, in_time):
    _, api, file = dropped
    moments = iter([10.0, 10.0 + took])

    if in_time:
        assert content_of(api, file, seconds=lambda: next(moments)) == ROWS
    else:
        with pytest.raises(DroppedFileError, match="in time"):
            content_of(api, file, seconds=lambda: next(moments))


@pytest.mark.parametrize(
    ("kind", "method", "why"),
    [
        pytest.param("server_error", "files.info", Unread.NOT_NOW, id="slack-stumbles"),
        pytest.param("ratelimited", "files.info", Unread.NOT_NOW, id="slack-is-busy"),
        pytest.param("reset", "files.info", Unread.NOT_NOW, id="the-line-breaks"),
        pytest.param("server_error", "download", Unread.NOT_NOW, id="its-files-stumble"),
        pytest.param("reset", "download", Unread.NOT_NOW, id="its-files-hang-up"),
        pytest.param("error", "download", Unread.NOT_LET, id="it-leads-to-where-people-sign-in"),
    ],
)
def test_what_goes_wrong_is_told_and_tried_once(dropped, kind, method, why, caplog):
    client, api, file = dropped
    client.fault(kind, method)
    before = len(client.calls(method))

    with pytest.raises(DroppedFileError) as refused:
        content_of(api, file, seconds=monotonic)

    assert refused.value.why is why
    assert len(client.calls(method)) == before + 1
    assert "closures.csv" not in caplog.text
    assert content_of(api, file, seconds=monotonic) == ROWS


def test_a_file_that_was_never_there_is_gone(dropped):
    _, api, _ = dropped
    with pytest.raises(DroppedFileError) as refused:
        content_of(api, "F0NOBODY", seconds=monotonic)
    assert refused.value.why is Unread.GONE
