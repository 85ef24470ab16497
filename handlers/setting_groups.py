"""The groups of the settings, each with its first screen and its listeners."""

from bot.ui import settings
from handlers.bolt import Registers
from handlers.settings import SettingsHandlers
from handlers.settings_calendar import CalendarHandlers, calendar_screen
from handlers.settings_closures import ClosureHandlers
from handlers.settings_own import OwnSettingsHandlers
from handlers.settings_people import RoleHandlers, people_screen
from handlers.settings_periods import PeriodHandlers, periods_screen
from handlers.settings_rules import RuleHandlers, rules_screen
from handlers.surroundings import Surroundings


def settings_listeners(
    surroundings: Surroundings,
) -> tuple[SettingsHandlers, *tuple[Registers, ...]]:
    """The overview first, which is also what `/iep settings` opens."""
    screens = {
        settings.CALENDAR: calendar_screen,
        settings.PEOPLE: people_screen,
        settings.RULES: rules_screen,
        settings.PERIODS: periods_screen,
    }
    return (
        SettingsHandlers(surroundings=surroundings, screens=screens),
        OwnSettingsHandlers(surroundings=surroundings),
        CalendarHandlers(surroundings=surroundings),
        ClosureHandlers(surroundings=surroundings),
        PeriodHandlers(surroundings=surroundings),
        RuleHandlers(surroundings=surroundings),
        RoleHandlers(surroundings=surroundings),
    )
