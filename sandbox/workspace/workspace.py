"""The workspace: who is in it, which conversations there are, and who is in those."""

import base64
import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

from sandbox.workspace.clock import written
from sandbox.workspace.district import A_SMALL_DISTRICT, District, Newcomer, Room, read_district
from sandbox.workspace.messages import Message

__all__ = ["A_SMALL_DISTRICT", "District", "Newcomer", "Room", "read_district"]

TS_STEP = 100


@dataclass(kw_only=True)
class User:
    id: str
    handle: str
    name: str
    email: str = ""
    title: str = ""
    timezone: str = "America/Los_Angeles"
    is_admin: bool = False
    is_owner: bool = False
    is_guest: bool = False
    is_bot: bool = False
    is_stranger: bool = False
    team_id: str = ""
    """Another workspace, whose member shares a channel with this one; empty for our own people."""
    deleted: bool = False
    updated: int = 0


@dataclass(kw_only=True)
class Channel:
    id: str
    name: str
    kind: str
    """One of im, mpim, private, public."""
    members: list[str] = field(default_factory=list)
    archived: bool = False
    shared_externally: bool = False
    shared_within: bool = False
    """With other workspaces of the same organization."""
    created: int = 0
    messages: list[Message] = field(default_factory=list)
    ephemerals: list[Message] = field(default_factory=list)

    @property
    def is_private(self) -> bool:
        return self.kind != "public"

    def message(self, ts: str) -> Message | None:
        return next((one for one in reversed(self.messages) if one.ts == ts), None)

    def thread(self, ts: str) -> list[Message]:
        return [one for one in self.messages if ts in (one.ts, one.thread_ts)]

    def seen_by(self, user: str) -> list[Message]:
        """Everything that this person sees here, what only they can see included."""
        own = [one for one in self.ephemerals if one.only_for == user]
        return sorted([*self.messages, *own], key=lambda one: one.ts)

    def other_than(self, user: str) -> str:
        return next((one for one in self.members if one != user), user)


class Workspace:
    """People and conversations; ids are made from what they name, so that they never change."""

    def __init__(self, district: District) -> None:
        self.name = district.name
        self.domain = district.domain
        self.team_id = district.team_id
        self.timezone = district.timezone
        self.users: dict[str, User] = {}
        self.channels: dict[str, Channel] = {}
        self._last_ts = 0
        self._made = 0

    def new_id(self, prefix: str) -> str:
        self._made += 1
        return f"{prefix}0{_hashed(f'{self.team_id}{prefix}{self._made}')}"

    def new_ts(self, epoch: float) -> str:
        """Return a message's ts: school time, yet later than every other in the workspace."""
        self._last_ts = max(int(epoch * 1_000_000), self._last_ts) + TS_STEP
        return written(self._last_ts)

    def admit(self, newcomer: Newcomer) -> User:
        user = User(
            id=newcomer.id or made_id("U", newcomer.email),
            handle=newcomer.email.split("@", maxsplit=1)[0].lower(),
            name=newcomer.name,
            email=newcomer.email,
            title=newcomer.title,
            timezone=newcomer.timezone,
            is_admin=newcomer.is_admin,
            is_owner=newcomer.is_owner,
            is_guest=newcomer.is_guest,
        )
        self.users[user.id] = user
        return user

    def furnish(self, room: Room, created: int) -> Channel:
        channel = Channel(
            id=room.id or made_id("C", room.name),
            name=room.name,
            kind="private" if room.private else "public",
            members=[self.person(email).id for email in room.members],
            shared_externally=room.shared_externally,
            created=created,
        )
        self.channels[channel.id] = channel
        return channel

    def person(self, whom: str) -> User:
        """Find somebody by id, e-mail address, handle, full name or first name."""
        wanted = whom.strip().lstrip("@").lower()
        for known in _SPELLINGS:
            found = [user for user in self.users.values() if known(user) == wanted]
            if len(found) == 1:
                return found[0]
            if found:
                raise LookupError(f"several people answer to {whom!r}")
        raise LookupError(f"nobody here answers to {whom!r}")

    def channel_named(self, name: str) -> Channel:
        wanted = name.strip().lstrip("#")
        if wanted in self.channels:
            return self.channels[wanted]
        for channel in self.channels.values():
            if channel.kind in ("public", "private") and channel.name == wanted:
                return channel
        raise LookupError(f"there is no conversation {name!r}")

    def direct(self, members: Iterable[str], created: int) -> tuple[Channel, bool]:
        """Return the direct conversation of just these, and whether it is new."""
        people = sorted(set(members))
        kind = "mpim" if len(people) > 2 else "im"
        channel_id = made_id("D" if kind == "im" else "G", " ".join([self.team_id, *people]))
        if channel_id in self.channels:
            return self.channels[channel_id], False
        name = "" if kind == "im" else "mpdm-" + "--".join(self.users[one].handle for one in people)
        self.channels[channel_id] = Channel(
            id=channel_id, name=name, kind=kind, members=people, created=created
        )
        return self.channels[channel_id], True

    def conversations_of(self, user: str) -> Iterator[Channel]:
        return (one for one in self.channels.values() if user in one.members)

    def snapshot(self) -> dict[str, Any]:
        return {
            "users": [asdict(user) for user in self.users.values()],
            "channels": [asdict(channel) for channel in self.channels.values()],
            "last_ts": self._last_ts,
            "made": self._made,
        }

    def restore(self, kept: dict[str, Any]) -> None:
        for user in kept["users"]:
            self.users[user["id"]] = User(**user)
        for channel in kept["channels"]:
            lists = {name: [Message(**one) for one in channel[name]] for name in _LISTS}
            self.channels[channel["id"]] = Channel(**{**channel, **lists})
        self._last_ts = kept["last_ts"]
        self._made = kept["made"]


_LISTS = ("messages", "ephemerals")

_SPELLINGS: tuple[Callable[[User], str], ...] = (
    lambda user: user.id.lower(),
    lambda user: user.email.lower(),
    lambda user: user.handle.lower(),
    lambda user: user.name.lower(),
    lambda user: user.name.split(" ", maxsplit=1)[0].lower(),
)


def made_id(prefix: str, name: str) -> str:
    return f"{prefix}0{_hashed(prefix + name)}"


def _hashed(text: str) -> str:
    return base64.b32encode(hashlib.sha256(text.encode()).digest()).decode()[:9]
