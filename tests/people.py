"""A school at work: a sandbox, the assistant in it, and people who use both."""

import socket
from collections.abc import Iterator
from concurrent.futures import Future, wait
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, time
from pathlib import Path
from time import monotonic
from typing import Any

import yaml

from app import Assistant, RealWire
from bot.links_outside.mails import MailServer
from bot.meetings.meetings import Kind, Mode
from bot.settings.environment import Settings
from cli.manifest import http_form
from handlers.kit.surroundings import PATIENCE
from sandbox.blocks.fields import touchables
from sandbox.client import Modal, Person, Place, Reply, SandboxClient
from sandbox.server.server import Sandbox
from sandbox.workspace.workspace import District, Newcomer, Room
from tests.conftest import HANGS, KEYS
from tests.handlers.showing import unlogged
from tests.near import client_of, clock_at_hand
from tests.records import begun
from tests.sparing import made_sparingly, unhurried
from tests.storage.school import School

ROOT = Path(__file__).parent.parent
PATIENT = 0.05
"""Wire seconds in a real one: Slack's three seconds last a minute, so that a machine with much else
to do passes what an idle one does. Who is late on purpose asks for another rate."""
HURRY = 10.0
"""Wire seconds of the assistant's own in a real one: its pauses between two messages in one
channel are a tenth as long. The workspace counts no rates in these tests, so nothing is kept
waiting for the wrong reason."""

MANIFEST = yaml.safe_load((ROOT / "manifest.yml").read_text())
MORNING = datetime(2026, 10, 8, 15, tzinfo=UTC)
"""Thursday, October 8, 2026, eight in the morning in Los Angeles."""

PEOPLE = (
    Newcomer(id="U0PAT", name="Pat Fennimore", email="pat@quillmarsh.example"),
    Newcomer(id="U0KIM", name="Kim Larkspur", email="kim@quillmarsh.example"),
    Newcomer(id="U0SUE", name="Sue Overton", email="sue@quillmarsh.example"),
    Newcomer(id="U0HAL", name="Hal Helpwell", email="hal@quillmarsh.example"),
    Newcomer(id="U0TEA", name="Tea Chalkley", email="tea@quillmarsh.example"),
    Newcomer(id="U0ZED", name="Zed Passerby", email="zed@quillmarsh.example"),
    Newcomer(id="U0GUS", name="Gus Visitor", email="gus@clinic.example", is_guest=True),
)
ROOMS = (
    Room(id="C0PATROOM", name="pat-iep", members=("pat@quillmarsh.example",)),
    Room(
        id="C0GENERAL",
        name="general",
        private=False,
        members=tuple(person.email for person in PEOPLE),
    ),
    Room(
        id="C0SHARED",
        name="with-clinic",
        members=("pat@quillmarsh.example",),
        shared_externally=True,
    ),
)
TOWN = District(
    name="Quillmarsh Unified",
    domain="quillmarsh",
    team_id="T0QUILL",
    timezone="America/Los_Angeles",
    people=PEOPLE,
    rooms=ROOMS,
)


class Listening:
    """What listeners are at work, so that a test can wait for exactly them."""

    def __init__(self, assistant: Assistant) -> None:
        executor: Any = assistant._app.listener_runner.listener_executor
        self._submit = executor.submit
        self._at_work: set[Future[Any]] = set()
        executor.submit = self._noted

    def _noted(self, *work: Any, **more: Any) -> Future[Any]:
        future: Future[Any] = self._submit(*work, **more)
        self._at_work.add(future)
        future.add_done_callback(self._at_work.discard)
        return future

    def rest(self) -> None:
        """Wait until all of them have finished."""
        _, unfinished = wait(set(self._at_work), timeout=HANGS)
        assert not unfinished


class RunningSchool(School):
    """Pat and Kim are case managers, Sue is a supervisor, Tea teaches, Hal helps, Zed is nobody."""

    def __init__(self, sandbox: Sandbox, client: SandboxClient, assistant: Assistant) -> None:
        super().__init__(assistant.storage)
        self.sandbox, self.client, self.assistant = sandbox, client, assistant
        self.listening = Listening(assistant)
        self.port = 0
        self.pat = client.person("U0PAT")
        self.kim = client.person("U0KIM")
        self.sue = client.person("U0SUE")
        self.hal = client.person("U0HAL")
        self.tea = client.person("U0TEA")
        self.zed = client.person("U0ZED")
        beginning = begun(self)
        self.on_record = dict(beginning.on_record)
        self.juniper, self.otis = beginning.juniper, beginning.otis

    def junipers_meeting(self, on: date = date(2026, 10, 27), at: time | None = time(9, 30)):
        return self.meeting(
            self.juniper, on, at=at, kind=Kind.ANNUAL, mode=Mode.PHONE, arose_on=date(2026, 8, 20)
        )

    def settle(self) -> None:
        """Wait until the assistant has done what it was asked, and told whom it had to tell."""
        assert self.client.settle(timeout=HANGS, quiet=0.01)
        self.listening.rest()
        self.assistant.delivery.run_until_empty()
        assert self.client.settle(timeout=HANGS, quiet=0.01)

    def turn(self) -> None:
        """Let the assistant do what the present moment asks for."""
        self.client.go_to(self.client.clock_now())
        self.settle()


@contextmanager
def running_school(
    database_url: str,
    *,
    at: datetime = MORNING,
    wire_rate: float = PATIENT,
    patience: float = PATIENCE / PATIENT,
    http: bool = False,
    web: bool = False,
    smtp: MailServer | None = None,
    trusted_proxies: tuple[str, ...] = (),
) -> Iterator[RunningSchool]:
    """Open a school for a test: a strict workspace, and the assistant in it.

    With `web` it has an address for people outside Slack, and with `smtp` it mails them, too.
    """
    port = free_port() if http or web else 0
    with Sandbox(
        manifest=http_form(MANIFEST, "https://preiep.example") if http else MANIFEST,
        district=TOWN,
        at=at,
        wire_rate=wire_rate,
        rate_limits=False,
        request_url=f"http://127.0.0.1:{port}/slack/events" if http else None,
    ) as sandbox:
        chosen = settings_for(sandbox, database_url)
        if http:
            chosen = replace(chosen, app_token="", signing_secret=sandbox.signing_secret, port=port)
        if web:
            address = f"http://127.0.0.1:{port}"
            chosen = replace(chosen, public_url=address, port=port, smtp=smtp)
            chosen = replace(chosen, trusted_proxies=trusted_proxies)
        assistant = assistant_for(chosen, patience=patience)
        at_hand = clock_at_hand(assistant, sandbox)
        with unhurried(), at_hand, assistant, client_of(sandbox) as client:
            if not http:
                client.connected(timeout=HANGS)
            client.listened_to(timeout=HANGS)
            school = RunningSchool(sandbox, client, assistant)
            school.port = port
            yield school
            missing = unlogged(client.journal(), assistant.storage, now=client.clock_now())
            assert not missing, "see tests/handlers/showing.py"


def assistant_for(
    chosen: Settings,
    *,
    wire: RealWire | None = None,
    patience: float = PATIENCE / PATIENT,
    sandbox: bool = False,
) -> Assistant:
    """An assistant with the engine of the one before, and whatever else never changes."""
    with made_sparingly():
        return Assistant(
            chosen,
            wire=wire or RealWire(HURRY),
            seconds=slacks_seconds,
            patience=patience,
            sandbox=sandbox,
        )


def slacks_seconds() -> float:
    """What the workspace of these tests takes for seconds while it waits for an answer."""
    return monotonic() * PATIENT


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def settings_for(sandbox: Sandbox, database_url: str) -> Settings:
    return Settings(
        bot_token=sandbox.bot_token,
        app_token=sandbox.app_token,
        slack_api_url=sandbox.api_url,
        clock_url=sandbox.clock_url,
        database_url=database_url,
        keys=KEYS,
        region="none",
    )


def press(place: Place, words: str) -> Reply:
    """Press a button, or choose what a menu calls so where no button does."""
    there = list(touchables(place.blocks))
    menus = [one for one in there if one.kind == "overflow"]
    holding = [one for one in menus if words in [each["text"]["text"] for each in one.options]]
    if holding and words not in [one.label for one in there]:
        return place.click(holding[0].action_id, words)
    return place.click(words)


def turned_to_the_last_page(modal: Modal) -> Modal:
    """Fill in what has to be filled in, and turn every page but the last."""
    modal.fill("With whom", "her mother")
    modal.fill("Strengths", "Names every bird")
    while "Save conversation" not in modal.text:
        turned = modal.submit()
        assert turned is not None
        assert not turned.errors
        modal = turned
    return modal


def conversation_held(person: Person, school: RunningSchool, student: str) -> None:
    """Hold a parent conversation from the command to the receipt."""
    person.command("/preiep", student)
    school.settle()
    assert person.modal is not None
    assert turned_to_the_last_page(person.modal).submit() is None
    school.settle()
