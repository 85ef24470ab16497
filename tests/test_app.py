"""Whoever starts the assistant with something wrong is told what; what is away is waited for."""

import contextlib
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from slack_sdk import WebClient

from app import Assistant, RealWire
from bot.errors import CaseworkError, SlackAwayError, StorageAwayError
from bot.settings.environment import Settings
from cli.workspaces import known_to_slack
from handlers.kit.waiting import AskedToEndError
from sandbox.client import SandboxClient
from sandbox.server.server import Sandbox
from storage import Database
from tests.conftest import HANGS
from tests.people import MANIFEST, MORNING, TOWN, free_port, settings_for

QUICK = 100.0
"""Wire seconds of the assistant's own in a real one: its pauses are hardly any."""


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

    with pytest.raises(CaseworkError, match="does not accept SLACK_APP_TOKEN"):
        assistant.start()
    assistant.stop()


TROUBLES = {
    "a-mistake-of-slacks": {"kind": "error", "error": "internal_error"},
    "a-worse-one": {"kind": "error", "error": "fatal_error"},
    "a-service-that-is-away": {"kind": "error", "error": "service_unavailable"},
    "an-organization-that-is-locked": {"kind": "error", "error": "org_login_required"},
    "status-500": {"kind": "server_error"},
    "too-many-calls": {"kind": "ratelimited", "seconds": 3},
    "a-connection-that-breaks": {"kind": "reset"},
}


@pytest.mark.parametrize("method", ["auth.test", "apps.connections.open"])
@pytest.mark.parametrize("trouble", TROUBLES.values(), ids=TROUBLES)
def test_slacks_own_trouble_at_the_start_is_waited_for(settings, caplog, method, trouble):
    with slack_of(settings) as slack:
        slack.fault(method=method, times=3, **trouble)
        with assistant_of(settings):
            slack.connected(timeout=HANGS)

    [waits, there] = caplog.messages
    assert waits.endswith("Preiep waits, and tries again.")
    assert "look at the token" not in waits
    assert there.startswith("It is there now")


def test_over_http_it_waits_for_slack_as_well(settings, caplog):
    over_http = replace(settings, app_token="", signing_secret="a-secret", port=free_port())
    with slack_of(settings) as slack:
        slack.fault("server_error", method="auth.test", times=3)
        with assistant_of(over_http):
            pass

    assert "Preiep waits, and tries again" in caplog.text


@pytest.mark.parametrize("method", ["auth.test", "apps.connections.open"])
def test_as_long_as_slack_asks_for_is_waited(settings, method):
    waited: list[float] = []
    with slack_of(settings) as slack:
        slack.fault("ratelimited", method=method, seconds=90)
        with assistant_of(settings, wire=QuickWire(waited)):
            slack.connected(timeout=HANGS)

    assert 90 <= waited[0] <= 135


def test_a_slack_that_cannot_be_reached_is_named_and_waited_for(database_url, caplog):
    sandbox = Sandbox(manifest=MANIFEST, district=TOWN, at=MORNING)
    begins = Begins(settings_for(sandbox, database_url))
    begins.waits(lambda: f"Slack cannot be reached at {sandbox.api_url}" in caplog.text)

    with sandbox, SandboxClient(sandbox.url) as slack:
        slack.connected(timeout=HANGS)
        begins.end()

    assert begins.error is None


@pytest.mark.parametrize("answer", [b"<p>Veuillez r\xe9essayer</p>", b"<p>Wait</p>", b"", b"[]"])
def test_an_answer_that_is_none_of_slacks_blames_no_token(answer):
    with answering(answer) as base, pytest.raises(SlackAwayError):
        known_to_slack(WebClient(token="xoxb-1", base_url=base))


@contextlib.contextmanager
def answering(words: bytes) -> Iterator[str]:
    """Answer everything with these words, as a proxy before Slack does."""

    class Proxy(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.send_response(200)
            self.send_header("content-length", str(len(words)))
            self.end_headers()
            self.wfile.write(words)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Proxy) as proxy:
        threading.Thread(target=proxy.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{proxy.server_port}/api/"
        proxy.shutdown()


def test_whoever_ends_it_while_it_waits_waits_for_nothing(settings, caplog):
    with slack_of(settings) as slack:
        slack.fault("error", method="apps.connections.open", times=10_000)
        begins = Begins(settings, wire=RealWire(0.001))
        begins.waits(lambda: "Preiep waits" in caplog.text)
        begins.end()

    assert isinstance(begins.error, AskedToEndError)


def test_whoever_ends_it_while_slack_does_not_answer_waits_for_nothing(settings):
    with socket.socket() as mute:
        mute.bind(("127.0.0.1", 0))
        mute.listen()
        port = mute.getsockname()[1]
        begins = Begins(replace(settings, slack_api_url=f"http://127.0.0.1:{port}/api/"))
        line, _ = mute.accept()
        with line:
            begins.end()

    assert isinstance(begins.error, AskedToEndError)


def test_while_it_waits_for_slack_nothing_is_sent(settings, monkeypatch, caplog):
    sent: list[object] = []
    monkeypatch.setattr("app.Delivery.start", sent.append)
    with slack_of(settings) as slack:
        slack.fault("error", method="apps.connections.open", times=10_000)
        begins = Begins(settings)
        begins.waits(lambda: "Preiep waits" in caplog.text)
        begins.end()

    assert not sent


def test_records_that_cannot_be_reached_are_waited_for(settings, caplog):
    away = f"postgresql+psycopg://preiep@127.0.0.1:{free_port()}/preiep"
    begins = Begins(replace(settings, database_url=away))
    begins.waits(lambda: "The database cannot be reached. Preiep waits" in caplog.text)
    begins.end()

    assert isinstance(begins.error, AskedToEndError)


def test_records_that_go_away_as_they_are_opened_are_waited_for(settings, monkeypatch, caplog):
    moments = iter([StorageAwayError()])

    def now(database):
        for away in moments:
            raise away
        return datetime.now(UTC)

    monkeypatch.setattr(Database, "now", now)
    begins = Begins(settings)
    begins.waits(lambda: "It is there now" in caplog.text)
    begins.end()

    assert not isinstance(begins.error, CaseworkError)


@pytest.mark.parametrize("method", ["auth.test", "apps.connections.open"])
def test_a_signal_ends_the_waiting_and_it_is_no_failure(method, settings):
    # Preiep refuses settings that it does not know, such as those of a run of these tests.
    environ = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ} | {
        "SLACK_BOT_TOKEN": settings.bot_token,
        "SLACK_APP_TOKEN": settings.app_token,
        "SLACK_API_URL": settings.slack_api_url,
        "DATABASE_URL": settings.database_url,
        "PREIEP_KEYS": settings.keys[0],
    }
    with slack_of(settings) as slack:
        slack.fault("error", method=method, times=10_000)
        process = subprocess.Popen(
            [sys.executable, "app.py"], env=environ, stderr=subprocess.PIPE, text=True
        )
        with process:
            assert process.stderr is not None
            said = "Slack has trouble of its own (internal_error)"
            assert any(said in line for line in process.stderr)
            process.terminate()

    assert process.returncode == 0


def test_a_wrong_app_token_is_named_also_where_nobody_moves_the_clock(settings):
    assistant = Assistant(replace(settings, app_token="xapp-0-wrong", clock_url=""))

    with pytest.raises(CaseworkError, match="does not accept SLACK_APP_TOKEN"), assistant:
        pass


class QuickWire(RealWire):
    """Wire time of which hardly any is waited; it says how long a wait would have been."""

    def __init__(self, waited: list[float]) -> None:
        super().__init__(QUICK)
        self._waited = waited

    def real_seconds(self, seconds: float) -> float:
        self._waited.append(seconds)
        return super().real_seconds(seconds)


class Begins:
    """An assistant that begins beside the test, until the test ends it."""

    def __init__(self, chosen: Settings, wire: RealWire | None = None) -> None:
        self.error: BaseException | None = None
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._run, args=(chosen, wire or RealWire(QUICK)))
        self._thread.start()

    def _run(self, chosen: Settings, wire: RealWire) -> None:
        try:
            with assistant_of(chosen, wire=wire, ending=self._ending):
                self._ending.wait()
        except (CaseworkError, AskedToEndError) as error:
            self.error = error

    def waits(self, told: Callable[[], bool]) -> None:
        while not told():
            assert self._thread.is_alive()
            time.sleep(0.01)

    def end(self) -> None:
        self._ending.set()
        self._thread.join(timeout=HANGS)
        assert not self._thread.is_alive()


def assistant_of(
    chosen: Settings, *, wire: RealWire | None = None, ending: threading.Event | None = None
) -> Assistant:
    return Assistant(chosen, wire=wire or RealWire(QUICK), ending=ending)


def slack_of(settings: Settings) -> SandboxClient:
    return SandboxClient(settings.slack_api_url.removesuffix("/api/"))


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


def test_wire_time_is_counted_from_the_databases_clock(settings, monkeypatch):
    """So two assistants agree on when a code or a session ends, whatever their clocks say."""
    databases = datetime(2031, 3, 1, 12, tzinfo=UTC)
    monkeypatch.setattr(Database, "now", lambda _: databases)

    with Assistant(settings) as assistant:
        assert timedelta(0) <= assistant.wire.now() - databases < timedelta(minutes=5)


def test_where_the_machine_has_no_such_watch_pythons_own_is_taken(monkeypatch):
    watches = Watches(monkeypatch)
    monkeypatch.delattr(time, "CLOCK_BOOTTIME", raising=False)
    monkeypatch.delattr(time, "CLOCK_MONOTONIC", raising=False)
    wire = RealWire()
    began = wire.now()

    watches.run(60.0, suspended=1800.0)

    assert (wire.now() - began).total_seconds() == 60.0
