"""`import`: a district's caseloads, people and closures, from files of its own."""

import contextlib
import tempfile
from argparse import Namespace
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.errors import CaseworkError
from bot.imports.splitting import text_of
from bot.settings.environment import Settings
from bot.workspaces import Workspace
from casework.imports.imports import Files, Report, take_in, try_out
from cli.progress import Progress
from cli.surroundings import Commands, CommandSurroundings, add_at, add_workspace, moment
from cli.workspaces import connected_workspace, named_workspace, workspace_made, workspace_on_record
from storage import Database, Storage, open_database


def add_to(commands: Commands) -> None:
    parser = commands.add_parser(
        "import",
        help="bring in caseloads, people and closures",
        description=(
            "Bring in what the district exports from SEIS or a spreadsheet. Good rows go in, "
            "bad ones are listed with their line; the same file again changes nothing. Exit code 1 "
            "where a row was bad."
        ),
    )
    parser.add_argument("file", nargs="?", type=Path, metavar="FILE.csv", help="the caseloads")
    parser.add_argument("--people", type=Path, metavar="FILE.csv", help="roles and channels")
    parser.add_argument("--closures", type=Path, metavar="FILE.csv", help="days without school")
    parser.add_argument(
        "--dry-run", action="store_true", help="say what would change, keep nothing"
    )
    add_workspace(parser)
    add_at(parser, "when the rows arise; a meeting before that day counts as held")


def run(options: Namespace, surroundings: CommandSurroundings) -> int:
    files = Files(
        caseload=_read(options.file),
        people=_read(options.people),
        closures=_read(options.closures),
    )
    if files.nothing:
        raise CaseworkError("Please name a FILE.csv, or one with --people or --closures.")
    with _workspace(options, surroundings) as (database, workspace):
        now = moment(options.at, workspace.zone, surroundings)
        storage = Storage(database, workspace.id)
        bring_in = try_out if options.dry_run else take_in
        with Progress() as progress:

            def between(done: int, rows: int) -> None:
                progress.show(done, rows)
                database.let_others_write()

            report = bring_in(files, lambda: storage.jobs(now=now), between=between)
    names = {"caseload": options.file, "people": options.people, "closures": options.closures}
    _tell(report, names, dry_run=options.dry_run)
    return 1 if report.bad else 0


def _read(file: Path | None) -> str | None:
    if file is None:
        return None
    try:
        return text_of(file.read_bytes())
    except OSError as error:
        raise CaseworkError(f"{file} cannot be read: {error.strerror}.") from error


@contextlib.contextmanager
def _workspace(
    options: Namespace, surroundings: CommandSurroundings
) -> Iterator[tuple[Database, Workspace]]:
    """Open the workspace that the rows go into; for a dry run, one that can be thrown away."""
    settings = surroundings.settings
    file = settings.database_file
    if options.dry_run and file and not file.exists():
        with _throwaway(options, surroundings) as found:
            yield found
        return
    with surroundings.database() as database:
        if not options.dry_run:
            yield database, _kept_workspace(database, options, surroundings)
            return
        workspace = workspace_on_record(database, settings, options.workspace)
        if workspace is not None:
            yield database, workspace
            return
    with _throwaway(options, surroundings) as found:
        yield found


def _kept_workspace(
    database: Database, options: Namespace, surroundings: CommandSurroundings
) -> Workspace:
    settings = surroundings.settings
    workspace_id = named_workspace(settings, options.workspace)
    now = _arising(options, settings, surroundings)
    if settings.bot_token and not options.workspace:
        return connected_workspace(database, workspace_id, settings, now=now)
    return workspace_made(database, workspace_id, settings, now=now)


@contextlib.contextmanager
def _throwaway(
    options: Namespace, surroundings: CommandSurroundings
) -> Iterator[tuple[Database, Workspace]]:
    settings = surroundings.settings
    workspace_id = named_workspace(settings, options.workspace)
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/dry-run.db"
        with contextlib.closing(open_database(url, ())) as database:
            now = _arising(options, settings, surroundings)
            yield database, workspace_made(database, workspace_id, settings, now=now)


def _arising(options: Namespace, settings: Settings, surroundings: CommandSurroundings) -> datetime:
    """Return the moment of an import into a workspace that has only the settings' zone yet."""
    return moment(options.at, ZoneInfo(settings.timezone), surroundings)


def _tell(report: Report, names: dict[str, Path | None], *, dry_run: bool) -> None:
    for file, finding in report.findings:
        about = f" (student {finding.number})" if finding.number else ""
        weight = "" if finding.bad else " Warning:"
        print(f"{names[file]}, line {finding.line}{about}:{weight} {finding.sentence}")
    print(report.summary)
    if dry_run:
        print("This was a dry run: nothing was kept.")
