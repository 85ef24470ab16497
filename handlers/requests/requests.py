"""Listen to requests as their case manager sends them: one tap for the month."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from bot.digest.digest_lines import Key
from bot.digest.owed import MOST_SHOWN
from bot.forms.answers import Answers
from bot.forms.requests.requests_to_send import SEND_REQUESTS, keys_from
from bot.requests.requests_to_send import NOTHING
from bot.ui.digest import digest_controls as controls
from bot.ui.digest import owed
from bot.ui.kit.blocks import Block, View
from bot.ui.requests import requests_to_send as screen
from casework.digest.digests import listing_at
from casework.digest.home import look_beside
from casework.digest.owed import log_named
from casework.requests.requests_asked import requests_shown
from casework.requests.requests_to_send import asked_so_far, askings_of, send_requests
from handlers.kit.asked import Asked
from handlers.kit.listening import Listening
from storage import Scope


def listen(on: Listening) -> None:
    on.verb("request", open_list)
    on.verb("requests", open_list)
    on.click(screen.OPEN, open_list)
    on.click(controls.SEND_ALL, open_from_digest)
    on.submit(SEND_REQUESTS, send)


def open_list(asked: Asked) -> View:
    """List all of next month's requests; `/iep request` and the home tab come here.

    Who was asked for forms may mean these, and finds them above.
    """
    beside = look_beside(asked.storage, asked.user, now=asked.now, schools=False)
    with asked.caseload() as scope:
        view = _listed(scope, NOTHING, owed.render(beside.waiting, scope.today, scope.school_year))
    log_named(asked.storage, asked.user, beside.waiting[:MOST_SHOWN], now=asked.now)
    return view


def open_from_digest(asked: Asked) -> View:
    """List the same, and whatever else the digest listed as to be sent."""
    with asked.caseload() as scope:
        listing = listing_at(scope, *asked.message)
        return _listed(scope, {*listing.keys})


def send(asked: Asked, answers: Answers) -> View:
    """Send what is still ticked and still to be asked, and show in its place what was sent."""
    chosen = keys_from(answers)
    with asked.caseload() as scope:
        askings = send_requests(scope, chosen)
        by_hand = {one.respondent for one in askings if not one.in_slack}
        web = bool(asked.surroundings.public_url)
        return screen.sent(len(askings), len(by_hand), web=web)


def _listed(scope: Scope, also: AbstractSet[Key], theirs: Sequence[Block] = ()) -> View:
    askings = askings_of(scope, also)
    scope.audit.saw("looked at the forms to send", (one.student.id for one in askings))
    so_far, answered = asked_so_far(scope)
    return screen.render(
        askings,
        scope.school_year,
        today=scope.today,
        over=bool(requests_shown(scope)),
        asked=so_far,
        answered=answered,
        confirmed=scope.calendar.confirmed,
        asked_by=scope.person.name,
        theirs=theirs,
    )
