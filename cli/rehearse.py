"""`rehearse`: does this Slack behave as Preiep believes? It begins here, and goes on in Slack."""

from argparse import Namespace

from slack_sdk.errors import SlackApiError

from bot.errors import CaseworkError
from bot.rehearsal.reports import StepVerdict
from bot.rehearsal.steps import RehearsalStep
from bot.settings.environment import WayIn
from bot.ui.rehearsal import rehearsals as ui
from casework.rehearsal.rehearsals import begin_rehearsal, rehearsal_report
from cli.surroundings import Commands, CommandSurroundings
from cli.workspaces import slack_client, workspace_on_record
from jobs.delivery.refusals import why
from storage import Database, Storage


def add_to(commands: Commands) -> None:
    parser = commands.add_parser(
        "rehearse",
        help="does this Slack behave as Preiep believes?",
        description=(
            "Lead an admin through a few minutes of presses in Slack, on invented data, while "
            "Preiep runs. Exit code 1 where the report tells of something that differs."
        ),
    )
    parser.add_argument(
        "--report", action="store_true", help="print what the rehearsal has found so far"
    )


def run(options: Namespace, surroundings: CommandSurroundings) -> int:
    if surroundings.settings.way_in is WayIn.SANDBOX:
        raise CaseworkError("A rehearsal is for a real Slack. Please set its tokens first.")
    with surroundings.database() as database:
        storage = _storage(database, surroundings)
        if options.report:
            return _report(storage, surroundings)
        return _begin(storage, surroundings)


def _storage(database: Database, surroundings: CommandSurroundings) -> Storage:
    workspace = workspace_on_record(database, surroundings.settings, "")
    if workspace is None:
        raise CaseworkError("This workspace is not on record yet. Please start Preiep once.")
    return Storage(database, workspace.id)


def _report(storage: Storage, surroundings: CommandSurroundings) -> int:
    with storage.jobs(now=surroundings.now, reading=True) as scope:
        told = rehearsal_report(scope)
    print(*ui.in_plain_lines(told), ui.summary(told), sep="\n")
    return 1 if any(one.verdict is StepVerdict.DIFFERS for one in told) else 0


def _begin(storage: Storage, surroundings: CommandSurroundings) -> int:
    with storage.jobs(now=surroundings.now) as scope:
        admins = [one.slack_id for one in scope.roles.admins() if one.slack_id]
        if not admins:
            raise CaseworkError("No admin has come to Preiep in Slack yet.")
        begin_rehearsal(scope)
    first = ui.asked(next(iter(RehearsalStep)))
    try:
        slack_client(surroundings.settings).chat_postMessage(channel=admins[0], **first)
    except (SlackApiError, OSError) as error:
        code = why(error) if isinstance(error, SlackApiError) else "it cannot be reached"
        raise CaseworkError(f"Slack did not take the first message: {code}.") from error
    print(
        "The rehearsal waits in the messages of the first admin, while Preiep runs. Afterwards, "
        "its report: python app.py rehearse --report"
    )
    return 0
