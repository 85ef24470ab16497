"""Listen to a district's own table of what is due when being set, row by row."""

from bot.dates.district_rules import current_rule
from bot.forms import tags
from bot.forms.answers import Answers
from bot.forms.settings.district_rules import (
    CHANGE_ROW,
    KEEP_OWN_ROW,
    change_from,
    own_row_from,
)
from bot.ui.kit.blocks import View
from bot.ui.settings import district_rules as screen
from bot.ui.settings import settings
from bot.ui.settings.district_rules import ROW
from casework.settings.district_rules import change_row, keep_own_row
from handlers.kit.asked import Asked
from handlers.kit.listening import Listening

SAVED = "Saved. Every date that it concerns has moved."


def listen(on: Listening) -> None:
    on.click(screen.OPEN, ask)
    on.click(screen.ADD, ask_new)
    on.submit(CHANGE_ROW, change)
    on.submit(KEEP_OWN_ROW, keep_own)


def ask(asked: Asked) -> View:
    row = asked.clicked(ROW)
    with asked.settings() as scope:
        if row.is_own:
            return screen.ask_own(scope.district_rules.own_row(row), row)
        return screen.ask(row, scope.rules)


def ask_new(asked: Asked) -> View:
    with asked.settings() as scope:
        return screen.ask_own(None, scope.district_rules.next_own())


def change(asked: Asked, answers: Answers) -> View:
    """Change a row that Preiep has, unless somebody else did so meanwhile."""
    row = asked.carried(ROW)
    wanted = change_from(answers, row)
    with asked.settings() as scope:
        now = current_rule(row, scope.rules)
        if asked.carried(tags.STAMP) != settings.stamp(now):
            return screen.ask(row, scope.rules, notice=settings.meanwhile(screen.now(now)))
        return screen.render(change_row(scope, row, wanted).rules(), notice=SAVED)


def keep_own(asked: Asked, answers: Answers) -> View:
    """Add or change a row of the district's own, unless somebody else changed it meanwhile."""
    row, drawn = asked.carried(ROW), asked.carried(tags.STAMP)
    wanted, is_new = own_row_from(answers, row), drawn == settings.stamp(None)
    with asked.settings() as scope:
        known = scope.district_rules.own_row(row)
        if not is_new and drawn != settings.stamp(known):
            notice = settings.meanwhile(screen.now(known.rule if known else None))
            return screen.ask_own(known, row, notice=notice)
        return screen.render(keep_own_row(scope, wanted, is_new=is_new).rules(), notice=SAVED)
