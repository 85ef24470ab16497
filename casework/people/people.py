"""What Slack tells of people who are on record: another time zone, a leaving, a coming back."""

from collections.abc import Mapping
from typing import Any

from bot.people.people import PersonId, as_slack_tells
from bot.workspaces import WorkspaceId
from storage import Scope


def follow_slack(
    scope: Scope, person: PersonId, told: Mapping[str, Any], *, here: WorkspaceId
) -> None:
    """Keep what Slack tells of somebody; who left, or became a guest, loses access at once."""
    before = scope.people.get(person)
    after = as_slack_tells(before, told, here=here)
    scope.people.keep(after)
    if after.active != before.active:
        scope.audit.log("left the workspace" if before.active else "came back", why="Slack")
