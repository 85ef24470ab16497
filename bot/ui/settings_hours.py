"""When Preiep writes: the hour of the digest, and the hours outside which nothing goes out."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import time
from typing import Any

from bot.errors import FormError
from bot.ui import blocks, settings
from bot.ui.blocks import Block
from bot.workspaces import Hours, Workspace

_DIGEST, _FROM, _UNTIL = "digest_at", "sends_from", "sends_until"


@dataclass(frozen=True, kw_only=True)
class Times:
    id: str = "hours"
    title: str = "Digest and quiet hours"

    def summary(self, workspace: Workspace) -> str:
        hours = workspace.hours
        return (
            f"Digest at {blocks.clock_time(workspace.digest_at)} · messages between "
            f"{blocks.clock_time(hours.first)} and {blocks.clock_time(hours.until)}"
        )

    def fields(self, workspace: Workspace) -> list[Block]:
        return [
            blocks.field(
                "Hour of the morning digest",
                blocks.time_picker(_DIGEST, chosen=workspace.digest_at),
                block_id=_DIGEST,
                hint=(
                    "For everybody who has not set another hour, each by their own clock, on "
                    "school days."
                ),
                required=True,
            ),
            blocks.field(
                "Messages go out from",
                blocks.time_picker(_FROM, chosen=workspace.hours.first),
                block_id=_FROM,
                required=True,
            ),
            blocks.field(
                "and no more from",
                blocks.time_picker(_UNTIL, chosen=workspace.hours.until),
                block_id=_UNTIL,
                hint="Only a meeting's checklist thread may come outside these hours.",
                required=True,
            ),
        ]

    def read(self, view: Mapping[str, Any], workspace: Workspace) -> Workspace:
        digest_at = read_time(view, _DIGEST)
        first, until = read_time(view, _FROM), read_time(view, _UNTIL)
        if until <= first:
            raise FormError({_UNTIL: "Please choose an hour after the one above."})
        hours = Hours(first=first, until=until)
        if digest_at not in hours:
            raise FormError({_DIGEST: "Please choose an hour at which messages go out."})
        return replace(workspace, digest_at=digest_at, hours=hours)


def read_time(view: Mapping[str, Any], block_id: str) -> time:
    picked = settings.value_of(view, block_id).get("selected_time")
    if not picked:
        raise FormError({block_id: "Please choose an hour."})
    return time.fromisoformat(picked)
