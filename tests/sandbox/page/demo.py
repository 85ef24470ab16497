"""The demo district as `make run` opens it: the real assistant, a clock that stands, no mercy."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from app import Assistant, RealWire
from sandbox.client import SandboxClient
from sandbox.server.server import Sandbox
from sandbox.workspace.district import read_district
from tests.conftest import HANGS
from tests.journeys.quillmarsh import DEMO, HERE, environment, import_demo, settings
from tests.people import MANIFEST, PATIENT, Listening, slacks_seconds

BEGINS = datetime(2026, 10, 1, 6, 30, tzinfo=HERE)
ROOMS = ("C0DEMO003", "C0DEMO004")


@dataclass(frozen=True)
class Demo:
    sandbox: Sandbox
    client: SandboxClient
    assistant: Assistant
    listening: Listening

    def settle(self) -> None:
        """Wait until the assistant has done what it was asked."""
        assert self.client.settle(timeout=HANGS, quiet=0.02)
        self.listening.rest()
        self.assistant.delivery.run_until_empty()
        assert self.client.settle(timeout=HANGS, quiet=0.02)


@contextmanager
def demo_opened(database_url: str, *, imported: bool = True) -> Iterator[Demo]:
    """Open the demo district; what is not `imported` has to be set up in Slack by hand."""
    with Sandbox(
        manifest=MANIFEST,
        district=read_district(DEMO),
        at=BEGINS,
        wire_rate=PATIENT,
        rate_limits=False,
    ) as sandbox:
        wire = RealWire()
        environ = environment(sandbox, database_url, None)
        if imported:
            assert import_demo(environ, "2026-09-30T16:00", wire) == 0
        assistant = Assistant(settings(environ), sandbox=True, wire=wire, seconds=slacks_seconds)
        with assistant, SandboxClient(sandbox.url) as client:
            client.connected()
            client.listened_to(timeout=HANGS)
            for room in ROOMS:
                client.deed("join", channel=room, user="app")
            yield Demo(sandbox, client, assistant, Listening(assistant))
