"""What somebody typed, read out of the mark-up in which Slack sends it."""

import re
from collections.abc import Callable

MARKED = re.compile(
    r"<(?P<sign>[@#!]|[a-z][a-z0-9+.-]*:)(?P<what>[^<>|]*)(?:\|(?P<label>[^<>]*))?>"
)
"""A person, a channel, a call to many, a date, or an address. A typed `<` arrives as an entity."""

_GROUPS = ("everyone", "channel", "here")


def as_typed(text: str, name_of: Callable[[str], str]) -> str:
    """Return the words of a message as people read them.

    `name_of` says how people call somebody with that Slack id; empty where nobody knows.
    """

    def read(found: re.Match[str]) -> str:
        sign, what, label = found["sign"], found["what"], found["label"] or ""
        match sign:
            case "@":
                return f"@{name_of(what) or label or 'somebody'}"
            case "#":
                return f"#{label}" if label else "a channel"
            case "!":
                return _called(what, label)
            case _:
                return _address(sign + what, label)

    # The ampersand last: it is what the other two are written with.
    plain = MARKED.sub(read, text)
    return plain.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _called(what: str, label: str) -> str:
    """Read a call to many, or whatever else Slack draws by itself, such as a date."""
    if what in _GROUPS:
        return f"@{what}"
    return label or ("@a group" if what.startswith("subteam") else "")


def _address(address: str, label: str) -> str:
    """Read a link: what it is called, and where it leads unless that says the same."""
    leads_to = re.sub(r"^(?:mailto|tel):", "", address)
    if not label or label == leads_to:
        return leads_to
    # What was typed without the beginning of an address is given one.
    return label if address == f"http://{label}" else f"{label} ({leads_to})"
