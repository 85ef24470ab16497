"""Preiep, put together: settings, storage, Slack and time; the rest is told what it needs."""

import contextlib
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from types import TracebackType
from typing import Self

from dotenv import dotenv_values
from slack_sdk import WebClient

import cli
from bot import content
from bot.clock import Clock, Wire
from bot.errors import StorageAwayError
from bot.settings.environment import Settings, WayIn
from bot.workspaces import Workspace
from cli.logs import set_up_logs
from cli.sandbox import refuse_a_taken
from cli.workspaces import ANSWERS_WITHIN, connected_workspace, known_to_slack
from handlers import listeners
from handlers.kit.bolt import Installation, bolt_app, shared_tls
from handlers.kit.clients import client_like
from handlers.kit.keystrokes import TypingKeeper
from handlers.kit.signatures import Signatures
from handlers.kit.socket_mode import SocketWay
from handlers.kit.surroundings import PATIENCE, ListenerSurroundings
from handlers.kit.waiting import QUIET, AskedToEndError, unless_ended, until_there
from handlers.kit.web import SlacksAddress, WebWay
from handlers.kit.web_server import serve_web
from handlers.links_outside.link_visits import LinkVisits
from handlers.links_outside.web_forms import WebForm
from jobs import all_tellers, one_turn
from jobs.delivery.delivery import Delivery
from jobs.followed_clock import FollowedClock
from jobs.schedule import Schedule
from jobs.surroundings import JobSurroundings
from storage import Storage, open_database, waiting_at_most


class SystemClock:
    """School time where nobody stops it."""

    def now(self) -> datetime:
        return datetime.now(UTC)


def steady_seconds() -> float:
    """Count seconds on a watch that nobody sets, and that runs on while the machine is suspended.

    Python's own stops then, on Linux and on macOS.
    """
    watch = getattr(time, "CLOCK_BOOTTIME", getattr(time, "CLOCK_MONOTONIC", None))
    return time.monotonic() if watch is None else time.clock_gettime(watch)


class RealWire:
    """Wire time; at a `rate` above 1 both sides of a test live faster together."""

    def __init__(self, rate: float = 1.0) -> None:
        self._rate = rate
        self._began_at, self._began = datetime.now(UTC), steady_seconds()

    def set_by(self, moment: datetime) -> None:
        """Count from what the database's clock says, so that all who share it agree.

        A code or a session that one process opens is then judged alike by every other.
        """
        self._began_at, self._began = moment, steady_seconds()

    def now(self) -> datetime:
        elapsed = (steady_seconds() - self._began) * self._rate
        return self._began_at + timedelta(seconds=elapsed)

    def real_seconds(self, seconds: float) -> float:
        return seconds / self._rate

    def wait(self, event: threading.Event, seconds: float) -> None:
        event.wait(self.real_seconds(seconds))


class Assistant:
    """The running whole: opened by `start`, closed by `stop`, in an order that loses nothing."""

    def __init__(
        self,
        chosen: Settings,
        *,
        sandbox: bool = False,
        wire: Wire | None = None,
        seconds: Callable[[], float] = time.monotonic,
        patience: float = PATIENCE,
        ending: threading.Event | None = None,
    ) -> None:
        """Open the database and meet Slack; nothing listens and nothing is sent yet.

        What is away is waited for, here and in `start`, until `ending` is set. `seconds` counts
        those for which Slack waits for an answer; `patience` is for how long the records are
        waited for meanwhile.
        """
        if chosen.serves_web:
            refuse_a_taken(chosen.port, chosen.bind)
        self.wire = wire or RealWire()
        self.clock: Clock = (
            FollowedClock(chosen.clock_url, wire=self.wire) if chosen.clock_url else SystemClock()
        )
        context = shared_tls()
        client = WebClient(token=chosen.bot_token, base_url=chosen.slack_api_url, ssl=context)
        self._ending = ending or threading.Event()
        installation = until_there(
            lambda: unless_ended(lambda: met(client), ending=self._ending),
            wire=self.wire,
            ending=self._ending,
        )
        self.database = until_there(
            lambda: open_database(chosen.database_url, chosen.keys),
            wire=self.wire,
            ending=self._ending,
        )
        workspace = until_there(
            lambda: self._workspace(chosen, installation, sandbox=sandbox),
            wire=self.wire,
            ending=self._ending,
        )
        self.storage = Storage(self.database, workspace.id)
        words = content.read(chosen.content)
        self.jobs = JobSurroundings(
            storage=self.storage,
            clock=self.clock,
            wire=self.wire,
            content=words,
            public_url=chosen.public_url,
            mail_server=chosen.smtp,
        )
        self.delivery = Delivery(self.jobs, client, all_tellers(self.jobs))
        self.storage.wake = self.delivery.wake
        self.typing = TypingKeeper(wire=self.wire)
        hears = ListenerSurroundings(
            storage=self.storage,
            clock=self.clock,
            content=words,
            seconds=seconds,
            patience=patience,
            public_url=chosen.public_url,
            mails=chosen.smtp is not None,
            over_a_socket=chosen.way_in is WayIn.SOCKET,
        )
        # Bolt takes each request's token from `authorize`, and warns of any other.
        tokenless = WebClient(base_url=chosen.slack_api_url, ssl=context)
        self._app = bolt_app(
            installation,
            tokenless,
            listeners(hears, self.typing),
        )
        self._ways = self._ways_in(chosen, hears, tokenless)
        self._schedule = Schedule(self.jobs, self.delivery)

    def _workspace(
        self, chosen: Settings, installation: Installation, *, sandbox: bool
    ) -> Workspace:
        """Return whose records these are, once the wire's clock is that of the database."""
        if isinstance(self.wire, RealWire):
            self.wire.set_by(self.database.now())
        return connected_workspace(
            self.database, installation.team_id, chosen, sandbox=sandbox, now=self.clock.now()
        )

    def start(self) -> None:
        # First what may be refused: whoever cannot hear is not to go on and speak.
        for way in self._ways:
            way.start()
        self.typing.start()
        self.delivery.start()
        if isinstance(self.clock, FollowedClock):
            self.clock.follow(lambda: one_turn(self.jobs, self.delivery))
        else:
            self._schedule.start()

    def stop(self) -> None:
        """Hear nothing new, finish what is running, keep what was typed, then go."""
        if isinstance(self.clock, FollowedClock):
            self.clock.stop()
        else:
            self._schedule.stop()
        for way in self._ways:
            way.stop()
        self._app.listener_runner.listener_executor.shutdown(wait=True)
        self.typing.stop()
        self.delivery.stop()
        self.database.close()

    def _ways_in(
        self, chosen: Settings, hears: ListenerSurroundings, client: WebClient
    ) -> list[SocketWay | WebWay]:
        """Return the address for Slack and for people outside it, where wanted, and the socket."""
        by_socket = chosen.way_in is WayIn.SOCKET
        ways: list[SocketWay | WebWay] = []
        if chosen.serves_web:
            visits = LinkVisits(surroundings=hears, wire=self.wire)
            known = Signatures(secret=chosen.signing_secret, clock=SystemClock())
            way = WebWay(
                None if by_socket else SlacksAddress(app=self._app, signatures=known),
                form=WebForm(visits, secure=chosen.is_secure) if chosen.public_url else None,
                secure=chosen.is_secure,
                healthy=self._is_well,
                serve=partial(serve_web, chosen.bind, chosen.port, chosen.trusted_proxies),
            )
            ways.append(way)
        if by_socket:
            socket = SocketWay(
                self._app,
                app_token=chosen.app_token,
                client=client,
                wire=self.wire,
                ending=self._ending,
            )
            ways.append(socket)
        return ways

    def _is_well(self) -> bool:
        try:
            with waiting_at_most(PATIENCE, by=time.monotonic):
                self.storage.workspace()
        except StorageAwayError:
            return False
        return True

    def __enter__(self) -> Self:
        try:
            self.start()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()


def met(client: WebClient) -> Installation:
    known = known_to_slack(client_like(client, timeout=ANSWERS_WITHIN, logger=QUIET))
    return Installation(
        team_id=known["team_id"],
        bot_id=known["bot_id"],
        bot_user_id=known["user_id"],
        token=client.token or "",
    )


def run(chosen: Settings, *, sandbox: bool = False) -> None:
    """Run until a signal asks us to end, finishing what is under way."""
    asked_to_end = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: asked_to_end.set())
    with (
        contextlib.suppress(AskedToEndError),
        Assistant(chosen, sandbox=sandbox, ending=asked_to_end),
    ):
        print(f"Preiep is running ({chosen.way_in}). Ctrl-C ends it.", flush=True)
        asked_to_end.wait()


def main(arguments: list[str]) -> int:
    try:
        written = dotenv_values()
    except (UnicodeDecodeError, PermissionError):
        print(
            "The file .env cannot be read. Please save it as plain text (UTF-8), and let whoever "
            "runs Preiep read it.",
            file=sys.stderr,
        )
        return 1
    return cli.main(
        arguments,
        environ=os.environ,
        env_file=written,
        clock=SystemClock(),
        wire=RealWire(),
        serve=run,
        set_up_logs=set_up_logs,
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
