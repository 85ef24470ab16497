"""Listen to private links for people outside Slack: made, mailed, told a code for, closed."""

from functools import partial
from typing import Any

from bot.clock import Wire
from bot.errors import StaleError
from bot.forms.requests.requests_asked import REQUEST
from bot.requests.requests import Request
from bot.ui.kit.blocks import View
from bot.ui.links_outside import request_links as screen
from bot.ui.links_outside.link_mails import address
from bot.ui.requests import requests_asked
from casework.links_outside.private_links import (
    link_seen,
    mail_code,
    mail_link,
    make_code,
    make_link,
    request_to_link,
)
from handlers.kit.asked import Asked
from handlers.kit.listening import ON_TOP, Listening
from storage import Scope


def listen(on: Listening, *, wire: Wire) -> None:
    on.click(requests_asked.LINK, open_link, shown=ON_TOP)
    on.click(screen.NEW, renew)
    on.click(screen.CLOSE, close)
    on.click(screen.SAY_CODE, partial(say_code, wire=wire))
    on.click(screen.MAIL_LINK, partial(send_link, wire=wire))
    on.click(screen.MAIL_CODE, partial(send_code, wire=wire))


def open_link(asked: Asked) -> View:
    """Make the first link of a request, or show how the one it has stands."""
    with asked.caseload() as caseload:
        request = _request_of(asked, caseload)
        said = {} if caseload.links.of(request.id) else _new_address(asked, caseload, request)
        return _drawn(asked, caseload, request, **said)


def renew(asked: Asked) -> View:
    """Make a link in place of the one before."""
    with asked.caseload() as caseload:
        request = _request_of(asked, caseload)
        return _drawn(asked, caseload, request, **_new_address(asked, caseload, request))


def close(asked: Asked) -> View:
    """End the link, and whoever is in it."""
    with asked.caseload() as caseload:
        request = _request_of(asked, caseload)
        caseload.links.close(request)
        notice = "The link is closed. It opens nothing any more."
        return _drawn(asked, caseload, request, notice=notice)


def say_code(asked: Asked, *, wire: Wire) -> View:
    """Show a code to be said on the phone, this once."""
    with asked.caseload() as caseload:
        request = _request_of(asked, caseload)
        code = make_code(caseload, request, wire_now=wire.now())
        return _drawn(asked, caseload, request, code=code)


def send_link(asked: Asked, *, wire: Wire) -> View:
    """Mail a link to the address on record."""
    with asked.caseload() as caseload:
        request = _request_of(asked, caseload)
        _refuse_without_mail(asked)
        mail_link(caseload, request, wire_now=wire.now())
        notice = (
            "A new link goes out to the address on record. One that you copied earlier stops "
            "working then."
        )
        return _drawn(asked, caseload, request, notice=notice)


def send_code(asked: Asked, *, wire: Wire) -> View:
    """Mail a code to the address on record."""
    with asked.caseload() as caseload:
        request = _request_of(asked, caseload)
        _refuse_without_mail(asked)
        mail_code(caseload, request, wire_now=wire.now())
        notice = "A code goes out to the address on record."
        return _drawn(asked, caseload, request, notice=notice)


def _request_of(asked: Asked, caseload: Scope) -> Request:
    """Return the request clicked, for whoever may send it: asked anew at every click."""
    request = request_to_link(caseload, asked.clicked(REQUEST))
    if not asked.surroundings.public_url:
        raise StaleError(requests_asked.NO_ADDRESS)
    return request


def _refuse_without_mail(asked: Asked) -> None:
    if not asked.surroundings.mails:
        raise StaleError("Preiep sends no mail here. Nothing was sent.")


def _new_address(asked: Asked, caseload: Scope, request: Request) -> dict[str, str]:
    _, token = make_link(caseload, request)
    return {"address": address(asked.surroundings.public_url, token)}


def _drawn(asked: Asked, caseload: Scope, request: Request, **said: Any) -> View:
    seen = link_seen(caseload, request, mails=asked.surroundings.mails)
    return screen.render(seen, now=caseload.now, zone=caseload.workspace.zone, **said)
