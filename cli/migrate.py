"""`migrate`: bring the database up to date, and say where it stands."""

import contextlib
from argparse import Namespace, _SubParsersAction
from typing import Any

from cli.surroundings import CommandSurroundings
from storage import open_database, workspaces


def add_to(commands: "_SubParsersAction[Any]") -> None:
    commands.add_parser(
        "migrate",
        help="bring the database up to date",
        description="Make the database where it is new and bring it up to date where it is old. "
        "Every other command does so as well.",
    )


def run(_: Namespace, surroundings: CommandSurroundings) -> int:
    settings = surroundings.settings
    with contextlib.closing(open_database(settings.database_url, settings.keys)) as database:
        known = len(workspaces(database))
    print(f"The database is up to date; it holds {known} workspace{'' if known == 1 else 's'}.")
    return 0
