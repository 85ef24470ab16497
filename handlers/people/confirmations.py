"""Listen to an admin who confirms or refuses what another wants for themself."""

from bot.forms import tags
from bot.ui.people import confirmations as screen
from casework.people.decisions import decide
from handlers.kit.asked import Asked
from handlers.kit.listening import Listening


def listen(on: Listening) -> None:
    on.click(screen.CONFIRM, confirm)
    on.click(screen.REFUSE, refuse)


def confirm(asked: Asked) -> None:
    """Do it, unless it no longer holds; the message says what became of it."""
    with asked.intake() as intake:
        decide(intake, asked.clicked(tags.CONFIRMATION), confirms=True)


def refuse(asked: Asked) -> None:
    with asked.intake() as intake:
        decide(intake, asked.clicked(tags.CONFIRMATION), confirms=False)
