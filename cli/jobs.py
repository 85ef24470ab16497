"""`jobs`: one turn of everything that time makes us do, at a moment of one's choice."""

import contextlib
from argparse import Namespace
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from bot import content
from bot.errors import CaseworkError
from bot.people.people import SlackUserId
from bot.workspaces import Workspace, WorkspaceId
from cli.surroundings import Commands, CommandSurroundings, add_at, add_workspace, moment
from cli.workspaces import connected_workspace, slack_client, team_of, workspace_on_record
from jobs import all_tellers, one_turn
from jobs.delivery.delivery import Delivery
from jobs.delivery.detours import meeting_of
from jobs.plan import errands_now
from jobs.surroundings import JobSurroundings
from storage import Database, Errand, Scope, Storage


def add_to(commands: Commands) -> None:
    parser = commands.add_parser(
        "jobs",
        help="one turn of all jobs: plan, deliver, exit",
        description=(
            "Plan and deliver what is to be said at a moment, then exit. It can run beside a "
            "live assistant; what was already sent is not sent again."
        ),
    )
    parser.add_argument("--dry-run", action="store_true", help="only show what would be sent")
    add_workspace(parser)
    add_at(parser, "the moment at which the clock stands")


@dataclass(frozen=True, kw_only=True)
class StandingClock:
    """School time that stands still."""

    at: datetime

    def now(self) -> datetime:
        return self.at


def run(options: Namespace, surroundings: CommandSurroundings) -> int:
    settings = surroundings.settings
    if not (settings.bot_token or options.dry_run):
        raise CaseworkError(
            "Without SLACK_BOT_TOKEN nothing can be sent. Add --dry-run to see what would be."
        )
    with surroundings.database() as database:
        workspace = _workspace(database, options, surroundings)
        at = moment(options.at, workspace.zone, surroundings)
        if options.dry_run:
            _show(database, workspace.id, surroundings, at=at)
        else:
            _send(_job(Storage(database, workspace.id), surroundings, at=at), surroundings)
    return 0


def _workspace(
    database: Database, options: Namespace, surroundings: CommandSurroundings
) -> Workspace:
    """Return the workspace on record; to send is to connect, which adopts what is local."""
    settings = surroundings.settings
    if options.dry_run:
        workspace = workspace_on_record(database, settings, options.workspace)
        if workspace is None:
            raise CaseworkError(
                "Nothing is on record yet. Bring in a caseload with: python app.py import"
            )
        return workspace
    team_id = team_of(settings)
    if options.workspace not in ("", team_id):
        raise CaseworkError(
            f"SLACK_BOT_TOKEN belongs to {team_id}, not to {options.workspace}. Nothing was sent."
        )
    return connected_workspace(database, team_id, settings, now=surroundings.now)


def _job(storage: Storage, surroundings: CommandSurroundings, *, at: datetime) -> JobSurroundings:
    return JobSurroundings(
        storage=storage,
        clock=StandingClock(at=at),
        wire=surroundings.wire,
        content=content.read(surroundings.settings.content),
        public_url=surroundings.settings.public_url,
        mail_server=surroundings.settings.smtp,
    )


def _send(job: JobSurroundings, surroundings: CommandSurroundings) -> None:
    delivery = Delivery(job, slack_client(surroundings.settings), all_tellers(job))
    try:
        one_turn(job, delivery)
    finally:
        delivery.stop()
    waiting = job.storage.outbox.waiting()
    print(f"The turn is done. Messages left for a later one: {waiting}.")


def _show(
    database: Database,
    workspace_id: WorkspaceId,
    surroundings: CommandSurroundings,
    *,
    at: datetime,
) -> None:
    storage = AsIfMatched(database, workspace_id)
    errands = errands_now(_job(storage, surroundings, at=at))
    with contextlib.suppress(_Undone), storage.jobs(now=at) as scope:
        for errand in errands:
            if scope.outbox.put(errand):
                print(_told(scope, errand))
        raise _Undone
    waiting = storage.outbox.waiting()
    print(f"Messages waiting from before: {waiting}. This was a dry run: nothing was sent.")


def _told(scope: Scope, errand: Errand) -> str:
    """Return kind, addressee and subject; of students the alias alone."""
    meeting_id = meeting_of(errand.subject)
    if meeting_id is None:
        return f"{errand.kind} of {errand.step} to {errand.addressee}"
    meeting = scope.meetings.get(meeting_id)
    alias = scope.students.get(meeting.student).alias
    return f"{errand.kind} of {errand.step} to {errand.addressee}, on {alias}"


class _Undone(Exception):  # noqa: N818 - no error, but how a scope is left without keeping
    pass


class AsIfMatched(Storage):
    """Whoever still waits to be found in Slack stands there under their e-mail.

    So a dry run shows what a district would get before it has connected.
    """

    @contextlib.contextmanager
    def jobs(self, *, now: datetime, reading: bool = False) -> Iterator[Scope]:
        with super().jobs(now=now, reading=reading) as scope:
            matched = [
                replace(person, slack_id=person.slack_id or SlackUserId(person.email or ""))
                for person in scope.people.all()
            ]
            scope.people.all = lambda: matched  # type: ignore[method-assign]  # only for this look
            yield scope
