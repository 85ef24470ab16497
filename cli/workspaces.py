"""Which workspace a command is about, and the first values of a new one."""

import logging
import re
from collections.abc import Iterator
from datetime import date, datetime
from http.client import HTTPException

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse

from bot.errors import CaseworkError, SettingsError, SlackAwayError
from bot.people.people import Role, person_reference
from bot.refusals import not_connected
from bot.settings.environment import Settings
from bot.workspaces import LOCAL, Workspace, WorkspaceId
from casework.imports.import_people import PeopleOnRecord
from storage import Database, Storage, adopt_local, make_workspace, workspaces

_QUIET = logging.getLogger(f"{__name__}.slack")
_QUIET.setLevel(logging.CRITICAL)
"""What the stock client would tell of each try; a command says in a sentence what came of it."""

ANSWERS_WITHIN = 10
"""Real seconds for which a command waits until Slack says who we are there."""

ORG_WIDE = (
    "SLACK_BOT_TOKEN belongs to an installation for a whole organization, where Preiep cannot "
    "answer anybody. Install the app in one workspace, and copy that one's token."
)

YEARS_BACK, YEARS_AHEAD = 2, 10
"""The span of public holidays that a new workspace gets: they are copied once, then its own."""


def connected_workspace(
    database: Database, team_id: str, settings: Settings, *, sandbox: bool = False, now: datetime
) -> Workspace:
    """Return the workspace that a connection to Slack has named, on record from now on.

    The first real one adopts what was imported before there was a connection.
    """
    if not sandbox:
        adopt_local(database, WorkspaceId(team_id), now=now)
    return workspace_made(database, WorkspaceId(team_id), settings, sandbox=sandbox, now=now)


def workspace_made(
    database: Database,
    workspace_id: WorkspaceId,
    settings: Settings,
    *,
    sandbox: bool = False,
    now: datetime,
) -> Workspace:
    """Return the workspace with its first values; one that is on record keeps those it has."""
    known = {workspace.id: workspace for workspace in workspaces(database)}
    workspace = known.get(workspace_id) or make_workspace(
        database,
        workspace_id,
        timezone=settings.timezone,
        region=settings.region,
        sandbox=sandbox,
        closures=first_closures(settings.region, today=now.date()),
        now=now,
    )
    if settings.admin:
        _name_the_first_admin(Storage(database, workspace_id), settings.admin, now=now)
    return workspace


def _name_the_first_admin(storage: Storage, named: str, *, now: datetime) -> None:
    """Make whom PREIEP_ADMIN names an admin, unless somebody is one already."""
    try:
        reference = person_reference(named)
    except ValueError:
        raise SettingsError("PREIEP_ADMIN must be an e-mail or a Slack user id.") from None
    with storage.jobs(now=now) as scope:
        people = scope.people.all()
        if not any(Role.ADMIN in person.roles for person in people):
            PeopleOnRecord(people).somebody(scope, reference, role=Role.ADMIN)


def first_closures(region: str, *, today: date) -> list[tuple[date, str]]:
    """Return the public holidays of a region on weekdays, of earlier and later years, too."""
    if region == "none":
        return []
    import holidays  # noqa: PLC0415 - takes its time, and is wanted once in a workspace's life

    country, _, state = region.partition("-")
    years = range(today.year - YEARS_BACK, today.year + YEARS_AHEAD + 1)
    try:
        found = holidays.country_holidays(country, subdiv=state or None, years=years)
    except NotImplementedError:
        raise SettingsError(
            f"PREIEP_REGION is {region}, for which no public holidays are known. "
            "Please set it to US, a state such as US-CA, or none."
        ) from None
    return sorted((day, name) for day, name in found.items() if day.weekday() < 5)


def named_workspace(settings: Settings, named: str) -> WorkspaceId:
    """Return the workspace in which a command keeps something: told, asked of Slack, or `local`."""
    if named:
        if not re.fullmatch(r"[TE][A-Z0-9]{2,}", named) and named != LOCAL:
            raise CaseworkError(f"{named} is not a workspace id; one begins with T, as in T0123.")
        return WorkspaceId(named)
    return team_of(settings) if settings.bot_token else LOCAL


def workspace_on_record(database: Database, settings: Settings, named: str) -> Workspace | None:
    """Return the workspace about which a command asks; None where it is not on record yet."""
    known = {workspace.id: workspace for workspace in workspaces(database)}
    for workspace_id in _candidates(settings, named, list(known)):
        if workspace_id in known:
            return known[workspace_id]
    return None


def team_of(settings: Settings) -> WorkspaceId:
    return WorkspaceId(known_to_slack(slack_client(settings, timeout=ANSWERS_WITHIN))["team_id"])


def known_to_slack(client: WebClient) -> SlackResponse:
    """Ask Slack who we are there; say in a sentence where it does not tell."""
    try:
        known = client.auth_test()
    except SlackApiError as error:
        raise not_connected(
            error, setting="SLACK_BOT_TOKEN", mended="Please look at the token."
        ) from error
    except (OSError, HTTPException, UnicodeDecodeError) as error:  # the last: no answer of Slack's
        raise SlackAwayError(f"Slack cannot be reached at {client.base_url}.") from error
    if is_org_wide(known):
        raise CaseworkError(ORG_WIDE)
    return known


def is_org_wide(known: SlackResponse) -> bool:
    """Tell whether a token belongs to an installation for a whole organization."""
    return bool(known.get("is_enterprise_install")) or not known.get("team_id")


def slack_client(settings: Settings, *, timeout: int = 30) -> WebClient:
    return WebClient(
        token=settings.bot_token,
        base_url=settings.slack_api_url,
        timeout=timeout,
        logger=_QUIET,
    )


def _candidates(settings: Settings, named: str, known: list[WorkspaceId]) -> Iterator[WorkspaceId]:
    yield named_workspace(settings, named)
    if not named:
        # What was imported before the first connection is adopted by it, but only then.
        yield LOCAL
        if len(known) == 1 and not settings.bot_token:
            yield known[0]
