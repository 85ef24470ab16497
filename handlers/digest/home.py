"""Listen to the home tab: drawn when it is opened, and page by page."""

import re

from bot.errors import NotSetUpError
from bot.forms import tags
from bot.messages import MessageKind
from bot.ui.digest import home
from bot.ui.kit.blocks import View
from casework.digest.home import home_tab
from handlers.kit.asked import Asked
from handlers.kit.first_admin import greet
from handlers.kit.listening import Listening


def listen(on: Listening) -> None:
    on.event("app_home_opened", open_home)
    on.click(re.compile(f"^{home.TO_PAGE}:"), turn_page)


def open_home(asked: Asked) -> None:
    if asked.event.get("tab") == "home":
        greet(asked.surroundings, asked.client, asked.user)
        asked.publish(drawn(asked, page=0))


def turn_page(asked: Asked) -> None:
    asked.publish(drawn(asked, page=asked.clicked(tags.PAGE)))


def drawn(asked: Asked, *, page: int) -> View:
    try:
        with asked.caseload() as caseload:
            caseload.audit.log("looked at the home tab")
            caseload.messages.shown(kind=MessageKind.HOME, addressee=asked.user, kept=str(page))
            return home.render(home_tab(caseload, asked.storage), page=page)
    except NotSetUpError:
        return home.for_strangers()
