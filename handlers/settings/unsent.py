"""Listen to what an admin does with messages that were given up."""

from bot.ui.kit.blocks import View
from bot.ui.settings import unsent as screen
from bot.ui.settings.unsent import ERRAND
from casework.settings.unsent import send_again
from handlers.kit.asked import Asked
from handlers.kit.listening import Listening
from storage import Scope


def listen(on: Listening) -> None:
    on.click(screen.OPEN, look)
    on.click(screen.SEND_AGAIN, send_one)
    on.click(screen.SEND_ALL, send_all)


def look(asked: Asked) -> View:
    with asked.settings(reading=True) as scope:
        return _drawn(scope)


def send_one(asked: Asked) -> View:
    errand = asked.clicked(ERRAND)
    with asked.settings() as scope:
        return _drawn(scope, notice=screen.sent_again(send_again(scope, [errand])))


def send_all(asked: Asked) -> View:
    with asked.settings() as scope:
        return _drawn(scope, notice=screen.sent_again(send_again(scope)))


def _drawn(scope: Scope, *, notice: str = "") -> View:
    unsent = scope.unsent
    return screen.render(
        unsent.given_up(most=screen.MOST),
        unsent.sent_again(),
        hidden=max(0, unsent.count() - screen.MOST),
        zone=scope.workspace.zone,
        notice=notice,
    )
