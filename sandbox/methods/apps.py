"""Methods about the app itself: who it is, and the opening of its socket."""

from typing import Any

from sandbox.app.sockets import Sockets
from sandbox.server.api_calls import Arguments, Body, Method
from sandbox.server.rate_limits import Tier
from sandbox.server.refusals import Refusal
from sandbox.workspace.world import World


def _auth_test(world: World, _: Arguments) -> Body:
    app, organization = world.app, world.settings.organization
    said = {
        "url": f"{world.url}/",
        "team": world.workspace.name,
        "user": app.bot_user.handle,
        "team_id": app.team_id,
        "user_id": app.bot_user.id,
        "bot_id": app.bot_id,
        "is_enterprise_install": bool(organization),
    }
    # Of an installation for a whole organization no workspace is named.
    return said | {"team_id": None, "enterprise_id": organization} if organization else said


def _api_test(_: World, arguments: Arguments) -> Body:
    if arguments.has("error") and arguments.text("error"):
        raise Refusal(arguments.text("error"), args=dict(arguments.given))
    return {"args": dict(arguments.given)}


def _open_connection(world: World, _: Arguments) -> Body:
    if not isinstance(world.line, Sockets):
        # The app is set up for request URLs; Slack offers either way, never both.
        raise Refusal("forbidden_team")
    return {"url": world.line.new_url()}


def _team(world: World, arguments: Arguments) -> Body:
    if arguments.text("team", world.app.team_id) != world.app.team_id:
        raise Refusal("team_not_found")
    workspace = world.workspace
    team: dict[str, Any] = {
        "id": workspace.team_id,
        "name": workspace.name,
        "domain": workspace.domain,
        "email_domain": "",
        "url": f"{world.url}/",
        "icon": {"image_default": True},
    }
    return {"team": team}


def _bot(world: World, arguments: Arguments) -> Body:
    if arguments.text("bot", world.app.bot_id) != world.app.bot_id:
        raise Refusal("bot_not_found")
    return {"bot": world.app.profile()}


METHODS = {
    "api.test": Method(perform=_api_test, tier=Tier.SPECIAL, optional=("error",), caller="anybody"),
    "auth.test": Method(perform=_auth_test, tier=Tier.SPECIAL),
    "apps.connections.open": Method(perform=_open_connection, tier=Tier.THREE, caller="app"),
    "team.info": Method(
        perform=_team,
        tier=Tier.THREE,
        optional=("team", "domain", "include_slackbot_availability"),
        scopes=("team:read",),
    ),
    "bots.info": Method(perform=_bot, tier=Tier.THREE, optional=("bot",), scopes=("users:read",)),
}
