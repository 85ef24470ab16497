"""What the home tab of one person shows: their caseload, and what their roles bring."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from bot.dates.obligation_rules import Rules
from bot.digest.owed import Waiting
from bot.district.district import School
from bot.goals.goals import Pressing
from bot.office.office_cards import OfficeList
from bot.office.office_notes import Noted
from bot.people.people import Role
from bot.people.unreached import Unreached
from bot.records.caseloads import Glance
from bot.settings.setting_up import SettingUp


@dataclass(frozen=True, kw_only=True)
class HomeTab:
    """All the work of one person, for their home tab and every other door to it."""

    glance: Glance
    rules: Rules
    names: bool
    """Whether the district allows names here."""
    confirmed: bool
    """Whether the school calendar is."""
    roles: AbstractSet[Role]
    waiting: tuple[Waiting, ...] = ()
    """What others wait for from them, the earliest first."""
    progress: SettingUp | None = None
    """How far the district has come; told to admins until it is set up."""
    schools: tuple[School, ...] = ()
    """A supervisor's, whose counts stand first."""
    unreached: tuple[Unreached, ...] = ()
    """Who cannot be reached in Slack; told to admins."""
    given_up: int = 0
    """The number of messages given up that somebody is owed; told to admins."""
    goals: Pressing | None = None
    """What nobody has looked at near the end of a reporting period."""
    notes: bool = False
    """Whether the office can be told, so that notes can be sent."""
    invitations: OfficeList | None = None
    """Of somebody of the office: what it still has to send, and what came of the rest."""

    @property
    def waiting_at_home(self) -> tuple[Waiting, ...]:
        """Leave out what the office is to send, of which its own notes tell."""
        return tuple(one for one in self.waiting if not isinstance(one.thing, Noted))

    @property
    def waits(self) -> bool:
        """Tell whether anything is theirs to do besides the rows of their own students."""
        setting_up = self.progress is not None and not self.progress.complete
        return bool(self.waiting or self.goals or self.glance.tally.unmarked or setting_up)
