"""Listen to the home tab: drawn when it is opened, and page by page."""

import logging
import re

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.errors import NotSetUpError
from bot.forms import tags
from bot.messages import MessageKind
from bot.ui.digest import home
from bot.ui.kit.blocks import View
from casework.digest.home import AT_HOME, home_tab, kept_text, look_beside
from casework.digest.owed import log_named
from casework.office.office_lists import log_at_home
from casework.people.unreached import office_channel_unreached
from handlers.kit.asked import Asked
from handlers.kit.channels import can_be_posted_in
from handlers.kit.errors import Body, described, person_in
from handlers.kit.first_admin import greet
from handlers.kit.listening import Listening
from handlers.kit.refusals import said_of

logger = logging.getLogger(__name__)


def listen(on: Listening) -> None:
    on.event("app_home_opened", open_home, tells=say_on_the_tab)
    on.click(re.compile(f"^{home.TO_PAGE}:"), turn_page)


def open_home(asked: Asked) -> None:
    """Draw the tab once for each look; of what nobody looks at, nothing is remembered."""
    if asked.event.get("tab") != "home":
        return
    greet(asked.surroundings, asked.client, asked.user)
    if asked.storage.person_by_slack(asked.user) and not asked.is_news():
        return
    view = drawn(asked, page=0)
    try:
        asked.publish(view)
    except (SlackApiError, OSError) as error:
        if not said_of(error):
            raise
        # What stood on the tab stands there still, and is better than an apology.
        logger.warning("a home tab is not drawn: %s", described(error))


def say_on_the_tab(client: WebClient, body: Body, sentence: str) -> None:
    """Say on the tab itself what went wrong: a message at every look would nag."""
    try:
        client.views_publish(user_id=person_in(body), view=home.apology(sentence))
    except (SlackApiError, OSError) as error:
        logger.warning("could not be told on the home tab: %s", described(error))


def turn_page(asked: Asked) -> None:
    asked.publish(drawn(asked, page=asked.clicked(tags.PAGE)))


def drawn(asked: Asked, *, page: int) -> View:
    try:
        beside = look_beside(asked.storage, asked.user, now=asked.now)
        reopened = _reopened(asked)
        with asked.caseload() as caseload:
            caseload.audit.log("looked at the home tab")
            caseload.messages.shown(
                kind=MessageKind.HOME, addressee=asked.user, kept=kept_text(page, reopened)
            )
            tab = home_tab(caseload, beside, reopened=reopened)
            caseload.audit.saw(AT_HOME, home.students_on(tab, page))
            if tab.invitations and page == 0:
                log_at_home(caseload, tab.invitations, anew=False)
        log_named(asked.storage, asked.user, home.waiting_on(tab, page), now=asked.now)
        return home.render(tab, page=page)
    except NotSetUpError:
        return home.for_strangers()


def _reopened(asked: Asked) -> str:
    """Return the office's channel where it took nothing and Slack says by now that it does."""
    channel = office_channel_unreached(asked.storage, asked.user, now=asked.now)
    return channel if channel and can_be_posted_in(asked.client, channel) else ""
