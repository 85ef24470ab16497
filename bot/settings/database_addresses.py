"""Whether what goes to the database can be read on the way."""

from collections.abc import Mapping
from urllib.parse import parse_qs, unquote, urlsplit

from bot.links_outside.mails import LOOPBACK

WITH_TLS = ("require", "verify-ca", "verify-full")
"""What `sslmode` has to be so that nothing goes in the clear; the last two know the server, too."""


def crosses_a_network_in_the_clear(url: str, environ: Mapping[str, str]) -> bool:
    """Tell whether a PostgreSQL is on another machine, and may be spoken to without TLS.

    What the address leaves out, the driver takes from the environment, and so do we. A service
    file we do not read: it can name any machine.
    """
    parts = urlsplit(url)
    asked = {name: values[-1] for name, values in parse_qs(parts.query).items()}
    if asked.get("sslmode", environ.get("PGSSLMODE", "")) in WITH_TLS:
        return False
    if "service" in asked or environ.get("PGSERVICE"):
        return True
    named = [parts.netloc.rpartition("@")[2], *parse_qs(parts.query).get("host", [])]
    named = [one for one in named if one] or [environ.get("PGHOST", "")]
    named += [asked.get("hostaddr", environ.get("PGHOSTADDR", ""))]
    hosts = [_host(one) for several in named for one in several.split(",")]
    return any(host and not host.startswith("/") and host not in LOOPBACK for host in hosts)


def _host(place: str) -> str:
    """Return the host of a place, which may have a port; a path is that of a socket."""
    place = unquote(place)
    if place.startswith("["):
        return place[1:].partition("]")[0]
    return place if place.count(":") > 1 else place.partition(":")[0]
