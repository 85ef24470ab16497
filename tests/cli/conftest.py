"""The command line as somebody at the district's own machine uses it."""

import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

import cli
from bot.clock import Wire
from bot.settings.environment import Settings
from bot.workspaces import WorkspaceId
from cli import doctor
from sandbox.server.server import Sandbox
from storage import Scope, Storage, open_database
from tests.conftest import KEYS, NOW

HEADER = (
    "student_id,first_name,last_name,grade,school,home_language,interpreter,case_manager,"
    "annual_due,triennial_due,meeting_date,meeting_time,meeting_kind,meeting_mode,team"
)


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What a command came to."""

    code: int
    out: str
    err: str


class StandingTime:
    """Both times: school time and wire time, standing still."""

    def now(self) -> datetime:
        return NOW

    def real_seconds(self, seconds: float) -> float:
        return seconds

    def wait(self, event: threading.Event, seconds: float) -> None:
        assert seconds == 0, f"a command waited for {seconds} seconds"


@dataclass
class Served:
    """Remembers with which settings the assistant was to run."""

    chosen: list[tuple[Settings, bool]] = field(default_factory=list)

    def __call__(self, chosen: Settings, *, sandbox: bool = False) -> None:
        self.chosen.append((chosen, sandbox))


@dataclass(kw_only=True)
class CommandLine:
    """Gives commands in a folder of its own, with settings of its own."""

    environ: dict[str, str]
    folder: Path
    captured: Callable[[], Any]
    served: Any = field(default_factory=Served)
    wire: Wire = field(default_factory=StandingTime)

    def __call__(self, *arguments: str) -> Outcome:
        code = cli.main(
            arguments,
            environ=self.environ,
            clock=StandingTime(),
            wire=self.wire,
            serve=self.served,
        )
        out, err = self.captured()
        return Outcome(code=code, out=out, err=err)

    def connect(self, sandbox: Sandbox, **others: str) -> None:
        """Set the tokens of a workspace."""
        self.environ |= {
            "SLACK_BOT_TOKEN": sandbox.bot_token,
            "SLACK_APP_TOKEN": sandbox.app_token,
            "SLACK_API_URL": sandbox.api_url,
            **others,
        }

    def file(self, name: str, lines: Sequence[str]) -> str:
        """Write a file, and return its name as a command takes it."""
        (self.folder / name).write_text("\n".join([*lines, ""]), encoding="utf-8")
        return name

    def caseload(self, *rows: str) -> str:
        return self.file("caseload.csv", [HEADER, *rows])


def edit(database_url: str, change: Callable[[Scope], None]) -> None:
    """Do what people do in Slack between two imports."""
    database = open_database(database_url, KEYS)
    now = datetime(2026, 9, 1, 18, tzinfo=UTC)
    with Storage(database, WorkspaceId("local")).jobs(now=now) as scope:
        change(scope)
    database.close()


@pytest.fixture
def in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "district"
    folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.setattr(doctor, "ENV_FILE", folder / ".env")
    return folder


@pytest.fixture
def newcomer(in_a_folder_of_its_own: Path, capsys: pytest.CaptureFixture[str]) -> CommandLine:
    """The command line where nothing is set yet."""
    return CommandLine(environ={}, folder=in_a_folder_of_its_own, captured=capsys.readouterr)


@pytest.fixture
def command(database_url: str, newcomer: CommandLine) -> CommandLine:
    """The command line on a database whose tables are there and empty, without any closures."""
    newcomer.environ |= {
        "DATABASE_URL": database_url,
        "PREIEP_KEYS": KEYS[0],
        "PREIEP_REGION": "none",
    }
    return newcomer


@pytest.fixture
def on_record(database_url: str) -> Iterator[Callable[..., Scope]]:
    """Opens what is on record, in `local` where no other workspace is named."""
    database = open_database(database_url, KEYS)
    opened = []

    def scope(workspace: str = "local", now: datetime = NOW) -> Scope:
        door = Storage(database, WorkspaceId(workspace)).jobs(now=now, reading=True)
        opened.append(door)
        return door.__enter__()

    yield scope
    for door in opened:
        door.__exit__(None, None, None)
    database.close()
