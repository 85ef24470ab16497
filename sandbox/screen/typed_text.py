"""What people type, as Slack's client sends it: people, channels, addresses and links marked up."""

import re
from collections.abc import Callable

from sandbox.workspace.workspace import Channel, User
from sandbox.workspace.world import World

LINKED = re.compile(
    r"""
    (?P<link>\bhttps?://[^\s<>|]*[^\s<>|.,;:!?'")\]])
    |(?P<mail>\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+\b)
    |(?P<site>\b(?:[a-z0-9-]+\.)+(?:com|edu|example|gov|io|net|org|us)\b(?:/[^\s<>|]*[\w/])?)
    |(?<!\w)@(?P<called>\w[^\n]*)
    |(?<!\w)\#(?P<room>[\w-]+)
    """,
    re.VERBOSE,
)
"""What of a text may become a link."""

EVERYBODY = ("channel", "everyone", "here")


def as_sent(world: World, user: User, text: str) -> str:
    """Return what a person typed as a message carries it."""
    return _marked(text, _Known(world, user, labelled=False).link)


def as_command(world: World, user: User, text: str) -> str:
    """Return the same of the words after a command whose manifest says `should_escape`."""
    return _marked(text, _Known(world, user, labelled=True).link)


def _marked(text: str, link: Callable[[re.Match[str]], tuple[str, int]]) -> str:
    parts, at = [], 0
    while match := LINKED.search(text, at):
        linked, end = link(match)
        parts += [_escaped(text[at : match.start()]), linked]
        at = end
    return "".join([*parts, _escaped(text[at:])])


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


class _Known:
    """Whom and what one person can name."""

    def __init__(self, world: World, user: User, *, labelled: bool) -> None:
        self._workspace = world.workspace
        self._user = user
        self._labelled = labelled

    def link(self, match: re.Match[str]) -> tuple[str, int]:
        """Return what stands for a match, and where it ends."""
        whole = _escaped(match.group())
        match match.lastgroup:
            case "link":
                return f"<{whole}>", match.end()
            case "mail":
                return f"<mailto:{whole}|{whole}>", match.end()
            case "site":
                return f"<http://{whole}|{whole}>", match.end()
            case "room":
                return self._room(match.group("room")) or whole, match.end()
            case _:
                return self._called(match)

    def _room(self, name: str) -> str:
        seen = [one for one in self._workspace.channels.values() if one.name == name]
        return next((f"<#{one.id}|{one.name}>" for one in seen if self._may_name(one)), "")

    def _may_name(self, channel: Channel) -> bool:
        return channel.kind == "public" or self._user.id in channel.members

    def _called(self, match: re.Match[str]) -> tuple[str, int]:
        """Return who is meant after an @: the longest name that fits, which may have spaces."""
        said = match.group("called")
        begins = match.start("called")
        for name, marked in sorted(self._names(), key=lambda one: -len(one[0])):
            if re.match(rf"{re.escape(name)}\b", said, re.IGNORECASE):
                return marked, begins + len(name)
        return "@", begins

    def _names(self) -> list[tuple[str, str]]:
        found = [(one, f"<!{one}>") for one in EVERYBODY]
        for user in self._workspace.users.values():
            marked = f"<@{user.id}|{user.handle}>" if self._labelled else f"<@{user.id}>"
            found += [(user.name, marked), (user.handle, marked)]
        return found
