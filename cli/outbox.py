"""`outbox`: what waits to be sent, what was given up and why, and sending that again."""

import json
from argparse import Namespace
from collections.abc import Sequence
from dataclasses import asdict
from zoneinfo import ZoneInfo

from bot.settings.unsent import Unsent, UnsentState
from bot.ui.settings import unsent as words
from casework.settings.unsent import send_again
from cli.surroundings import Commands, CommandSurroundings, add_at, add_workspace, moment
from cli.workspaces import workspace_on_record
from storage import Scope, Storage


def add_to(commands: Commands) -> None:
    parser = commands.add_parser(
        "outbox",
        help="what waits to be sent, and what was given up",
        description=(
            "List what waits to be sent to Slack, and what was given up, with the reason of each. "
            "What is sent again goes out with the assistant's next look at its outbox, unless "
            "nothing of it is left to say."
        ),
    )
    parser.add_argument("--json", action="store_true", help="one object per message")
    parser.add_argument(
        "--send-again",
        nargs="*",
        type=int,
        metavar="NUMBER",
        help="send again what was given up: the numbers of the list, or all of it",
    )
    add_workspace(parser)
    add_at(parser, "the moment at which the clock stands")


def run(options: Namespace, surroundings: CommandSurroundings) -> int:
    with surroundings.database() as database:
        workspace = workspace_on_record(database, surroundings.settings, options.workspace)
        if workspace is None:
            print("Nothing waits to be sent: nothing is on record yet.")
            return 0
        storage = Storage(database, workspace.id)
        now = moment(options.at, workspace.zone, surroundings)
        if options.send_again is not None:
            with storage.jobs(now=now) as scope:
                count = send_again(scope, options.send_again or None)
            print(f"Messages sent again: {count}.")
            return 0
        with storage.jobs(now=now, reading=True) as scope:
            _show(_listed(scope), workspace.zone, as_json=options.json)
    return 0


def _listed(scope: Scope) -> list[Unsent]:
    return [*scope.unsent.given_up(), *scope.unsent.waiting()]


def _show(listed: Sequence[Unsent], zone: ZoneInfo, *, as_json: bool) -> None:
    if as_json:
        print(json.dumps([asdict(one) for one in listed], indent=2, default=str))
        return
    for state, title in _TITLES.items():
        those = [one for one in listed if one.state is state]
        print(f"{title}: {len(those)}")
        for one in those:
            since = words.said_since(one, zone)
            print(f"  {one.id}  {words.heading(one)}")
            print(f"      {f'since {since}: ' if since else ''}{words.why(one)}")


_TITLES = {UnsentState.GIVEN_UP: "Given up", UnsentState.WAITING: "Waiting"}
