"""`python -m bench.connections`: how long a client of Slack's is deaf when its connection changes.

A click is made four times a second while something befalls the connection. Deaf is the time in
which clicks are made that nobody acknowledges, or the longest that one waits for it where that is
more; the core's share is what the client's process did meanwhile. The table goes to
bench/CONNECTIONS.md. Stock clients that are not installed are left
out.
"""

import importlib
import importlib.util
import math
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import yaml
from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient

from handlers.kit.socket_mode import BETWEEN_OPENINGS, SocketWay
from sandbox.client import Person, SandboxClient
from sandbox.server.server import Sandbox
from sandbox.workspace.workspace import District, Newcomer

HERE = Path(__file__).parent
MANIFEST = yaml.safe_load((HERE.parent / "manifest.yml").read_text())
COMMAND = "/iep"
EVERY = 0.25
ENOUGH = 12
"""Acknowledged clicks in a row after which a client counts as back."""
LONGEST = 90.0
"""Seconds after which a client is given up."""

CLIENTS: Mapping[str, str] = {
    "Preiep": "websockets",
    "slack_sdk, builtin": "slack_sdk",
    "slack_sdk, websocket_client": "websocket",
}
"""Each with the module that it needs."""


@dataclass(frozen=True, kw_only=True)
class Befalls:
    """A mishap of a connection, and the seconds for which nobody may be unheard by it."""

    what: str
    kind: str
    reason: str | None = None
    bound: float = 3.0
    refused: int = 0
    """Openings that Slack refuses afterwards."""


CASES = (
    Befalls(what="a refresh, warned of", kind="disconnect", reason="warning", bound=1.0),
    Befalls(what="a refresh, at once", kind="disconnect", reason="refresh_requested", bound=1.0),
    Befalls(what="it closes, and stays open", kind="closing"),
    Befalls(what="it ends without a closing frame", kind="hang_up"),
    Befalls(what="it is cut", kind="cut"),
    Befalls(what="it carries no frames", kind="garbage"),
    Befalls(what="it is half open", kind="swallow", bound=15.0),
    Befalls(what="cut, then three refusals", kind="cut", bound=10.0, refused=3),
)

PAT = "U0PAT"
ANYBODY = Newcomer(id=PAT, name="Pat Fennimore", email="pat@quillmarsh.example")
TOWN = District(
    name="Quillmarsh Unified",
    domain="quillmarsh",
    team_id="T0QUILL",
    timezone="America/Los_Angeles",
    people=(ANYBODY,),
    rooms=(),
)


class RealTime:
    def now(self) -> datetime:
        return datetime.now(UTC)

    def real_seconds(self, seconds: float) -> float:
        return seconds

    def wait(self, event: threading.Event, seconds: float) -> None:
        event.wait(seconds)


def main() -> None:
    lines = [
        "# How long a client is deaf",
        "",
        f"Written by `python -m bench.connections` on {datetime.now(UTC):%Y-%m-%d}.",
        "Seconds deaf, and in brackets the share of a core.",
        "",
        f"| what befalls the connection | bound | {' | '.join(installed())} |",
        f"| --- | --: {'| --: ' * len(installed())}|",
    ]
    for case in CASES:
        cells = [tried(case, name) for name in installed()]
        lines.append(f"| {case.what} | {case.bound:.0f} | {' | '.join(cells)} |")
        print(lines[-1], flush=True)
    (HERE / "CONNECTIONS.md").write_text("\n".join(lines) + "\n")


def installed() -> list[str]:
    return [name for name, module in CLIENTS.items() if importlib.util.find_spec(module)]


def tried(case: Befalls, name: str) -> str:
    with (
        Sandbox(manifest=MANIFEST, district=TOWN, rate_limits=False) as sandbox,
        SandboxClient(sandbox.url) as slack,
        running(name, sandbox) as process,
    ):
        slack.connected()
        # One that has just begun is not what is asked about.
        time.sleep(2 * BETWEEN_OPENINGS)
        if case.refused:
            slack.fault("error", method="apps.connections.open", times=case.refused)
        began, used = time.monotonic(), core_of(process)
        slack.fault(case.kind, reason=case.reason)
        deaf = unheard(slack.person(PAT))
        share = (core_of(process) - used) / (time.monotonic() - began)
    return f"{deaf:.2f} ({share:.0%})"


def unheard(person: Person) -> float:
    """Click until a client is back, and return for how long clicks went unheard."""
    clicks: list[Future[float]] = []
    until = time.monotonic() + LONGEST
    with ThreadPoolExecutor(50) as at_once:
        while time.monotonic() < until and not _is_back(clicks):
            clicks.append(at_once.submit(_waited, person))
            time.sleep(EVERY)
    waits = [click.result() for click in clicks]
    heard = [wait for wait in waits if wait < math.inf]
    return max([(len(waits) - len(heard)) * EVERY, *heard])


def _waited(person: Person) -> float:
    """Return how long a click waited to be acknowledged; without end where it was not."""
    clicked = time.monotonic()
    told = person.command(COMMAND, "help")
    return math.inf if told.error else time.monotonic() - clicked


def _is_back(clicks: list[Future[float]]) -> bool:
    last = clicks[-ENOUGH:]
    return len(last) == ENOUGH and all(one.done() and one.result() < math.inf for one in last)


@contextmanager
def running(name: str, sandbox: Sandbox) -> Iterator[subprocess.Popen[bytes]]:
    """Run a Bolt app that only acknowledges, with one of the clients, as a process of its own."""
    process = subprocess.Popen(
        [sys.executable, "-m", "bench.connections", name],
        cwd=HERE.parent,
        env=os.environ
        | {"API": sandbox.api_url, "BOT": sandbox.bot_token, "APP": sandbox.app_token},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def core_of(process: subprocess.Popen[bytes]) -> float:
    """Return how many seconds of a core a process has used, as Linux counts them."""
    told = Path(f"/proc/{process.pid}/stat").read_text().rpartition(")")[2].split()
    return (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")


def connect(name: str) -> None:
    client = WebClient(token=os.environ["BOT"], base_url=os.environ["API"])
    app = App(client=client, token_verification_enabled=False, process_before_response=True)
    app.command(COMMAND)(lambda ack: ack())
    token = os.environ["APP"]
    match name:
        case "Preiep":
            never = threading.Event()
            SocketWay(app, app_token=token, client=client, wire=RealTime(), ending=never).start()
        case "slack_sdk, builtin":
            SocketModeHandler(app, token).connect()  # type: ignore[no-untyped-call]  # Bolt's
        case _:
            other = importlib.import_module("slack_bolt.adapter.socket_mode.websocket_client")
            other.SocketModeHandler(app, token).connect()
    threading.Event().wait()


if __name__ == "__main__":
    if sys.argv[1:]:
        connect(sys.argv[1])
    else:
        main()
