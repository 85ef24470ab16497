"""`audit`: the log of who saw and changed what, and whether anybody altered it."""

from argparse import Namespace
from collections.abc import Mapping

from bot.records.trails import AuditEntry
from bot.students import StudentId
from cli.surroundings import Commands, CommandSurroundings, add_workspace
from cli.workspaces import workspace_on_record
from storage import Broken, Checked, Fault, Scope, Storage

NOBODY = "Preiep itself"

_SHOWN = 20
"""Places to name where a log was altered; whoever altered more is not found by reading on."""


def add_to(commands: Commands) -> None:
    parser = commands.add_parser(
        "audit",
        help="the log, and whether anybody altered it",
        description="Print who saw or changed what and when, by alias and without contents, and "
        "check that nothing was taken out of the log or altered in it. Exit code 1 where something "
        "was.",
    )
    parser.add_argument("--check", action="store_true", help="check the log without printing it")
    add_workspace(parser)


def run(options: Namespace, surroundings: CommandSurroundings) -> int:
    with surroundings.database() as database:
        workspace = workspace_on_record(database, surroundings.settings, options.workspace)
        if workspace is None:
            print("Nothing is on record yet, so nothing is logged.")
            return 0
        storage = Storage(database, workspace.id)
        with storage.jobs(now=surroundings.now, reading=True) as scope:
            aliases = scope.students.aliases()
            if not options.check:
                _print_log(scope, aliases)
            found = scope.audit.chains.check()
    for broken in found.broken[:_SHOWN]:
        print(_said(broken, aliases))
    print(summary(found))
    return 1 if found.broken else 0


def summary(found: Checked) -> str:
    """Say in a sentence whether the log holds."""
    entries = f"{found.entries:,} {'entry' if found.entries == 1 else 'entries'}"
    if not found.broken:
        return f"The log holds: {entries}, and none was taken out or altered."
    places = len(found.broken)
    return (
        f"The log does not hold in {places:,} {'place' if places == 1 else 'places'} ({entries}): "
        "somebody changed it outside Preiep. Look at who can write to the database, and keep a "
        "copy as it is now."
    )


def _print_log(scope: Scope, aliases: Mapping[StudentId, str]) -> None:
    people = {one.id: one.name or one.email or str(one.slack_id) for one in scope.people.all()}
    for entry in scope.audit.whole():
        by = people.get(entry.by, "somebody") if entry.by else NOBODY
        print("  ".join(filter(None, _cells(entry, by, aliases))))


def _cells(entry: AuditEntry, by: str, aliases: Mapping[StudentId, str]) -> tuple[str, ...]:
    return (
        f"{entry.at:%Y-%m-%d %H:%M:%S}",
        by,
        entry.act,
        aliases.get(entry.student, f"student {entry.student}") if entry.student else "",
        f"Reason: {entry.why}" if entry.why else "",
    )


def _said(broken: Broken, aliases: Mapping[StudentId, str]) -> str:
    if broken.fault is Fault.CHAINS_GONE:
        return f"{broken.chain}: {broken.fault}"
    kind, _, number = broken.chain.partition(" ")
    alias = aliases.get(StudentId(int(number))) if kind == "student" else None
    return f"{alias or broken.chain}, entry {broken.place}: {broken.fault}"
