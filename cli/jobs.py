"""`jobs`: one turn of everything that time makes us do, at a moment of one's choice."""

import contextlib
from argparse import Namespace, _SubParsersAction
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot import content
from bot.errors import CaseworkError
from cli.surroundings import Surroundings, add_at, add_workspace, moment
from cli.workspaces import slack_client, workspace_on_record
from jobs import one_turn, tellers
from jobs.deliver import Delivery
from jobs.surroundings import Surroundings as JobSurroundings
from storage import Storage, open_database


@dataclass(frozen=True, kw_only=True)
class StandingClock:
    """School time that stands still."""

    at: datetime

    def now(self) -> datetime:
        return self.at


def add_to(commands: "_SubParsersAction[Any]") -> None:
    parser = commands.add_parser(
        "jobs",
        help="one turn of all jobs: plan, deliver, exit",
        description=(
            "Plan and deliver what is to be said at a moment, then exit. It may run beside a live "
            "assistant, and what was sent already is not sent again."
        ),
    )
    parser.add_argument("--dry-run", action="store_true", help="only show what would be sent")
    add_workspace(parser)
    add_at(parser, "the moment at which the clock stands")


def run(options: Namespace, surroundings: Surroundings) -> int:
    settings = surroundings.settings
    if not (settings.bot_token or options.dry_run):
        raise CaseworkError(
            "Without SLACK_BOT_TOKEN nothing can be sent. Add --dry-run to see what would be."
        )
    with contextlib.closing(open_database(settings.database_url, settings.keys)) as database:
        workspace = workspace_on_record(database, settings, options.workspace)
        if workspace is None:
            raise CaseworkError(
                "Nothing is on record yet. Bring in a caseload with: python app.py import"
            )
        clock = StandingClock(at=moment(options.at, workspace.zone, surroundings))
        job = JobSurroundings(
            storage=Storage(database, workspace.id),
            clock=clock,
            wire=surroundings.wire,
            content=content.read(settings.content),
        )
        if options.dry_run:
            return 0
        delivery = Delivery(job, slack_client(settings), tellers(job))
        try:
            one_turn(job, delivery)
        finally:
            delivery.stop()
    return 0
