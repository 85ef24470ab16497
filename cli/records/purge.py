"""`purge`: destroy a student's whole record, and leave a certificate without content."""

import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from datetime import date

from bot.students import Student
from casework.records.destruction import destroy, refuse_to_destroy
from cli.records.students import add_student, storage_on_record, student_meant
from cli.surroundings import Commands, CommandSurroundings, add_workspace
from storage import Certificate

WAYS = ("letter", "e-mail", "phone", "in-person")

NOT_TOLD = (
    "Parents are told before a record is destroyed (34 CFR 300.624): say when and how with "
    "--parents-told 2026-09-01 --told-by letter. Nothing was destroyed."
)
NOT_SURE = (
    "Nothing was destroyed. Where it is to be, type the alias or the district's id again, or give "
    "--yes."
)


def add_to(commands: Commands) -> None:
    parser: ArgumentParser = commands.add_parser(
        "purge",
        help="destroy a student's whole record",
        description="Destroy everything that is kept of a student, in one go, and print a "
        "certificate of it without contents. Parents are to be told first. Refused while the "
        "record is on hold.",
    )
    add_student(parser)
    parser.add_argument(
        "--parents-told", type=_day, metavar="2026-09-01", help="the day of the notice to parents"
    )
    parser.add_argument("--told-by", choices=WAYS, help="the way of that notice")
    parser.add_argument(
        "--open-work", action="store_true", help="though the student has not left, or is to meet"
    )
    parser.add_argument("--yes", action="store_true", help="without asking once more")
    add_workspace(parser)


def run(options: Namespace, surroundings: CommandSurroundings) -> int:
    told_on = options.parents_told or _asked_day()
    told_by = options.told_by or _asked("How were they told (letter, e-mail, phone, in-person)? ")
    if told_on is None or told_by not in WAYS:
        print(NOT_TOLD, file=sys.stderr)
        return 2
    with surroundings.database() as database:
        storage = storage_on_record(database, surroundings, options.workspace)
        notice = {"told_on": told_on, "open_work": options.open_work}
        with storage.jobs(now=surroundings.now, reading=True) as scope:
            student = student_meant(scope, options.student)
            refuse_to_destroy(scope, student, **notice)
            print(f"This destroys the record of {student.alias}, for good:")
            print_counts(scope.destruction.counts(student.id))
        if not (options.yes or _is_sure(student)):
            print(NOT_SURE, file=sys.stderr)
            return 2
        with storage.jobs(now=surroundings.now) as scope:
            certificate = destroy(scope, scope.students.get(student.id), told_by=told_by, **notice)
        # It is done by now, whatever becomes of the file.
        print_certificate(certificate)
        wiped = database.wipe_what_was_deleted()
    if not wiped:
        print(
            "The file of the database was in use, so that old pages of it may hold sealed words. "
            "Please stop Preiep and run once: sqlite3 FILE VACUUM"
        )
    return 0


def print_counts(counts: dict[str, int]) -> None:
    for name, number in sorted(counts.items()):
        print(f"  {name.replace('_', ' ')}: {number:,}")


def print_certificate(certificate: Certificate) -> None:
    """Print what an officer files: when, on which notice, how much, and what is left to do."""
    print(f"Certificate of destruction {certificate.number}")
    print(f"Destroyed on {certificate.at:%Y-%m-%d at %H:%M} UTC.")
    print(f"Parents were told on {certificate.told_on} ({certificate.told_by}).")
    print(f"Rows destroyed: {sum(certificate.counts.values()):,}")
    print_counts(dict(certificate.counts))
    print("The log of who saw and changed the record stays, and says no word of it any more.")
    print("What was said by alias stays in Slack; who may delete it there, is up to your Slack.")
    if certificate.files:
        print(
            f"Files still in Slack: {certificate.files}. The assistant takes them out with its "
            "next look."
        )
    if certificate.backups:
        print("These backups may still hold the record. Please destroy them, or let them age out:")
        for name in certificate.backups:
            print(f"  {name}")


def _is_sure(student: Student) -> bool:
    typed = _asked("Type the alias or the district's id again to destroy it: ").strip()
    return bool(typed) and typed.casefold() in {student.alias.casefold(), student.number.casefold()}


def _asked_day() -> date | None:
    try:
        return date.fromisoformat(_asked("When were the parents told (such as 2026-09-01)? "))
    except ValueError:
        return None


def _asked(question: str) -> str:
    """Ask whoever sits at a terminal; a script is asked nothing."""
    return input(question).strip() if sys.stdin.isatty() else ""


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"{text!r} is not a day such as 2026-09-01") from None
