"""Methods about the people of the workspace."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sandbox.methods.pages import page
from sandbox.server.api_calls import Arguments, Body, Method
from sandbox.server.rate_limits import Tier
from sandbox.server.refusals import Refusal
from sandbox.workspace.workspace import User
from sandbox.workspace.world import World


def as_user(world: World, user: User, *, locale: bool = False) -> dict[str, Any]:
    """Return a person as users.info shows them; the address needs a scope of its own."""
    profile = {
        "title": user.title,
        "real_name": user.name,
        "real_name_normalized": user.name,
        "display_name": user.handle,
        "display_name_normalized": user.handle,
        "first_name": user.name.split(" ", maxsplit=1)[0],
        "last_name": user.name.partition(" ")[2],
        "status_text": "",
        "status_emoji": "",
        "team": user.team_id or world.app.team_id,
    }
    if user.email and "users:read.email" in world.app.scopes:
        profile["email"] = user.email
    shown: dict[str, Any] = {
        "id": user.id,
        "team_id": user.team_id or world.app.team_id,
        "name": user.handle,
        "deleted": user.deleted,
        "profile": profile,
        "is_bot": user.is_bot,
        "is_app_user": False,
        "updated": user.updated,
    }
    return shown if user.deleted else shown | _of_active(user, world.school.now(), locale=locale)


def _of_active(user: User, now: datetime, *, locale: bool) -> dict[str, Any]:
    here = now.astimezone(ZoneInfo(user.timezone))
    offset = here.utcoffset()
    more: dict[str, Any] = {
        "real_name": user.name,
        "tz": user.timezone,
        "tz_label": here.tzname(),
        "tz_offset": int(offset.total_seconds()) if offset else 0,
        "is_admin": user.is_admin or user.is_owner,
        "is_owner": user.is_owner,
        "is_primary_owner": False,
        "is_restricted": user.is_guest,
        "is_ultra_restricted": False,
        "is_email_confirmed": True,
    }
    if user.is_stranger:
        more["is_stranger"] = True
    return more | ({"locale": "en-US"} if locale else {})


def _find(world: World, arguments: Arguments) -> Body:
    user = world.workspace.users.get(arguments.text("user"))
    if user is None:
        raise Refusal("user_not_found")
    return {"user": as_user(world, user, locale=arguments.flag("include_locale"))}


def _list(world: World, arguments: Arguments) -> Body:
    users = sorted(world.workspace.users.values(), key=lambda user: user.id)
    shown, metadata = page(users, arguments, otherwise=1000)
    locale = arguments.flag("include_locale")
    return {
        "members": [as_user(world, user, locale=locale) for user in shown],
        "cache_ts": world.epoch(),
        "response_metadata": metadata,
    }


def _by_email(world: World, arguments: Arguments) -> Body:
    wanted = arguments.text("email").strip().lower()
    for user in world.workspace.users.values():
        if user.email.lower() == wanted and not user.deleted and not user.is_bot:
            return {"user": as_user(world, user)}
    raise Refusal("users_not_found")


METHODS = {
    "users.info": Method(
        perform=_find,
        tier=Tier.FOUR,
        required=("user",),
        optional=("include_locale",),
        scopes=("users:read",),
    ),
    "users.list": Method(
        perform=_list,
        tier=Tier.TWO,
        optional=("include_locale", "cursor", "limit"),
        scopes=("users:read",),
    ),
    "users.lookupByEmail": Method(
        perform=_by_email, tier=Tier.THREE, required=("email",), scopes=("users:read.email",)
    ),
}
