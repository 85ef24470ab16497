"""Listen to one row in its own modal: opened from the student's screen, and changed there."""

from bot.digest.digest_lines import Key
from bot.digest.listings import key_from
from bot.forms.answers import Answers
from bot.forms.dates.settling import SETTLE_ROW, SHOWN
from bot.ui.dates import obligation_rows as screen
from bot.ui.kit.blocks import View
from casework.dates.settling import look_at_row, settle_row
from handlers.kit.asked import Asked
from handlers.kit.listening import ON_TOP, Listening
from storage import Scope


def listen(on: Listening) -> None:
    on.click(screen.OPEN, open_row, shown=ON_TOP)
    on.submit(SETTLE_ROW, settle)


def open_row(asked: Asked) -> View:
    with asked.caseload() as caseload:
        return _row(caseload, key_from(asked.value))


def settle(asked: Asked, answers: Answers) -> View:
    """Keep what is said of the row, then show it as it stands, ready to be taken back."""
    key, shown = key_from(asked.carried(screen.ROW)), asked.carried(SHOWN)
    with asked.caseload() as caseload:
        settle_row(caseload, key, answers, shown)
        return _row(caseload, key)


def _row(caseload: Scope, key: Key) -> View:
    seen = look_at_row(caseload, key)
    return screen.render(
        seen.entry, seen.morning, seen.history, seen.names, values=seen.values, links=seen.links
    )
