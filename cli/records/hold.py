"""`hold`: put a student's record on legal hold, lift it, or list what is held."""

import sys
from argparse import ArgumentParser, Namespace

from casework.records.holds import hold, lift
from cli.records.students import storage_on_record, student_meant
from cli.surroundings import Commands, CommandSurroundings, add_workspace
from storage import Scope

NO_REASON = 'Say why with --reason "…", or lift a hold with --lift. Nothing was changed.'


def add_to(commands: Commands) -> None:
    parser: ArgumentParser = commands.add_parser(
        "hold",
        help="put a student's record on legal hold",
        description="Put a student's record on legal hold, so that nobody destroys it, or lift "
        "the hold. Without a student, list what is held.",
    )
    parser.add_argument(
        "student", nargs="?", metavar="STUDENT", help="the district's id, or the alias"
    )
    parser.add_argument("--reason", default="", help="why it is held; kept sealed")
    parser.add_argument("--lift", action="store_true", help="lift the hold")
    add_workspace(parser)


def run(options: Namespace, surroundings: CommandSurroundings) -> int:
    with surroundings.database() as database:
        storage = storage_on_record(database, surroundings, options.workspace)
        if options.student is None:
            with storage.jobs(now=surroundings.now, reading=True) as scope:
                _list(scope)
            return 0
        if not (options.lift or options.reason.strip()):
            print(NO_REASON, file=sys.stderr)
            return 2
        with storage.jobs(now=surroundings.now) as scope:
            student = student_meant(scope, options.student)
            if options.lift:
                lift(scope, student.id)
            else:
                hold(scope, student.id, options.reason.strip())
    print(f"The record of {student.alias} is {'no longer' if options.lift else 'now'} on hold.")
    return 0


def _list(scope: Scope) -> None:
    held, aliases = scope.holds.standing(), scope.students.aliases()
    print(f"Records on hold: {len(held)}")
    for one in held:
        print(f"  {aliases[one.student]}  since {one.at:%Y-%m-%d}  {one.reason}")
