"""A workspace in which wire time runs sixty times as fast, and a delivery that posts there."""

import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from slack_sdk import WebClient

from bot import content
from jobs.delivery.delivery import Delivery
from jobs.surroundings import JobSurroundings
from sandbox.client import Person, SandboxClient
from sandbox.server.server import Sandbox
from sandbox.workspace.workspace import District, Newcomer, Room
from storage import Database, Storage
from tests.conftest import NOW
from tests.jobs.plain import Plain
from tests.near import client_of
from tests.sandbox.bots import manifest
from tests.storage.school import School

RATE = 60.0

HILLTOP = District(
    name="Hilltop Elementary",
    domain="hilltop",
    team_id="T0QUILL",  # as the storage knows the workspace
    timezone="America/Los_Angeles",
    people=(
        Newcomer(name="Ada Alder", email="ada@hilltop.example", id="U0ADA"),
        Newcomer(
            name="Ben Birch", email="ben@hilltop.example", id="U0BEN", timezone="America/New_York"
        ),
        Newcomer(name="Cleo Clover", email="cleo@hilltop.example", id="U0CLEO"),
    ),
    rooms=(
        Room(name="ada-private", members=("ada@hilltop.example",), id="C0ADAROOM"),
        Room(name="ben-private", members=("ben@hilltop.example",), id="C0BENROOM"),
        Room(name="staffroom", private=False, members=("ada@hilltop.example",), id="C0OPENROOM"),
        Room(
            name="with-clinic",
            members=("ada@hilltop.example",),
            id="C0SHAREDROOM",
            shared_externally=True,
        ),
    ),
)


class StandingClock:
    """School time that stands still until a test moves it."""

    def __init__(self, at: datetime = NOW) -> None:
        self.at = at

    def now(self) -> datetime:
        return self.at


class FastWire:
    """Wire time at the sandbox's rate."""

    def __init__(self, rate: float = RATE) -> None:
        self.rate = rate
        self._began = time.monotonic()
        self._from = datetime(2026, 10, 8, 15, 0, tzinfo=UTC)

    def now(self) -> datetime:
        return self._from + timedelta(seconds=(time.monotonic() - self._began) * self.rate)

    def real_seconds(self, seconds: float) -> float:
        return seconds / self.rate

    def wait(self, event: threading.Event, seconds: float) -> None:
        event.wait(self.real_seconds(seconds))


class SetWire:
    """Wire time that a test sets, and with it the clock of the database that is delivered from."""

    def __init__(self, database: Database | None = None) -> None:
        self.at = datetime(2026, 10, 8, 15, 0, tzinfo=UTC)
        self._database = database

    def now(self) -> datetime:
        return self.at

    def real_seconds(self, seconds: float) -> float:
        return seconds

    def wait(self, event: threading.Event, seconds: float) -> None:
        self.pass_(seconds)

    def pass_(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)
        if self._database is not None:
            self._database.ahead += seconds


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(manifest=manifest(), district=HILLTOP, at=NOW, wire_rate=RATE) as running:
        yield running


@pytest.fixture
def client(sandbox: Sandbox) -> Iterator[SandboxClient]:
    with client_of(sandbox) as opened:
        yield opened


@pytest.fixture
def ada(client: SandboxClient) -> Person:
    return client.person("Ada")


@pytest.fixture
def ben(client: SandboxClient) -> Person:
    return client.person("Ben")


@pytest.fixture
def in_channels(client: SandboxClient, sandbox: Sandbox) -> None:
    """The app has been invited into every channel."""
    for room in ("ada-private", "ben-private", "staffroom", "with-clinic"):
        client.deed("join", channel=room, user=sandbox.bot_user_id)


@pytest.fixture
def lenient() -> Iterator[tuple[SandboxClient, WebClient]]:
    """A workspace that lets everything pass, so that what we spare is our own doing."""
    with (
        Sandbox(manifest=manifest(), district=HILLTOP, at=NOW, rate_limits=False) as sandbox,
        SandboxClient(sandbox.url) as client,
    ):
        yield client, WebClient(token=sandbox.bot_token, base_url=sandbox.api_url)


@pytest.fixture
def clock() -> StandingClock:
    return StandingClock()


@pytest.fixture
def wire() -> FastWire:
    return FastWire()


@pytest.fixture
def surroundings(storage: Storage, clock: StandingClock, wire: FastWire) -> JobSurroundings:
    return JobSurroundings(storage=storage, clock=clock, wire=wire, content=content.read(None))


@pytest.fixture
def api(sandbox: Sandbox) -> WebClient:
    """The stock client as app.py makes it, its second tries and all."""
    return WebClient(token=sandbox.bot_token, base_url=sandbox.api_url)


@pytest.fixture
def plain() -> Plain:
    return Plain()


@pytest.fixture
def worker(
    surroundings: JobSurroundings, api: WebClient, plain: Plain
) -> Iterator[Callable[..., Delivery]]:
    """Makes deliveries, each an owner of its own, and stops them when the test ends."""
    made: list[Delivery] = []

    def make(*tellers, client: WebClient = api) -> Delivery:
        made.append(Delivery(surroundings, client, tellers or [plain]))
        return made[-1]

    yield make
    for delivery in made:
        delivery.stop()


@pytest.fixture
def delivery(worker: Callable[..., Delivery]) -> Delivery:
    return worker()


@pytest.fixture
def school(storage: Storage) -> School:
    return School(storage)
