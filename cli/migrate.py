"""`migrate`: bring the database up to date, and say where it stands."""

from argparse import Namespace

from cli.surroundings import Commands, CommandSurroundings
from storage import workspaces


def add_to(commands: Commands) -> None:
    commands.add_parser(
        "migrate",
        help="bring the database up to date",
        description="Make the database where it is new and bring it up to date where it is old. "
        "Every other command does so as well.",
    )


def run(_: Namespace, surroundings: CommandSurroundings) -> int:
    with surroundings.database() as database:
        known = len(workspaces(database))
    print(f"The database is up to date; it holds {known} workspace{'' if known == 1 else 's'}.")
    return 0
