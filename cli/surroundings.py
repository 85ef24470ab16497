"""What every command works with."""

from argparse import ArgumentParser, ArgumentTypeError, _SubParsersAction
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from typing import Any, TypeAlias
from zoneinfo import ZoneInfo

from bot.clock import Clock, Wire
from bot.settings.environment import Settings
from jobs.followed_clock import FollowedClock
from storage import Database, open_database

Commands: TypeAlias = "_SubParsersAction[Any]"
"""To which a command adds itself and its options."""


@dataclass(frozen=True, kw_only=True)
class CommandSurroundings:
    settings: Settings
    clock: Clock
    """The system's, which a clock in the settings takes the place of."""
    wire: Wire

    def database(self, *, migrate: bool = True) -> closing[Database]:
        """Open the database that the settings name; it is closed at the end of a `with`."""
        settings = self.settings
        return closing(open_database(settings.database_url, settings.keys, migrate=migrate))

    @cached_property
    def now(self) -> datetime:
        """School time in UTC, the same throughout a command; `--at` takes its place."""
        address = self.settings.clock_url
        clock = FollowedClock(address, wire=self.wire) if address else self.clock
        return clock.now()


def add_at(parser: ArgumentParser, purpose: str) -> None:
    parser.add_argument(
        "--at",
        metavar="2026-10-08T07:30",
        type=_moment,
        help=f"{purpose}; in the workspace's zone where no other is given",
    )


def add_workspace(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--workspace",
        metavar="T0123",
        default="",
        help="which Slack workspace, where no token says so",
    )


def moment(at: datetime | None, zone: ZoneInfo, surroundings: CommandSurroundings) -> datetime:
    """Return the moment in UTC that `--at` means, or now where it was not given."""
    if at is None:
        return surroundings.now
    return (at if at.tzinfo else at.replace(tzinfo=zone)).astimezone(UTC)


def _moment(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"{text!r} is not a moment such as 2026-10-08T07:30") from None
