"""What Slack is told about us is exactly what works."""

import re
from pathlib import Path

import pytest
import yaml

from bot.forms.records import contacts

ROOT = Path(__file__).parent.parent
MANIFEST = yaml.safe_load((ROOT / "manifest.yml").read_text())

SCOPE_FOR = {
    "chat_postMessage": {"chat:write"},
    "chat_update": {"chat:write"},
    "conversations_open": {"im:write"},
    "conversations_history": {"im:history", "groups:history"},
    "conversations_replies": {"im:history", "groups:history"},
    "conversations_info": {"channels:read", "groups:read"},
    "files_info": {"files:read"},
    "files_getUploadURLExternal": {"files:write"},
    "files_completeUploadExternal": {"files:write"},
    "files_delete": {"files:write"},
    "users_info": {"users:read"},
    "users_lookupByEmail": {"users:read.email"},
    "views_open": set(),
    "views_push": set(),
    "views_update": set(),
    "views_publish": set(),
    "auth_test": set(),
    "apps_connections_open": set(),
}
"""Which scope each method of Slack's that we call needs (Slack's method pages)."""

NOT_BY_METHOD = {
    "commands": "slash commands",
    "im:write": "posting to a person opens their DM",
}


def granted_and_optional() -> set[str]:
    scopes = MANIFEST["oauth_config"]["scopes"]
    return set(scopes["bot"]) | set(scopes.get("bot_optional", []))


def source() -> str:
    return (
        "\n".join(
            path.read_text()
            for folder in ("handlers", "jobs", "cli")
            for path in sorted((ROOT / folder).rglob("*.py"))
        )
        + (ROOT / "app.py").read_text()
    )


def listened(kind: str) -> set[str]:
    """What is listened to: by its name, or by that of the modal which it opens."""
    named = re.findall(rf'\bon\.{kind}\("([^"]+)"', source())
    modals = re.findall(rf"\bon\.{kind}\((\w+)\.name\b", source())
    return {*named, *(getattr(contacts, modal).name for modal in modals)}


def called_methods() -> set[str]:
    """What is called of Slack: as a method of its client, or by name through the jobs' calls."""
    families = "chat|conversations|users|views|auth|apps|files|reactions"
    as_methods = re.findall(rf"\bclient\.((?:{families})_[A-Za-z_]+)\(", source())
    by_name = re.findall(rf'"((?:{families})\.[A-Za-z.]+)"', source())
    return {*as_methods, *(name.replace(".", "_") for name in by_name)}


def test_every_command_in_the_manifest_is_answered_and_every_answered_one_is_in_it():
    told = {command["command"] for command in MANIFEST["features"]["slash_commands"]}
    assert told == listened("command")


def test_every_event_in_the_manifest_is_listened_to_and_the_other_way_round():
    told = MANIFEST["settings"]["event_subscriptions"]["bot_events"]
    # Slack names a message by where it was said when one subscribes, and not when it comes.
    assert {event.partition(".")[0] for event in told} == listened("event")


def test_every_shortcut_in_the_manifest_exists_and_the_other_way_round():
    told = {shortcut["callback_id"] for shortcut in MANIFEST["features"].get("shortcuts", [])}
    assert told == listened("shortcut")


def test_no_method_is_called_for_which_no_scope_was_asked():
    asked = granted_and_optional()
    for method in called_methods():
        assert method in SCOPE_FOR, f"{method} needs a line in SCOPE_FOR"
        needed = SCOPE_FOR[method]
        assert not needed or needed & asked, method


def test_a_field_for_files_is_drawn_only_with_the_scope_that_slack_wants_for_it():
    elements = (ROOT / "bot" / "ui" / "kit" / "elements.py").read_text()
    assert ('"file_input"' in elements) == ("files:read" in granted_and_optional())


def test_no_scope_is_asked_for_that_nothing_needs():
    needed = set().union(*(SCOPE_FOR[method] for method in called_methods()))
    assert granted_and_optional() == needed | set(NOT_BY_METHOD)


def test_reading_a_private_channel_is_optional():
    assert MANIFEST["oauth_config"]["scopes"]["bot_optional"] == ["groups:history"]


def test_agent_features_stay_off_since_guests_would_lose_the_app():
    assert not {"assistant_view", "agent_view"} & set(MANIFEST["features"])


@pytest.mark.parametrize("scope", sorted(granted_and_optional()))
def test_the_readme_gives_a_reason_for_each_scope(scope):
    assert f"`{scope}`" in (ROOT / "README.md").read_text()
