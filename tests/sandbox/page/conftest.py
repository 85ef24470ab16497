"""A Chromium for the tests of the page, and the workspaces that it opens."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from sandbox.client import SandboxClient
from sandbox.server.server import Sandbox
from tests.conftest import NOT_TRIED
from tests.sandbox.bots import Bot, manifest
from tests.sandbox.conftest import HILLTOP, MORNING
from tests.sandbox.page.demo import Demo, demo_opened, import_into
from tests.sandbox.page.visitor import Visitor

BROWSER_REQUIRED = "PREIEP_REQUIRE_BROWSER"
ACCESSIBILITY_REQUIRED = "PREIEP_REQUIRE_ACCESSIBILITY"
"""Set to 1 where a missing browser or checker is a failure; .ci/run does where it has them."""

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # One site at a time is looked at, and it is ours: no process of its own for each.
    "--disable-site-isolation-trials",
]

AXE = Path(__file__).parent / "node_modules" / "axe-core" / "axe.min.js"


def needed(what: str, required: str) -> None:
    """Skip, and have it said aloud at the end of the run; fail where it is asked for."""
    if os.environ.get(required) == "1":
        pytest.fail(f"{what} ({required}=1 asks for it)")
    pytest.skip(f"{NOT_TRIED}: {what}")


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    if found is None:
        needed("no Chromium was found; on Debian: apt-get install chromium", BROWSER_REQUIRED)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=found, args=ARGUMENTS)
        yield opened
        opened.close()


@pytest.fixture
def axe() -> str:
    if not AXE.exists():
        brought = "npm ci --ignore-scripts in tests/sandbox/page brings it"
        needed(f"axe-core was not found; {brought}", ACCESSIBILITY_REQUIRED)
    return AXE.read_text()


@pytest.fixture
def workspace() -> Iterator[Sandbox]:
    with Sandbox(manifest=manifest(), district=HILLTOP, at=MORNING, rate_limits=False) as running:
        yield running


@pytest.fixture
def client(workspace: Sandbox) -> Iterator[SandboxClient]:
    with SandboxClient(workspace.url) as opened:
        yield opened


@pytest.fixture
def bot(workspace: Sandbox) -> Iterator[Bot]:
    with Bot(workspace) as connected:
        yield connected


@pytest.fixture
def visitor(browser: Browser, workspace: Sandbox) -> Iterator[Visitor]:
    """Ada at the page of a small workspace, on a laptop."""
    with Visitor(browser, workspace.url) as opened:
        yield opened


@pytest.fixture
def demo(browser: Browser, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Demo]:
    """The demo district with the real assistant at work in it."""
    with demo_opened(_copied(request.getfixturevalue("demo_on_record"), tmp_path)) as opened:
        yield opened


@pytest.fixture(scope="session")
def demo_on_record(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with the demo district, imported once and copied for each test."""
    folder = tmp_path_factory.mktemp("demo")
    import_into(_copied(sqlite_template, folder))
    return folder / "preiep.db"


@pytest.fixture
def nothing_set_up(browser: Browser, tmp_path: Path, sqlite_template: Path) -> Iterator[Demo]:
    """The demo district on the day on which Preiep was installed in its Slack, and no more."""
    with demo_opened(_copied(sqlite_template, tmp_path)) as opened:
        yield opened


def _copied(template: Path, folder: Path) -> str:
    shutil.copy(template, folder / "preiep.db")
    return f"sqlite:///{folder / 'preiep.db'}"
