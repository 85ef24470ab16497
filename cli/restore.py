"""`restore`: bring a backup into an empty database, of either kind."""

from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path

from bot.errors import CaseworkError
from bot.settings.environment import Settings
from cli.surroundings import Commands, CommandSurroundings
from storage import kept_keys, restore


def add_to(commands: Commands) -> None:
    parser = commands.add_parser(
        "restore",
        help="bring a backup into an empty database",
        description="Bring a backup into the database that DATABASE_URL names, which has to be "
        "empty; SQLite or PostgreSQL, whichever it was made from. It needs the keys with which it "
        "was made. This is also how a district moves from one to the other.",
    )
    parser.add_argument("file", type=Path, metavar="FILE", help="what `backup` wrote")


def run(options: Namespace, surroundings: CommandSurroundings) -> int:
    settings = surroundings.settings
    try:
        with options.file.open("rb") as file:
            contents = restore(settings.database_url, _keys(settings), file)
    except OSError as error:
        raise CaseworkError(f"{options.file} cannot be read: {error.strerror}.") from error
    print(
        f"{contents.rows:,} {'row' if contents.rows == 1 else 'rows'} of {contents.tables} tables "
        f"are back, as they stood on {contents.made_at:%Y-%m-%d at %H:%M} UTC. What was sent or "
        "typed after that moment is not in them."
    )
    return 0


def _keys(settings: Settings) -> Sequence[str]:
    """Return the keys that are given. A new one, made beside the database, would open nothing."""
    file = settings.database_file
    if settings.keys or file is None:
        return settings.keys
    return kept_keys(file, new=False)
