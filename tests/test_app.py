"""Whoever starts the assistant with something wrong is told what, and it ends."""

import socket
import time
from dataclasses import replace

import pytest

from app import Assistant, RealWire
from bot.errors import CaseworkError
from sandbox.client import SandboxClient
from sandbox.server.server import Sandbox
from tests.people import MANIFEST, MORNING, TOWN, settings_for


@pytest.fixture
def settings(database_url):
    with Sandbox(manifest=MANIFEST, district=TOWN, at=MORNING) as sandbox:
        yield settings_for(sandbox, database_url)


def test_a_wrong_bot_token_is_named(settings):
    with pytest.raises(CaseworkError, match="does not accept SLACK_BOT_TOKEN"):
        Assistant(replace(settings, bot_token="xoxb-0-wrong"))


def test_an_installation_for_a_whole_organization_is_not_begun(settings):
    with SandboxClient(settings.slack_api_url.removesuffix("/api/")) as client:
        client.set_up(organization="E0QUILL")
        with pytest.raises(CaseworkError, match="for a whole organization"):
            Assistant(settings)


def test_a_wrong_app_token_is_named_before_anything_is_sent(settings, monkeypatch):
    assistant = Assistant(replace(settings, app_token="xapp-0-wrong"))
    monkeypatch.setattr(assistant.delivery, "start", None)

    with pytest.raises(CaseworkError, match="opens no connection for SLACK_APP_TOKEN"):
        assistant.start()
    assistant.stop()


@pytest.mark.parametrize("method", ["auth.test", "apps.connections.open"])
def test_slacks_own_trouble_at_the_start_is_not_blamed_on_a_token(settings, monkeypatch, method):
    with SandboxClient(settings.slack_api_url.removesuffix("/api/")) as client:
        client.fault("error", method=method, error="internal_error")
        with pytest.raises(CaseworkError, match=r"internal_error.*in a minute") as told:
            begun(settings, monkeypatch)
    assert "look at the token" not in str(told.value)


def begun(settings, monkeypatch):
    assistant = Assistant(settings)
    monkeypatch.setattr(assistant.delivery, "start", None)
    try:
        assistant.start()
    finally:
        assistant.stop()


def test_a_slack_that_cannot_be_reached_is_named(settings):
    with pytest.raises(CaseworkError, match="Slack cannot be reached at"):
        Assistant(replace(settings, slack_api_url="http://127.0.0.1:9/api/"))


def test_a_port_that_is_taken_is_named(settings):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        at_a_port = replace(settings, app_token="", signing_secret="a-secret", port=port)
        with pytest.raises(CaseworkError, match=f"Port {port} cannot be used"):
            Assistant(at_a_port)


class Watches:
    """The machine's watches: Python's own stops while the machine is suspended, another runs on."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.awake = self.all_told = 1000.0
        patch.setattr(time, "monotonic", lambda: self.awake)
        patch.setattr(time, "clock_gettime", lambda _: self.all_told)

    def run(self, seconds: float, *, suspended: float = 0.0) -> None:
        self.awake += seconds
        self.all_told += seconds + suspended


@pytest.mark.parametrize(
    ("rate", "suspended", "passed"), [(1.0, 0.0, 60.0), (1.0, 1800.0, 1860.0), (10.0, 6.0, 660.0)]
)
def test_wire_time_runs_on_while_the_machine_is_suspended(rate, suspended, passed, monkeypatch):
    watches = Watches(monkeypatch)
    wire = RealWire(rate)
    began = wire.now()

    watches.run(60.0, suspended=suspended)

    assert (wire.now() - began).total_seconds() == passed


def test_where_the_machine_has_no_such_watch_pythons_own_is_taken(monkeypatch):
    watches = Watches(monkeypatch)
    monkeypatch.delattr(time, "CLOCK_BOOTTIME", raising=False)
    monkeypatch.delattr(time, "CLOCK_MONOTONIC", raising=False)
    wire = RealWire()
    began = wire.now()

    watches.run(60.0, suspended=1800.0)

    assert (wire.now() - began).total_seconds() == 60.0
