"""The groups of the settings, each with its first screen and its listeners."""

from functools import partial

from bot.ui.settings import settings
from bot.ui.settings.settings_groups import groups
from handlers.kit.bolt import Registers
from handlers.kit.listening import Listens, Verb
from handlers.kit.surroundings import Surroundings
from handlers.settings import settings_own, settings_people
from handlers.settings.settings import SettingsHandlers
from handlers.settings.settings_calendar import CalendarHandlers, calendar_screen
from handlers.settings.settings_closures import ClosureHandlers
from handlers.settings.settings_people import people_screen
from handlers.settings.settings_periods import PeriodHandlers, periods_screen
from handlers.settings.settings_rules import RuleHandlers, rules_screen


def settings_listeners(surroundings: Surroundings, verbs: dict[str, Verb]) -> tuple[Registers, ...]:
    """Everything that is listened to in the settings, the overview first."""
    screens = {
        settings.CALENDAR: calendar_screen,
        settings.PEOPLE: people_screen,
        settings.RULES: rules_screen,
        settings.PERIODS: periods_screen,
    }
    found = groups(surroundings.content)
    heard = partial(Listens, surroundings=surroundings, verbs=verbs)
    return (
        heard(listen=SettingsHandlers(screens=screens, groups=found).listen),
        heard(listen=settings_own.listen),
        CalendarHandlers(surroundings=surroundings),
        ClosureHandlers(surroundings=surroundings),
        PeriodHandlers(surroundings=surroundings),
        RuleHandlers(surroundings=surroundings),
        heard(listen=settings_people.listen),
    )
