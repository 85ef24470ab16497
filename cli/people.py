"""`people`: who is on record, and what each of them may see."""

from argparse import Namespace
from collections import Counter
from collections.abc import Iterator, Sequence

from bot.errors import CaseworkError
from bot.people.people import Person, TeamRole, person_reference
from casework.people.doors import OpenDoor, doors_open_to
from cli.surroundings import Commands, CommandSurroundings, add_workspace
from cli.workspaces import workspace_on_record
from storage import Scope, Storage

Parts = Counter[TeamRole | None]

OUTSIDE = "Not in Slack: a form reaches them by a private link, and nothing else of a record."
NOTHING = "Nothing of any student's record opens to them."


def add_to(commands: Commands) -> None:
    parser = commands.add_parser(
        "people",
        help="who may see what",
        description="List everybody on record with their roles and for how many students they "
        "have a part; of one person, what opens to them at this moment and of which students, by "
        "alias.",
    )
    parser.add_argument(
        "person", nargs="?", help="an e-mail address or a Slack user id: what this person may see"
    )
    add_workspace(parser)


def run(options: Namespace, surroundings: CommandSurroundings) -> int:
    with surroundings.database() as database:
        workspace = workspace_on_record(database, surroundings.settings, options.workspace)
        if workspace is None:
            print("Nobody is on record yet.")
            return 0
        storage = Storage(database, workspace.id)
        with storage.jobs(now=surroundings.now, reading=True) as scope:
            person = _named(scope, options.person) if options.person else None
            parts = scope.people.counted_parts()
            for one in [person] if person else scope.people.all():
                print("  ".join(filter(None, _cells(one, parts.get(one.id, Parts())))))
        if person:
            doors = [*doors_open_to(storage, person, now=surroundings.now)]
            print("\n".join(_opens(person, doors)))
    return 0


def _named(scope: Scope, words: str) -> Person:
    try:
        reference = person_reference(words)
    except ValueError:
        reference = None
    found = None
    if reference and reference.slack_id:
        found = scope.people.by_slack(reference.slack_id)
    elif reference and reference.email:
        found = scope.people.by_email(reference.email)
    if found is None:
        raise CaseworkError("Nobody is on record with this e-mail address or Slack user id.")
    return found


def _cells(person: Person, parts: Parts) -> Iterator[str]:
    yield person.name or person.email or ""
    yield str(person.slack_id or person.email or "outside Slack")
    yield ", ".join(sorted(role.replace("_", " ") for role in person.roles))
    yield ", ".join(sorted(person.schools))
    yield "" if person.active else "left Slack: nothing opens"
    if person.guest:
        yield "a guest" if parts[TeamRole.PROVIDER] else "a guest: nothing opens"
    yield ", ".join(f"{_part(role)} {count}" for role, count in parts.items())


def _part(role: TeamRole | None) -> str:
    if role is TeamRole.PROVIDER:
        return "contracted provider of"
    return f"{role.called.lower()} of" if role else "leads"


def _opens(person: Person, doors: Sequence[OpenDoor]) -> Iterator[str]:
    if not doors:
        yield OUTSIDE if person.slack_id is None else NOTHING
    for door in doors:
        yield f"{door.shows}: {len(door.aliases)}"
        yield f"    {' '.join(door.aliases)}"
