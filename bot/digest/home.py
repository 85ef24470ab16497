"""What the home tab of one person shows: their caseload, and what their roles bring."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from bot.dates.obligation_rules import Rules
from bot.district.district import School
from bot.goals.goals import Pressing
from bot.people.people import Role
from bot.records.caseloads import Glance
from bot.settings.setting_up import SettingUp


@dataclass(frozen=True, kw_only=True)
class HomeTab:
    """Everything that stands in a home tab, on whichever of its pages."""

    glance: Glance
    rules: Rules
    names: bool
    """Whether the district allows names here."""
    confirmed: bool
    """Whether the school calendar is."""
    roles: AbstractSet[Role]
    progress: SettingUp | None = None
    """How far the district has come; told to admins until it is set up."""
    schools: tuple[School, ...] = ()
    """A supervisor's, whose counts stand first."""
    goals: Pressing | None = None
    """What nobody has looked at near the end of a reporting period."""
    notes: bool = False
    """Whether the office has a channel, into which notes can be sent."""
