"""`sandbox`: Preiep in a local Slack workspace of its own, with an invented district."""

import contextlib
import socket
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Protocol

import yaml

from bot.errors import CaseworkError
from bot.imports.splitting import text_of
from bot.settings.environment import HERE, Settings
from bot.workspaces import WorkspaceId
from casework.imports.imports import Files, take_in
from cli.manifest import SOURCE
from cli.surroundings import Commands, CommandSurroundings, add_at
from cli.workspaces import workspace_made
from jobs.followed_clock import FollowedClock
from storage import Storage, open_database, workspaces

DATABASE = Path("data/sandbox.db")
"""Always this one, so that no try-out ever meets a district's own records."""

SLACK = Path("data/sandbox-slack.db")
"""What the local workspace itself remembers: channels, messages, where its clock stood."""

DEMO = Path(__file__).parent.parent / "sandbox" / "demo"
DEMO_FILES = ("caseloads", "people", "closures")

OPENS_AT = "2026-10-01T06:30"
"""Where the demo's clock stands at first: a morning on which its district has much to do."""


class Serve(Protocol):
    """Runs the assistant until it is asked to end."""

    def __call__(self, chosen: Settings, *, sandbox: bool = False) -> None: ...


def add_to(commands: Commands) -> None:
    parser = commands.add_parser(
        "sandbox",
        help="run in a local Slack workspace with an invented district",
        description=f"Run Preiep in a local Slack workspace, always on {DATABASE}.",
    )
    add_options(parser)


def add_options(parser: ArgumentParser) -> None:
    parser.add_argument("--port", type=_port, help="where the workspace is found (default: PORT)")
    parser.add_argument("--fresh", action="store_true", help=f"delete {DATABASE} first")
    parser.add_argument(
        "--empty", action="store_true", help="import nothing: set everything up in Slack by hand"
    )
    add_at(parser, "where its clock stands")


def run(options: Namespace, surroundings: CommandSurroundings, serve: Serve) -> int:
    """Start the workspace, fill it where it is new, and run the assistant beside it."""
    # Its web server takes its time to import, and no other command wants it.
    from sandbox.client import SandboxClient  # noqa: PLC0415 - see above
    from sandbox.server.server import Sandbox  # noqa: PLC0415 - see above
    from sandbox.workspace.district import read_district  # noqa: PLC0415 - see above

    if options.fresh:
        _forget(DATABASE, SLACK)
    settings = surroundings.settings
    district = read_district(DEMO)
    port = options.port or settings.port
    refuse_a_taken(port)
    beside = free_port_after(port)
    slack = Sandbox(
        manifest=yaml.safe_load(SOURCE.read_text()),
        district=district,
        port=port,
        at=options.at or datetime.fromisoformat(OPENS_AT),
        file=SLACK,
    )
    chosen = replace(
        settings,
        bot_token=slack.bot_token,
        app_token=slack.app_token,
        signing_secret="",
        bind=HERE,
        slack_api_url=slack.api_url,
        database_url=f"sqlite:///{DATABASE}",
        keys=(),
        timezone=district.timezone,
        clock_url=slack.clock_url,
        port=beside,
        # Whoever tries the demo opens private links in their own browser, on this machine.
        public_url=f"http://127.0.0.1:{beside}",
        smtp=None,  # nothing that an invented district says leaves the machine
    )
    with slack:
        now = FollowedClock(slack.clock_url, wire=surroundings.wire).now()
        if not options.empty and _fill(chosen, WorkspaceId(slack.team_id), now=now):
            with SandboxClient(slack.url) as administrator:
                for room in district.rooms:
                    if room.private and not room.shared_externally:
                        administrator.deed("join", channel=room.name, user=slack.bot_user_id)
        print(f"The local workspace of {district.name} is at {slack.url}")
        print(f"Private links for people outside Slack lead to {chosen.public_url}", flush=True)
        serve(chosen, sandbox=True)
    return 0


def free_port_after(port: int) -> int:
    """Return the next port that can be used: the workspace takes one, the web form another."""
    for one in range(port + 1, min(port + 20, 65536)):
        with contextlib.suppress(CaseworkError):
            refuse_a_taken(one)
            return one
    raise CaseworkError(
        f"None of the ports after {port} can be used. Please choose another, with PORT or --port."
    )


def refuse_a_taken(port: int, bind: str = HERE) -> None:
    with socket.socket(socket.AF_INET6 if ":" in bind else socket.AF_INET) as tried:
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind((bind, port))
        except OSError as error:
            where = "" if bind == HERE else f" at {bind}"
            raise CaseworkError(
                f"Port {port} cannot be used{where} ({error.strerror}). "
                "Please choose another one, with PORT or --port."
            ) from error


def _fill(settings: Settings, team_id: WorkspaceId, *, now: datetime) -> bool:
    """Import the demo district's own files, once; later runs find what was done with them."""
    with contextlib.closing(open_database(settings.database_url, settings.keys)) as database:
        if any(workspace.id == team_id for workspace in workspaces(database)):
            return False
        workspace_made(database, team_id, settings, sandbox=True, now=now)
        demo = {name: text_of((DEMO / f"{name}.csv").read_bytes()) for name in DEMO_FILES}
        files = Files(caseload=demo["caseloads"], people=demo["people"], closures=demo["closures"])
        storage = Storage(database, team_id)
        print(take_in(files, lambda: storage.jobs(now=now)).summary)
    return True


def _forget(*databases: Path) -> None:
    for database in databases:
        for beside in ("", "-wal", "-shm", ".key"):
            database.with_name(database.name + beside).unlink(missing_ok=True)


def _port(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 65535:
        raise ArgumentTypeError("a port is a number from 1 to 65535")
    return int(text)
