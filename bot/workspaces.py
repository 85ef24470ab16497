"""One Slack workspace: a district, a charter school, a county office."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import NewType
from zoneinfo import ZoneInfo

WorkspaceId = NewType("WorkspaceId", str)
"""Slack's team id, or `local` before the first connection."""

LOCAL = WorkspaceId("local")


@dataclass(frozen=True, kw_only=True)
class Workspace:
    """What holds for everyone in it."""

    id: WorkspaceId
    name: str = ""
    timezone: str = "America/Los_Angeles"
    region: str = "US"
    """Whose public holidays were copied in as closures when the workspace was made."""
    sandbox: bool = False
    names_at_home: bool = True
    """Whether the district allows students' names in the home tab."""
    digest_at: time = time(6, 45)
    office_channel: str = ""

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)

    def today(self, now: datetime) -> date:
        """The workspace's date at the moment `now` (aware)."""
        assert now.tzinfo is not None, "a moment without a zone is read in the machine's own"
        return now.astimezone(self.zone).date()
