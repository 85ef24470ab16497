"""The office's channel, in which it is told whom to invite."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.ui import blocks, settings
from bot.ui.blocks import Block
from bot.workspaces import Workspace

CHANNEL = "office_channel"


@dataclass(frozen=True, kw_only=True)
class Office:
    id: str = "office"
    title: str = "Office channel"

    def summary(self, workspace: Workspace) -> str:
        if not workspace.office_channel:
            return "None yet: case managers tell the office themselves"
        return f"<#{workspace.office_channel}>"

    def fields(self, workspace: Workspace) -> list[Block]:
        return [
            blocks.field(
                "Channel of the office",
                blocks.channel_select(CHANNEL, chosen=workspace.office_channel),
                block_id=CHANNEL,
                hint=(
                    "A private channel of the staff who send invitations; Preiep has to be "
                    "invited to it first. Left empty, the office has none."
                ),
            )
        ]

    def read(self, view: Mapping[str, Any], workspace: Workspace) -> Workspace:
        """What the channel is like, whoever keeps this asks Slack first."""
        picked = settings.value_of(view, CHANNEL).get("selected_conversation") or ""
        return replace(workspace, office_channel=str(picked))
