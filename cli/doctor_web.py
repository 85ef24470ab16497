"""What `doctor` finds about people outside Slack: the web form's address, and the mail server."""

import json
from collections.abc import Iterator
from urllib.error import HTTPError
from urllib.request import urlopen

from bot.links_outside.mails import MailServer
from bot.settings.environment import Settings
from cli.findings import Found, look, ok, wrong
from jobs.delivery.mailer import CouldNotBeMailed, connected, why_not

_ANSWERS_WITHIN = 3.0
"""Real seconds."""


def findings(settings: Settings) -> Iterator[Found]:
    if settings.public_url:
        yield _address(settings.public_url)
    if settings.smtp is not None:
        if not settings.public_url:
            yield look("SMTP_URL is set without PREIEP_PUBLIC_URL: there is no link to mail.")
        yield _mail(settings.smtp)


def _address(public_url: str) -> Found:
    try:
        with urlopen(f"{public_url}/healthz", timeout=_ANSWERS_WITHIN) as answer:  # noqa: S310 - http(s) only
            told = json.load(answer)
    except HTTPError as error:
        return wrong(
            f"Something answers at {public_url}, but it is not Preiep (status {error.code}). Look "
            "at the proxy in front, and at PORT."
        )
    except OSError as error:
        return look(
            f"Nobody answers at {public_url} ({type(error).__name__}). That is fine while "
            "Preiep is not running; otherwise check the proxy in front, PORT and PREIEP_BIND."
        )
    except ValueError:
        return wrong(f"Something answers at {public_url}, but it is not Preiep.")
    if not (isinstance(told, dict) and told.get("well") is True):
        return wrong(f"Something answers at {public_url}, but it is not Preiep.")
    return ok(f"The web form for people outside Slack can be reached at {public_url}.")


def _mail(server: MailServer) -> Found:
    try:
        with connected(server):
            pass
    except CouldNotBeMailed as error:
        return wrong(
            f"The mail server {server.host} does not take our mail ({why_not(error)}). Look at "
            "SMTP_URL: host, port, user and password."
        )
    return ok(f"The mail server {server.host} lets Preiep in.")
