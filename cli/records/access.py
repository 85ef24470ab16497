"""`access`: who saw, changed or was shown a student's record."""

from argparse import Namespace
from zoneinfo import ZoneInfo

from bot.records.access import NOBODY, DaysAccess, folded
from casework.records.access import access_record, log_access_read, names_for
from cli.records.students import add_student, storage_on_record, student_meant
from cli.surroundings import Commands, CommandSurroundings, add_workspace


def add_to(commands: Commands) -> None:
    parser = commands.add_parser(
        "access",
        help="who saw, changed or was shown a student's record",
        description="Print who looked at a student's record or changed it, when and why, the "
        "oldest first, and what was shown to contracted providers for which purpose. What one "
        "person did several times on a day stands once. What was said or changed is not printed. "
        "This look is logged, too.",
    )
    add_student(parser)
    add_workspace(parser)


def run(options: Namespace, surroundings: CommandSurroundings) -> int:
    with surroundings.database() as database:
        storage = storage_on_record(database, surroundings, options.workspace)
        with storage.jobs(now=surroundings.now) as scope:
            student = student_meant(scope, options.student)
            log_access_read(scope, student.id)
        with storage.jobs(now=surroundings.now, reading=True) as scope:
            zone = scope.workspace.zone
            names = names_for(scope, student.id)
            seen = access_record(scope, student.id, names, details=False)
            for one in folded(seen, zone):
                print(_line(one, zone))
    return 0


def _line(access: DaysAccess, zone: ZoneInfo) -> str:
    entry = access.entry
    cells = (
        f"{entry.at.astimezone(zone):%Y-%m-%d %H:%M}",
        entry.who or NOBODY,
        entry.act,
        f"{access.times} times that day" if access.times > 1 else "",
        "shown to a contracted provider" if entry.disclosed else "",
        f"Reason: {entry.why}" if entry.why else "",
    )
    return "  ".join(filter(None, cells))
