"""A running workspace, a bot in it, and somebody who uses it."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from slack_sdk import WebClient

from sandbox.client import Person, SandboxClient
from sandbox.server.server import Sandbox
from sandbox.workspace.workspace import District, Newcomer, Room
from tests.sandbox.bots import Bot, manifest

MORNING = datetime(2026, 10, 8, 14, tzinfo=UTC)

HILLTOP = District(
    name="Hilltop Elementary",
    domain="hilltop",
    team_id="T0HILLTOP",
    timezone="America/Los_Angeles",
    people=(
        Newcomer(name="Ada Alder", email="ada@hilltop.example", title="Case manager"),
        Newcomer(name="Ben Birch", email="ben@hilltop.example", timezone="America/New_York"),
        Newcomer(name="Ola Oak", email="ola@hilltop.example", is_admin=True, is_owner=True),
        Newcomer(name="Gus Gorse", email="gus@clinic.example", is_guest=True),
    ),
    rooms=(
        Room(name="staff", private=False, members=("ada@hilltop.example", "ben@hilltop.example")),
        Room(name="ada-private", members=("ada@hilltop.example",), id="C0ADAROOM"),
    ),
)


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(manifest=manifest(), district=HILLTOP, at=MORNING) as running:
        yield running


@pytest.fixture
def hasty() -> Iterator[Sandbox]:
    """A workspace in which wire time passes ten times as fast: three seconds are 300 ms."""
    with Sandbox(manifest=manifest(), district=HILLTOP, at=MORNING, wire_rate=10) as running:
        yield running


@pytest.fixture
def client(sandbox: Sandbox) -> Iterator[SandboxClient]:
    with SandboxClient(sandbox.url) as opened:
        yield opened


@pytest.fixture
def ada(client: SandboxClient) -> Person:
    return client.person("Ada")


@pytest.fixture
def ben(client: SandboxClient) -> Person:
    return client.person("Ben")


@pytest.fixture
def api(sandbox: Sandbox) -> WebClient:
    """The official client, with the bot's token and no second tries of its own."""
    return WebClient(token=sandbox.bot_token, base_url=sandbox.api_url, retry_handlers=[])


@pytest.fixture
def bot(sandbox: Sandbox) -> Iterator[Bot]:
    with Bot(sandbox) as connected:
        yield connected
