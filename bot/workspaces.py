"""One Slack workspace: a district, a charter school, a county office."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import NewType
from zoneinfo import ZoneInfo

from bot.settings.district_links import DistrictLinks

WorkspaceId = NewType("WorkspaceId", str)
"""Slack's team id, or `local` before the first connection."""

LOCAL = WorkspaceId("local")


@dataclass(frozen=True, kw_only=True)
class Hours:
    """The part of a person's day in which they may be written to."""

    first: time = time(6, 0)
    until: time = time(18, 0)
    """From this moment on nothing goes out."""

    def __contains__(self, at: time) -> bool:
        return self.first <= at < self.until


DAYTIME = Hours()


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
    """When the digest of a person comes who is new here; everybody can set an hour of their own."""
    hours: Hours = DAYTIME
    """Outside these nothing but a checklist thread goes out, by each person's own clock."""
    office_channel: str = ""
    files_kept_days: int = 1
    """After so many days a file made on request is taken out of Slack."""
    charter: bool = False
    """Whether families choose the school, which is then said at the meeting."""
    links: DistrictLinks = field(default_factory=DistrictLinks)
    lines: Mapping[str, bool] = field(default_factory=dict)
    """Checklist lines by id that the district switched on or off, against the content files."""

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)

    def today(self, now: datetime) -> date:
        """Return the workspace's date at the moment `now` (aware)."""
        assert now.tzinfo is not None, "a moment without a zone is read in the machine's own"
        return now.astimezone(self.zone).date()
