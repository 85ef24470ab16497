"""What outlives a restart, and what the plain page shows."""

import contextlib
import gc
import socket
import sqlite3
import threading
import urllib.request
import warnings
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from slack_sdk import WebClient

from sandbox.client import Person, SandboxClient
from sandbox.server.server import Sandbox
from sandbox.workspace.workspace import Newcomer, Room, read_district
from tests.conftest import HANGS
from tests.sandbox.bots import Bot, actions, home, manifest, modal, section
from tests.sandbox.conftest import HILLTOP, MORNING
from tests.sandbox.screen.test_touching import LIST


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "made on the way" / "sandbox.db"


def started(file: Path) -> Sandbox:
    return Sandbox(manifest=manifest(), district=HILLTOP, at=MORNING, file=file)


def test_a_restart_loses_nothing_but_open_modals(file: Path):
    with started(file) as sandbox, SandboxClient(sandbox.url) as client, Bot(sandbox) as bot:
        ada = client.person("Ada")
        first = bot.api.chat_postMessage(
            channel=ada.id, text="Today", blocks=[actions(LIST, block_id="list")]
        )
        ada.dms()[0].tick("Call")
        bot.api.views_publish(user_id=ada.id, view=home(section("Kept")))
        bot.opens(modal())
        assert ada.command("/tortoise").modal is not None
        client.deactivate("Ben")
        client.go_to(MORNING + timedelta(days=2))
        token = sandbox.bot_token

    with started(file) as sandbox, SandboxClient(sandbox.url) as client:
        ada = client.person("Ada")
        [message] = ada.dms()

        assert (message.ts, "[x] Call" in message.text) == (first["ts"], True)
        assert ada.home is not None
        assert ada.home.text == "Kept"
        assert ada.modal is None
        assert [one["deleted"] for one in client.users() if one["name"] == "Ben Birch"] == [True]
        assert client.clock_now() == MORNING + timedelta(days=2)
        api = WebClient(token=token, base_url=sandbox.api_url)
        later = api.chat_postMessage(channel=ada.id, text="Tomorrow")
        assert later["channel"] == first["channel"]
        assert later["ts"] > first["ts"]


def test_each_run_adds_to_what_is_kept(file: Path):
    for words in ("one", "two"):
        with started(file) as sandbox, SandboxClient(sandbox.url) as client:
            client.person("Ada").message(words)

    with started(file) as sandbox, SandboxClient(sandbox.url) as client:
        assert [one.text for one in client.person("Ada").dms()] == ["one", "two"]


def test_what_is_said_is_kept_while_it_runs(file: Path):
    with started(file) as sandbox, SandboxClient(sandbox.url) as client:
        client.person("Ada").message("do not forget")

        client.waits_for(lambda: _is_kept(file, client), timeout=HANGS)


def _is_kept(file: Path, client: SandboxClient) -> bool:
    client.set_up(editing_closed=False)
    client.deed("share", channel="staff", shared=False)
    with closing(sqlite3.connect(file)) as connection:
        row = connection.execute("SELECT snapshot FROM workspace").fetchone()
    return row is not None and "do not forget" in row[0]


def test_without_a_file_nothing_outlives_it(ada: Person, sandbox: Sandbox):
    ada.message("forget me")
    sandbox.stop()
    sandbox.stop()

    with (
        Sandbox(manifest=manifest(), district=HILLTOP) as another,
        SandboxClient(another.url) as client,
    ):
        assert client.person("Ada").dms() == []


def test_a_sandbox_that_never_ran_can_be_stopped():
    Sandbox(manifest=manifest()).stop()


def test_nobody_named_makes_a_small_district():
    with Sandbox(manifest=manifest()) as sandbox, SandboxClient(sandbox.url) as client:
        assert client.status()["name"] == "Otter Creek Unified"
        assert client.person("Casey").email == "casey@ottercreek.example"


def test_the_page_shows_people_conversations_and_messages(
    api: WebClient, ada: Person, client: SandboxClient, sandbox: Sandbox
):
    parent = api.chat_postMessage(channel=ada.id, text="x", blocks=[section("*Checklist*")])
    api.chat_postMessage(channel=parent["channel"], text="Opening", thread_ts=parent["ts"])
    client.deactivate("Ben")

    with urllib.request.urlopen(sandbox.url) as answer:
        page = answer.read().decode()

    assert page.startswith("Hilltop Elementary: it is 2026-10-08T14:00:00Z")
    assert "Ada Alder (Case manager, ada@hilltop.example)" in page
    assert "Ben Birch (ben@hilltop.example, deactivated)" in page
    assert "Ada Alder and Tortoise (im)" in page
    assert "      Checklist" in page
    assert "          Opening" in page


def test_a_district_is_read_from_its_folder(tmp_path: Path):
    (tmp_path / "workspace.yml").write_text(
        """
        name: Pond School
        domain: pond
        team_id: T0POND
        timezone: America/Chicago
        people:
          - {name: Fay Fern, email: fay@pond.example, is_admin: true}
        rooms:
          - {name: fay-private, members: [fay@pond.example]}
        """,
        encoding="utf-8",
    )

    district = read_district(tmp_path)

    assert (district.name, district.timezone) == ("Pond School", "America/Chicago")
    assert district.people == (Newcomer(name="Fay Fern", email="fay@pond.example", is_admin=True),)
    assert district.rooms == (Room(name="fay-private", members=("fay@pond.example",)),)


@pytest.mark.parametrize(
    ("written", "complaint"),
    [
        pytest.param("people: [{name: A, email: b, nick: c}]", "unknown nick", id="unknown-key"),
        pytest.param("[]", "holds no district", id="a-list"),
    ],
)
def test_a_district_that_is_written_wrongly_is_refused(
    tmp_path: Path, written: str, complaint: str
):
    (tmp_path / "workspace.yml").write_text(written, encoding="utf-8")

    with pytest.raises((ValueError, TypeError), match=complaint):
        read_district(tmp_path)


def test_whoever_knocks_while_it_closes_leaves_no_socket_behind(recwarn):
    """A browser and a polling clock connect at any moment, the last one too."""
    warnings.simplefilter("always")
    for _ in range(8):
        closes_while_visitors_knock()
    gc.collect()

    assert [str(warning.message) for warning in recwarn if "unclosed" in str(warning.message)] == []


def closes_while_visitors_knock() -> None:
    sandbox = Sandbox(manifest=manifest(), district=HILLTOP, at=MORNING)
    sandbox.start()
    address = urlsplit(sandbox.url)
    closed = threading.Event()
    knocked: list[socket.socket] = []

    def knock() -> None:
        while not closed.is_set() and len(knocked) < 200:
            with contextlib.suppress(OSError):
                knocked.append(socket.create_connection((address.hostname, address.port)))

    visitors = [threading.Thread(target=knock) for _ in range(3)]
    for visitor in visitors:
        visitor.start()
    sandbox.stop()
    closed.set()
    for visitor in visitors:
        visitor.join()
    for one in knocked:
        one.close()
