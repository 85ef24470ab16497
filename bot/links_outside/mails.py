"""Mail: the server through which it leaves, as a setting names it, and what one holds."""

import re
from dataclasses import dataclass, field
from urllib.parse import parse_qs, unquote, urlsplit

from bot.people.people import is_mail_address

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
"""The names of the machine itself, on which nobody listens in."""

_PORTS = {"smtps": 465, "smtp": 587}


@dataclass(frozen=True, kw_only=True)
class MailServer:
    """Where mail is handed over. Beyond the machine itself, never without TLS."""

    host: str
    port: int
    tls_at_once: bool
    """Else STARTTLS."""
    user: str = ""
    password: str = field(default="", repr=False)
    sender: str

    @property
    def is_here(self) -> bool:
        return self.host in LOOPBACK


@dataclass(frozen=True, kw_only=True)
class Mail:
    """A mail without its addressee, whom only the sending knows."""

    subject: str
    text: str


def mail_server(text: str) -> MailServer:
    """Read `smtps://user:password@host:465?from=preiep@district.org`; raise ValueError if none."""
    wrong = ValueError("must look like smtps://user:password@mail.example.org?from=iep@example.org")
    try:
        parts, port = urlsplit(text), urlsplit(text).port
    except ValueError:  # its own words would repeat the password
        raise wrong from None
    if parts.scheme not in _PORTS or not parts.hostname or parts.path not in ("", "/"):
        raise wrong
    user = unquote(parts.username or "")
    sender = parse_qs(parts.query).get("from", [user])[0]
    if not is_mail_address(sender) or re.search(r"[^\x21-\x7e]", sender):
        raise wrong
    return MailServer(
        host=parts.hostname,
        port=port or _PORTS[parts.scheme],
        tls_at_once=parts.scheme == "smtps",
        user=user,
        password=unquote(parts.password or ""),
        sender=sender,
    )
