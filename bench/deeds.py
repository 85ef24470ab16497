"""What a person does in the bench: types a command, or types in a modal."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.ui.kit import drawing, form

TEAM, BOT_USER = "T0BENCH001", "U0BENCHBOT"


@dataclass(frozen=True, kw_only=True)
class Deed:
    """A kind of envelope, and what is in it for each person."""

    envelope_type: str
    payload: Callable[[str], dict[str, Any]]


def command(name: str, text: str) -> Deed:
    def payload(user: str) -> dict[str, Any]:
        return {
            "token": "bench",
            "team_id": TEAM,
            "team_domain": "bench",
            "channel_id": "D0BENCH001",
            "channel_name": "directmessage",
            "user_id": user,
            "user_name": "bench",
            "command": name,
            "text": text,
            "api_app_id": "A0BENCH001",
            "is_enterprise_install": "false",
        }

    return Deed(envelope_type="slash_commands", payload=payload)


def keystroke() -> Deed:
    """A few characters typed into the parent conversation, as Slack reports them."""
    held = {"draft": "0" * 32, "kind": "conversation", "student": None, "page": 0, "turn": 0}

    def payload(user: str) -> dict[str, Any]:
        view = {
            "id": "V0BENCH",
            "type": "modal",
            "hash": "1",
            "callback_id": form.PAGE.name,
            "private_metadata": json.dumps(held),
            "state": {"values": {}},
            "blocks": [],
        }
        action = {
            "type": "plain_text_input",
            "block_id": "with_whom@0",
            "action_id": drawing.TYPED,
            "action_ts": "1760000000.000001",
            "value": "her mother",
        }
        return {
            "type": "block_actions",
            "token": "bench",
            "api_app_id": "A0BENCH001",
            "team": {"id": TEAM, "domain": "bench"},
            "user": {"id": user, "username": "bench", "team_id": TEAM},
            "container": {"type": "view", "view_id": "V0BENCH"},
            "view": view,
            "actions": [action],
        }

    return Deed(envelope_type="interactive", payload=payload)
