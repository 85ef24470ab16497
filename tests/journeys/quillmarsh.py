"""Quillmarsh Unified at work: the demo district imported, and a transcript of what people saw."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

import cli
from app import Assistant, RealWire
from bot.settings.environment import Settings
from cli.manifest import http_form
from jobs.delivery import rate_limits as limits
from sandbox.client import Message, Modal, Person, SandboxClient
from sandbox.server.server import Sandbox
from sandbox.workspace.district import read_district
from tests.conftest import HANGS, KEYS
from tests.journeys.transcript import Transcript
from tests.mailbox import Mailbox
from tests.near import client_of, clock_at_hand
from tests.people import MANIFEST, PATIENT, ROOT, Listening, assistant_for, free_port, press
from tests.sparing import unhurried

DEMO = ROOT / "sandbox" / "demo"
CASELOADS = DEMO / "caseloads.csv"
HERE = ZoneInfo("America/Los_Angeles")
ARTIFACTS = ROOT / "artifacts"


class Quillmarsh:
    """The district's people, the day it is, and the story so far."""

    def __init__(
        self, sandbox: Sandbox, client: SandboxClient, assistant: Assistant, mailbox: Mailbox
    ) -> None:
        self.sandbox, self.client, self.assistant = sandbox, client, assistant
        self.transcript = Transcript(client, mailbox, HERE)
        self.listening = Listening(assistant)
        self.marigold = client.person("U0DEMO003")
        self.barnaby = client.person("U0DEMO004")
        self.jasper = client.person("U0DEMO010")
        self.database_url = ""
        self._titles: dict[str, str] = {}
        """By message: the words it began with when it was first looked at."""

    @property
    def now(self) -> datetime:
        return self.client.clock_now().astimezone(HERE)

    def settle(self) -> None:
        assert self.client.settle(timeout=HANGS, quiet=0.01)
        self.listening.rest()
        self.assistant.delivery.run_until_empty()
        assert self.client.settle(timeout=HANGS, quiet=0.01)

    def go_to(self, day: date, hour: int = 7, minute: int = 0) -> None:
        """Move on, through every morning between."""
        moment = datetime(day.year, day.month, day.day, hour, minute, tzinfo=HERE)
        self.client.go_to(moment)
        self.settle()
        self.transcript.listen()

    def says(self, person: Person, what: str) -> None:
        self.transcript.did(person.name, what)

    def digests(self, person: Person) -> list[tuple[date, Message]]:
        """Every digest the person got, by the day it came."""
        return [
            (datetime.fromtimestamp(float(message.ts), UTC).astimezone(HERE).date(), message)
            for message in person.dms()
            if self._title(message).partition(",")[0] in WEEKDAYS
        ]

    def _title(self, message: Message) -> str:
        if message.ts not in self._titles:
            self._titles[message.ts] = message.title
        return self._titles[message.ts]

    def digest_days(self, person: Person) -> list[date]:
        return [day for day, _ in self.digests(person)]

    def presses(self, person: Person, message: Message, line: str, button: str) -> None:
        """Press the button that stands beside a line of a message."""
        message.click(button_beside(message, line, button))
        self.settle()

    def opens(self, person: Person, message: Message, button: str) -> Modal:
        press(message, button)
        self.settle()
        assert person.modal is not None, [told.text for told in person.ephemerals]
        return person.modal

    def keep_story(self, name: str) -> None:
        """Leave the transcript where a person can read it."""
        self.transcript.listen()
        ARTIFACTS.mkdir(exist_ok=True)
        (ARTIFACTS / f"{name}.txt").write_text("\n".join(self.transcript.lines) + "\n")


WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri")


def button_beside(message: Message, line: str, button: str) -> str:
    """How the workspace calls the button under a line, since several buttons say the same.

    `button` is a pattern: some say how many they take.
    """
    found = False
    for block in message.blocks:
        text = str((block.get("text") or {}).get("text", ""))
        found = found or text.replace("*", "").startswith(line)
        controls = [*block.get("elements", []), *filter(None, [block.get("accessory")])]
        for control in controls:
            is_button = found and control.get("type") == "button"
            if is_button and re.fullmatch(button, control["text"]["text"]):
                return f"{block['block_id']}/{control['action_id']}"
    raise AssertionError(f"no {button} beside {line!r} in {message.text}")


@contextmanager
def quillmarsh(
    database_url: str,
    tmp_path: Path,
    *,
    at: datetime,
    imported_at: str,
    http: bool = False,
    web: bool = False,
    caseloads: Path = CASELOADS,
) -> Iterator[Quillmarsh]:
    """Import the demo district on the command line, then open its school.

    Slack's limits hold in the tests of delivery; a month lived in half a minute goes without.
    With `web` people outside Slack are mailed, and have pages to go to.
    """
    district = read_district(DEMO)
    port = free_port() if http else 0
    with (
        Mailbox() as mailbox,
        Sandbox(
            manifest=http_form(MANIFEST, "https://preiep.example") if http else MANIFEST,
            district=district,
            at=at,
            wire_rate=PATIENT,
            rate_limits=False,
            request_url=f"http://127.0.0.1:{port}/slack/events" if http else None,
        ) as sandbox,
    ):
        wire = RealWire()
        environ = environment(sandbox, database_url, port if http else None)
        environ |= outside_slack(mailbox) if web else {}
        assert import_demo(environ, imported_at, wire, caseloads) == 0
        with (
            at_any_pace(),
            unhurried(),
            assistant_for(settings(environ), wire=wire, sandbox=True) as assistant,
            clock_at_hand(assistant, sandbox),
            client_of(sandbox) as client,
        ):
            if not http:
                client.connected(timeout=HANGS)
            client.listened_to(timeout=HANGS)
            for room in ("C0DEMO003", "C0DEMO004"):
                client.deed("join", channel=room, user="app")
            district_at_work = Quillmarsh(sandbox, client, assistant, mailbox)
            district_at_work.database_url = database_url
            yield district_at_work


@contextmanager
def at_any_pace() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(limits, "BETWEEN_POSTS", 0.0)
        patch.setattr(limits, "POSTS_A_MINUTE", 10_000)
        patch.setattr(limits, "UPDATES_A_MINUTE", 10_000)
        yield


def environment(sandbox: Sandbox, database_url: str, port: int | None) -> dict[str, str]:
    way_in = (
        {"SLACK_SIGNING_SECRET": sandbox.signing_secret, "PORT": str(port)}
        if port
        else {"SLACK_APP_TOKEN": sandbox.app_token}
    )
    return {
        "SLACK_BOT_TOKEN": sandbox.bot_token,
        "SLACK_API_URL": sandbox.api_url,
        "DATABASE_URL": database_url,
        "PREIEP_KEYS": KEYS[0],
        "PREIEP_CLOCK_URL": sandbox.clock_url,
        **way_in,
    }


def outside_slack(mailbox: Mailbox) -> dict[str, str]:
    port, server = free_port(), mailbox.server
    return {
        "PORT": str(port),
        "PREIEP_PUBLIC_URL": f"http://127.0.0.1:{port}",
        "SMTP_URL": f"smtp://{server.host}:{server.port}?from={server.sender}",
    }


def settings(environ: dict[str, str]) -> Settings:
    from bot.settings.environment import read

    return read(environ)


def import_demo(
    environ: dict[str, str], at: str, wire: RealWire, caseloads: Path = CASELOADS
) -> int:
    class Now:
        def now(self) -> datetime:
            return datetime.now(UTC)

    return cli.main(
        [
            "import",
            str(caseloads),
            "--people",
            str(DEMO / "people.csv"),
            "--closures",
            str(DEMO / "closures.csv"),
            "--at",
            at,
        ],
        environ=environ,
        clock=Now(),
        wire=wire,
        serve=lambda *_, **__: None,
    )


def school_mornings(first: date, last: date, closed: set[date]) -> Iterator[date]:
    day = first
    while day <= last:
        if day.weekday() < 5 and day not in closed:
            yield day
        day += timedelta(days=1)
