"""`backup`: everything that is kept, in one sealed file."""

from argparse import Namespace
from pathlib import Path

from bot.errors import CaseworkError
from cli.new_files import new_file
from cli.surroundings import Commands, CommandSurroundings
from storage import Contents, Storage, contents_of, workspaces, write_backup


def add_to(commands: Commands) -> None:
    parser = commands.add_parser(
        "backup",
        help="keep everything in one sealed file",
        description="Write everything that is kept into one file, as it stands at one moment, also "
        "beside a live assistant. The file opens only with the keys of the database, which are not "
        "in it: please keep both, and in different places.",
    )
    parser.add_argument("file", type=Path, metavar="FILE", help="a file that is not there yet")


def run(options: Namespace, surroundings: CommandSurroundings) -> int:
    file: Path = options.file
    kept_in = surroundings.settings.database_file
    if kept_in and not kept_in.exists():
        raise CaseworkError(f"There is no database at {kept_in}, so there is nothing to keep.")
    contents = _written(file, surroundings)
    rows = f"{contents.rows:,} {'row' if contents.rows == 1 else 'rows'}"
    print(
        f"{file} holds {rows} of {contents.tables} tables; it was read again and is whole. It "
        "opens only with the keys of this database, which are not in it. Please keep it away "
        "from them."
    )
    return 0


def _written(file: Path, surroundings: CommandSurroundings) -> Contents:
    with surroundings.database(migrate=False) as database:
        with new_file(file) as written:
            write_backup(database, written, now=surroundings.now)
            written.flush()
            written.seek(0)
            contents = contents_of(written, database.keys)
        for workspace in workspaces(database):
            with Storage(database, workspace.id).jobs(now=surroundings.now) as scope:
                scope.audit.log("made a backup", detail=file.name)
    return contents
