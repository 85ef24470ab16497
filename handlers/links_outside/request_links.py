"""Listen to private links for people outside Slack: made, mailed, told a code for, closed."""

from collections.abc import Callable
from functools import partial
from typing import TypedDict

from bot.clock import Wire
from bot.errors import StaleError
from bot.forms.requests.requests_asked import REQUEST
from bot.requests.requests import Request
from bot.ui.kit.blocks import View
from bot.ui.links_outside import request_links as screen
from bot.ui.links_outside.link_mails import address
from bot.ui.requests import requests_asked
from casework.links_outside import link_codes, private_links
from handlers.kit.asked import Asked
from handlers.kit.listening import ON_TOP, Listening, Shows
from storage import Scope


class SaidOnce(TypedDict, total=False):
    """An address, a code or a notice, shown this once beside how the link stands."""

    address: str
    code: str
    notice: str


def listen(on: Listening, *, wire: Wire) -> None:
    on.click(requests_asked.LINK, about_link(open_link), shown=ON_TOP)
    on.click(screen.NEW, about_link(renew))
    on.click(screen.CLOSE, about_link(close))
    on.click(screen.SAY_CODE, about_link(partial(say_code, wire=wire)))
    on.click(screen.MAIL_LINK, about_link(partial(send_link, wire=wire)))
    on.click(screen.MAIL_CODE, about_link(partial(send_code, wire=wire)))


def open_link(asked: Asked, caseload: Scope, request: Request) -> SaidOnce:
    """Make the first link of a request, or show how the one it has stands."""
    return SaidOnce() if caseload.links.of(request.id) else renew(asked, caseload, request)


def renew(asked: Asked, caseload: Scope, request: Request) -> SaidOnce:
    _, token = private_links.make_link(caseload, request)
    return SaidOnce(address=address(asked.surroundings.public_url, token))


def close(_: Asked, caseload: Scope, request: Request) -> SaidOnce:
    """End the link, and whoever is in it."""
    caseload.links.close(request)
    return SaidOnce(notice="The link is closed. It opens nothing any more.")


def say_code(_: Asked, caseload: Scope, request: Request, *, wire: Wire) -> SaidOnce:
    """Show a code to be said on the phone, this once."""
    return SaidOnce(code=link_codes.make_code(caseload, request, wire_now=wire.now()))


def send_link(asked: Asked, caseload: Scope, request: Request, *, wire: Wire) -> SaidOnce:
    _refuse_without_mail(asked)
    private_links.mail_link(caseload, request, wire_now=wire.now())
    return SaidOnce(
        notice="A new link goes out to the address on record. One that you copied earlier stops "
        "working then."
    )


def send_code(asked: Asked, caseload: Scope, request: Request, *, wire: Wire) -> SaidOnce:
    _refuse_without_mail(asked)
    link_codes.mail_code(caseload, request, wire_now=wire.now())
    return SaidOnce(notice="A code goes out to the address on record.")


def about_link(does: Callable[[Asked, Scope, Request], SaidOnce]) -> Shows:
    """Do something with a link, for whoever may send its request, and show how it stands then.

    Whether they may is asked anew at every click.
    """

    def shows(asked: Asked) -> View:
        with asked.caseload() as caseload:
            request = private_links.request_to_link(caseload, asked.clicked(REQUEST))
            if not asked.surroundings.public_url:
                raise StaleError(requests_asked.NO_ADDRESS)
            said = does(asked, caseload, request)
            seen = private_links.link_seen(caseload, request, mails=asked.surroundings.mails)
            return screen.render(seen, now=caseload.now, zone=caseload.workspace.zone, **said)

    shows.__name__ = getattr(does, "__name__", "listener")
    return shows


def _refuse_without_mail(asked: Asked) -> None:
    if not asked.surroundings.mails:
        raise StaleError("Preiep sends no e-mail here. Nothing was sent.")
