"""Listen to *Notices and forms …*: everything of the month's cut-off, seen and done in one go."""

from bot.digest.cut_off import CutOff
from bot.forms import tags
from bot.forms.answers import Answers
from bot.forms.digest.cut_off import CUT_OFF, SHOWN, not_left_out, parts_from
from bot.ui.digest import cut_off as screen
from bot.ui.digest import digest_controls, hub
from bot.ui.kit.blocks import View
from casework.digest.cut_off import cut_off_due, cut_off_listed, settle_cut_off
from casework.digest.digests import listing_at
from handlers.kit.asked import Asked
from handlers.kit.listening import Listening
from storage import Scope


def listen(on: Listening) -> None:
    on.click(digest_controls.CUT_OFF, open_from_digest)
    on.click(hub.CUT_OFF, open_from_overview)
    on.submit(CUT_OFF, settle)


def open_from_digest(asked: Asked) -> View:
    with asked.caseload() as caseload:
        listing = listing_at(caseload, *asked.message)
        return _drawn(caseload, cut_off_listed(caseload, listing))


def open_from_overview(asked: Asked) -> View:
    """Return the same of what `/iep` counts."""
    with asked.caseload() as caseload:
        return _drawn(caseload, cut_off_due(caseload))


def settle(asked: Asked, answers: Answers) -> View:
    """Do what was ticked, and show in its place what was done and what was not."""
    parts = parts_from(answers)
    shown = not_left_out(answers, asked.carried(SHOWN))
    with asked.caseload() as caseload:
        return screen.done(settle_cut_off(caseload, parts, shown, on=asked.carried(tags.DAY)))


def _drawn(caseload: Scope, cut_off: CutOff) -> View:
    links, confirmed = caseload.workspace.links, caseload.calendar.confirmed
    return screen.render(cut_off, links, confirmed=confirmed)
