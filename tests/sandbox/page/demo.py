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
from tests.near import client_of, clock_at_hand
from tests.people import MANIFEST, PATIENT, Listening, assistant_for
from tests.sparing import unhurried

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
def demo_opened(database_url: str) -> Iterator[Demo]:
    """Open the demo district; where nothing is on record it has to be set up in Slack by hand."""
    with Sandbox(
        manifest=MANIFEST,
        district=read_district(DEMO),
        at=BEGINS,
        wire_rate=PATIENT,
        rate_limits=False,
    ) as sandbox:
        chosen = settings(environment(sandbox, database_url, None))
        assistant = assistant_for(chosen, wire=RealWire(), sandbox=True)
        at_hand = clock_at_hand(assistant, sandbox)
        with unhurried(), at_hand, assistant, client_of(sandbox) as client:
            client.connected(timeout=HANGS)
            client.listened_to(timeout=HANGS)
            for room in ROOMS:
                client.deed("join", channel=room, user="app")
            yield Demo(sandbox, client, assistant, Listening(assistant))


def import_into(database_url: str) -> None:
    """Put the demo district on record, as its office would on the command line."""
    with Sandbox(manifest=MANIFEST, district=read_district(DEMO), at=BEGINS) as sandbox:
        environ = environment(sandbox, database_url, None)
        assert import_demo(environ, "2026-09-30T16:00", RealWire()) == 0
