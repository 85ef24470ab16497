"""`backup`: everything that is kept, in one sealed file."""

import os
import secrets
from argparse import Namespace
from pathlib import Path

from bot.errors import CaseworkError
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
    try:
        contents = _written(file, surroundings)
    except OSError as error:
        raise CaseworkError(f"{file} cannot be written: {error.strerror}.") from error
    rows = f"{contents.rows:,} {'row' if contents.rows == 1 else 'rows'}"
    print(
        f"{file} holds {rows} of {contents.tables} tables; it was read again and is whole. It "
        "opens only with the keys of this database, which are not in it. Please keep it away "
        "from them."
    )
    return 0


def _written(file: Path, surroundings: CommandSurroundings) -> Contents:
    """Write beside the file first, so that what bears its name is always whole."""
    if file.exists():
        raise CaseworkError(f"{file} is there already. Please name a file that is not.")
    draft = file.with_name(f"{file.name}.{secrets.token_hex(4)}")
    try:
        with (
            surroundings.database(migrate=False) as database,
            os.fdopen(os.open(draft, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "w+b") as written,
        ):
            write_backup(database, written, now=surroundings.now)
            written.flush()
            os.fsync(written.fileno())
            written.seek(0)
            contents = contents_of(written, database.keys)
            draft.rename(file)
            for workspace in workspaces(database):
                with Storage(database, workspace.id).jobs(now=surroundings.now) as scope:
                    scope.audit.log("made a backup", detail=file.name)
    finally:
        draft.unlink(missing_ok=True)
    return contents
