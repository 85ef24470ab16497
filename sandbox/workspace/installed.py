"""The one app that is installed in the workspace: what its manifest says it may do."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sandbox.workspace.workspace import User, made_id


@dataclass(frozen=True, kw_only=True)
class InstalledApp:
    app_id: str
    bot_id: str
    bot_user: User
    team_id: str
    name: str
    bot_token: str
    app_token: str
    signing_secret: str
    verification_token: str
    scopes: tuple[str, ...]
    commands: tuple[str, ...]
    command_hints: Mapping[str, tuple[str, str]]
    """What a command is for, and what can be typed after it, by command."""
    escaping: frozenset[str]
    """The commands after which people, channels and links arrive in Slack's mark-up."""
    shortcuts: Mapping[str, str]
    """Their kinds, global or message, by callback_id."""
    shortcut_names: Mapping[str, str]
    """Their callback_ids by the name that a person sees."""
    events: tuple[str, ...]
    home_tab: bool
    messages_tab: bool
    messages_read_only: bool
    interactive: bool
    has_agents: bool

    def profile(self) -> dict[str, Any]:
        return {
            "id": self.bot_id,
            "app_id": self.app_id,
            "user_id": self.bot_user.id,
            "name": self.name,
            "icons": {},
            "deleted": False,
            "updated": 0,
            "team_id": self.team_id,
        }


def install(manifest: Mapping[str, Any], team_id: str) -> InstalledApp:
    """Read a manifest as Slack's app settings would."""
    features = _part(manifest, "features")
    home = _part(features, "app_home")
    settings = _part(manifest, "settings")
    name = str(_part(manifest, "display_information").get("name") or "app")
    shown = str(_part(features, "bot_user").get("display_name") or name)
    shortcuts = features.get("shortcuts") or []
    seed = f"{team_id} {name}"
    app_id = made_id("A", seed)
    bot = User(id=made_id("U", seed), handle=_handle(shown), name=shown, is_bot=True)
    bot.timezone = "America/Los_Angeles"
    return InstalledApp(
        app_id=app_id,
        bot_id=made_id("B", seed),
        bot_user=bot,
        team_id=team_id,
        name=shown,
        bot_token=f"xoxb-sandbox-{app_id}",
        app_token=f"xapp-1-{app_id}-sandbox",
        signing_secret=f"signing-{app_id}".lower(),
        verification_token=f"verification-{app_id}".lower(),
        scopes=tuple(_part(_part(manifest, "oauth_config"), "scopes").get("bot") or ()),
        commands=tuple(one["command"] for one in features.get("slash_commands") or []),
        command_hints={
            one["command"]: (str(one.get("description", "")), str(one.get("usage_hint", "")))
            for one in features.get("slash_commands") or []
        },
        escaping=frozenset(
            one["command"]
            for one in features.get("slash_commands") or []
            if one.get("should_escape")
        ),
        shortcuts={one["callback_id"]: one["type"] for one in shortcuts},
        shortcut_names={one["name"]: one["callback_id"] for one in shortcuts},
        events=tuple(_part(settings, "event_subscriptions").get("bot_events") or ()),
        home_tab=bool(home.get("home_tab_enabled")),
        messages_tab=bool(home.get("messages_tab_enabled", True)),
        messages_read_only=bool(home.get("messages_tab_read_only_enabled")),
        interactive=bool(_part(settings, "interactivity").get("is_enabled")),
        has_agents=bool(features.get("assistant_view") or features.get("agent_view")),
    )


def _part(whole: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    part = whole.get(name)
    return part if isinstance(part, Mapping) else {}


def _handle(name: str) -> str:
    return "".join(letter for letter in name.lower() if letter.isalnum() or letter in "._-")
