"""`export`: a student's whole record, in one file for a parent and for another system."""

import csv
import io
import zipfile
from argparse import Namespace
from pathlib import Path
from typing import IO

from bot import content
from bot.content import Content
from bot.records.access import COLUMNS, columns
from bot.records.exports import FormVersion
from bot.requests.respondent_forms import pages_as_asked
from bot.students import StudentId
from bot.ui.documents import exports, filled_form
from bot.ui.documents.filled_form import FormOnPaper
from casework.records.access import access_record, names_for
from casework.records.exports import (
    forms_that_came_in,
    log_export,
    record_for_people,
    record_for_systems,
)
from cli.new_files import new_file
from cli.records.students import add_student, storage_on_record, student_meant
from cli.surroundings import Commands, CommandSurroundings, add_workspace
from storage import Scope


def add_to(commands: Commands) -> None:
    parser = commands.add_parser(
        "export",
        help="a student's whole record in one file",
        description="Write everything that is kept about a student into one ZIP: as PDF for a "
        "parent, as JSON for a system, each form that came in, and who saw the record. The file "
        "is not sealed: whoever has it can read it. That it was made is logged under the student, "
        "and every admin is told in Slack.",
    )
    add_student(parser)
    parser.add_argument("file", type=Path, metavar="OUT.zip", help="a file that is not there yet")
    parser.add_argument(
        "--for",
        dest="why",
        metavar="WHO",
        default="",
        help="who asked for it and why, for the access record",
    )
    add_workspace(parser)


def run(options: Namespace, surroundings: CommandSurroundings) -> int:
    file: Path = options.file
    words = content.read(surroundings.settings.content)
    with surroundings.database() as database:
        storage = storage_on_record(database, surroundings, options.workspace)
        with storage.jobs(now=surroundings.now, reading=True) as scope:
            student = student_meant(scope, options.student)
        with new_file(file) as written:
            with storage.jobs(now=surroundings.now) as scope:
                log_export(scope, student.id, why=options.why)
            with storage.jobs(now=surroundings.now, reading=True) as scope:
                _write(scope, student.id, words, written)
    print(
        f"{file} holds the whole record of {student.alias}. For a parent: record.pdf, access.csv "
        "(who saw the record), and each form that came in. For a system: record.json, which also "
        "says how to reach every parent, so please do not hand it to one of them. The file is not "
        "sealed. The export stands in the log, and the admins are told."
    )
    return 0


def _write(scope: Scope, student: StudentId, words: Content, into: IO[bytes]) -> None:
    """Write the file; no name of anybody stands in the names of what is in it."""
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as files:
        with files.open(_entry(scope, "record.json"), "w") as entry:
            for text in record_for_systems(scope, student):
                entry.write(text.encode())
        with files.open(_entry(scope, "access.csv"), "w") as entry:
            _write_access(scope, student, entry)
        for form in forms_that_came_in(scope, student):
            paper = filled_form.pdf(_on_paper(scope, form, words))
            files.writestr(_entry(scope, f"forms/{form.file_name}"), paper)
        record = exports.pdf(record_for_people(scope, student, words))
        files.writestr(_entry(scope, "record.pdf"), record)


def _write_access(scope: Scope, student: StudentId, entry: IO[bytes]) -> None:
    text = io.TextIOWrapper(entry, encoding="utf-8-sig", newline="", write_through=True)
    table = csv.DictWriter(text, COLUMNS)
    table.writeheader()
    names = names_for(scope, student)
    table.writerows(map(columns, access_record(scope, student, names, details=False)))
    text.detach()


def _on_paper(scope: Scope, form: FormVersion, words: Content) -> FormOnPaper:
    return FormOnPaper(
        about=form.about,
        respondent=form.respondent,
        filled=form.filled,
        pages=pages_as_asked(form.about.request.form, form.filled, words),
        version=form.version,
        versions=form.versions,
        zone=scope.workspace.zone,
        made_at=scope.now,
        confidential=exports.CONFIDENTIAL,
    )


def _entry(scope: Scope, name: str) -> zipfile.ZipInfo:
    """Return a file within the file: its owner's alone where it is unpacked, too."""
    made = scope.now.astimezone(scope.workspace.zone)
    entry = zipfile.ZipInfo(name, made.timetuple()[:6])
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o600 << 16
    return entry
