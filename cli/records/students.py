"""Which student a command is about."""

from argparse import ArgumentParser

from bot.errors import CaseworkError
from bot.students import Student
from cli.surroundings import CommandSurroundings
from cli.workspaces import workspace_on_record
from storage import Database, Scope, Storage

UNKNOWN = (
    "No student of this district's id or alias is on record here. Please look at it again; a name "
    "is not enough."
)


def add_student(parser: ArgumentParser) -> None:
    parser.add_argument("student", metavar="STUDENT", help="the district's id, or the alias")


def storage_on_record(
    database: Database, surroundings: CommandSurroundings, workspace: str
) -> Storage:
    """Return the workspace in which somebody is looked for; refuse where nothing is on record."""
    found = workspace_on_record(database, surroundings.settings, workspace)
    if found is None:
        raise CaseworkError("Nothing is on record yet, so there is no student to find.")
    return Storage(database, found.id)


def student_meant(scope: Scope, words: str) -> Student:
    """Return the student with this id or alias; the answer repeats nothing of what was typed."""
    found = scope.students.known_as(words)
    if found is None:
        raise CaseworkError(UNKNOWN)
    return found
