"""Listen to reporting periods being set."""

from bot.forms import tags
from bot.forms.answers import Answers
from bot.forms.settings.reporting_periods import KEEP_PERIOD
from bot.ui.kit.blocks import View
from bot.ui.settings import reporting_periods as screen
from bot.ui.settings import settings
from bot.ui.settings.reporting_periods import PERIOD
from casework.settings.reporting_periods import keep_period, period_on_record
from handlers.kit.asked import Asked
from handlers.kit.listening import Listening


def listen(on: Listening) -> None:
    on.click(screen.OPEN, ask)
    on.click(screen.REMOVE, remove)
    on.submit(KEEP_PERIOD, keep)


def ask(asked: Asked) -> View:
    with asked.settings() as scope:
        return screen.ask(period_on_record(scope, asked.clicked(PERIOD)))


def keep(asked: Asked, answers: Answers) -> View:
    """Keep a period, unless somebody else has changed it meanwhile."""
    wanted = screen.read(answers, asked.carried(PERIOD))
    with asked.settings() as scope:
        known = period_on_record(scope, wanted.id)
        if asked.carried(tags.STAMP) != settings.stamp(known):
            return screen.ask(known, notice=settings.meanwhile(screen.now(known)))
        keep_period(scope, wanted)
        return screen.render(scope.settings.periods(), notice="Saved.")


def remove(asked: Asked) -> View:
    with asked.settings() as scope:
        scope.settings.remove_period(asked.clicked(PERIOD))
        return screen.render(scope.settings.periods(), notice="Removed.")
