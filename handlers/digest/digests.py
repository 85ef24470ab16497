"""Listen to the digest's controls: *All done*, *Undo*, *Pick …* with its modal."""

from bot.forms.answers import Answers
from bot.forms.dates.settling import PICK_ROWS, SHOWN
from bot.ui.digest import digest_controls, home, pick
from bot.ui.kit.blocks import View
from casework.digest import digests
from handlers.kit.asked import Asked
from handlers.kit.listening import Listening


def listen(on: Listening) -> None:
    on.click(digest_controls.ALL_DONE, all_done)
    on.click(digest_controls.UNDO, undo)
    on.click(digest_controls.PICK, open_pick)
    on.click(home.PICK_PLACE, open_places_at_home)
    on.click(home.PICK, open_pick_at_home)
    on.submit(PICK_ROWS, keep_picked)


def all_done(asked: Asked) -> None:
    with asked.caseload() as caseload:
        digests.tick_group(caseload, digests.listing_at(caseload, *asked.message), asked.value)


def undo(asked: Asked) -> None:
    with asked.caseload() as caseload:
        digests.untick_group(caseload, digests.listing_at(caseload, *asked.message), asked.value)


def open_pick(asked: Asked) -> View:
    with asked.caseload() as caseload:
        listing = digests.listing_at(caseload, *asked.message)
        return pick.render(*digests.rows_listed(caseload, listing, asked.value))


def open_places_at_home(asked: Asked) -> View:
    """Offer the places that the home tab counts; the rows of one come in their stead."""
    with asked.caseload(reading=True) as caseload:
        return home.places(digests.places_at_home(caseload))


def open_pick_at_home(asked: Asked) -> View:
    """Return the same modal, of what the home tab counts for one place."""
    with asked.caseload() as caseload:
        return pick.render(*digests.rows_at_home(caseload, asked.value))


def keep_picked(asked: Asked, answers: Answers) -> View | None:
    """Close the modal, or say in its place what of the ticked rows was left out."""
    with asked.caseload() as caseload:
        picked, left_out = digests.settle_picked(caseload, answers, asked.carried(SHOWN))
        return pick.done(picked, left_out) if left_out else None
