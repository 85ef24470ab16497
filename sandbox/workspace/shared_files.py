"""Files: those that the app shares, in three steps, and those that people put into a form."""

import base64
import re
from dataclasses import dataclass, field
from typing import Any

from sandbox.app.delivery import emit
from sandbox.blocks.entries import NotPossibleError
from sandbox.server.refusals import Refusal
from sandbox.workspace.messages import Message
from sandbox.workspace.rooms import say
from sandbox.workspace.workspace import Channel, User
from sandbox.workspace.world import World


@dataclass(kw_only=True)
class SharedFile:
    id: str
    name: str
    title: str
    size: int
    created: int
    user: str = ""
    """Who uploaded it; empty: a file kept before this was noted, which the app shared."""
    content: bytes | None = None
    """What was sent to its address; None: nothing yet."""
    completed: bool = False
    deleted: bool = False
    shared: list[tuple[str, str]] = field(default_factory=list)
    """The conversation and ts of every message that shows it."""


class SharedFiles:
    def __init__(self) -> None:
        self._files: dict[str, SharedFile] = {}
        self._addresses: dict[str, str] = {}
        """Which file may be sent to which address, and only once."""

    def begin(self, file: SharedFile, address: str) -> None:
        self._files[file.id] = file
        self._addresses[address] = file.id

    def take_in(self, file: SharedFile) -> None:
        """Keep a file that a person uploaded, all in one."""
        self._files[file.id] = file

    def sent_to(self, address: str) -> SharedFile | None:
        """The file that is awaited there. Asking uses the address up, whatever was sent."""
        file = self._addresses.pop(address, None)
        return self._files[file] if file else None

    def find(self, file_id: str) -> SharedFile:
        """Return a file that can be seen; a deleted one is told apart from one never shared."""
        file = self._files.get(file_id)
        if file is None or not file.completed:
            raise Refusal("file_not_found")
        if file.deleted:
            raise Refusal("file_deleted")
        return file

    def awaiting(self, file_id: str) -> SharedFile:
        """Return a file whose bytes have arrived and that was not completed yet."""
        file = self._files.get(file_id)
        if file is None or file.content is None or file.completed:
            raise Refusal("file_not_found")
        return file

    def shown(self, file_id: str, url: str) -> dict[str, Any]:
        """Return what a message says of a file: all of it, or that it is gone."""
        file = self._files[file_id]
        return {"id": file.id, "mode": "tombstone"} if file.deleted else as_api(file, url)

    def snapshot(self) -> list[dict[str, Any]]:
        return [
            {**vars(file), "content": base64.b64encode(file.content or b"").decode()}
            for file in self._files.values()
            if file.completed
        ]

    def restore(self, kept: list[dict[str, Any]]) -> None:
        for one in kept:
            content = base64.b64decode(one["content"])
            shared = [(channel, ts) for channel, ts in one["shared"]]
            self._files[one["id"]] = SharedFile(**{**one, "content": content, "shared": shared})


def uploaded(world: World, user: User, named: str, content: bytes) -> SharedFile:
    """Return the file that a person uploads, all in one; it is not taken in yet."""
    if world.settings.files_refused:
        raise NotPossibleError(f"this workspace takes no files: {world.settings.files_refused}")
    return SharedFile(
        id=world.workspace.new_id("F"),
        name=named,
        title=named,
        size=len(content),
        created=world.epoch(),
        user=user.id,
        content=content,
        completed=True,
    )


MIME = {"pdf": "application/pdf", "csv": "text/csv", "txt": "text/plain"}


def as_api(file: SharedFile, url: str) -> dict[str, Any]:
    path = f"{url}/files-pri/{file.id}"
    slug = re.sub(r"[^a-z0-9.]+", "_", file.name.lower())
    kind = file.name.rpartition(".")[2].lower()
    return {
        "id": file.id,
        "created": file.created,
        "timestamp": file.created,
        "name": file.name,
        "title": file.title,
        "mimetype": MIME.get(kind, "application/octet-stream"),
        "filetype": kind,
        "user": file.user,
        "size": file.size,
        "mode": "hosted",
        "is_external": False,
        "url_private": f"{path}/{slug}",
        "url_private_download": f"{path}/download/{slug}",
    }


def share(world: World, channel: Channel, message: Message) -> None:
    """Put a message with files into a conversation, and tell whoever subscribed to such."""
    message.ts = world.new_ts()
    for one in message.files:
        file = world.files.find(one)
        file.shared.append((channel.id, message.ts))
        stamp = world.wire.stamp()
        told = {"type": "file_shared", "file_id": file.id, "file": {"id": file.id}}
        told |= {"user_id": message.user, "channel_id": channel.id, "event_ts": stamp}
        emit(world, told, "file_shared", channel)
    say(world, channel, message)


def delete(world: World, file: SharedFile) -> None:
    """Take a file out of the workspace; what showed it says that it is gone."""
    file.deleted = True
    file.content = None
    for channel_id, ts in file.shared:
        message = world.workspace.channels[channel_id].message(ts)
        if message:
            message.revision += 1
    stamp = world.wire.stamp()
    emit(world, {"type": "file_deleted", "file_id": file.id, "event_ts": stamp}, "file_deleted")
    world.journal.changes.note()


def may_see(world: World, user: User, file: SharedFile) -> bool:
    """Tell whether a person uploaded the file, or is in a conversation in which it was shared."""
    return not user.deleted and (
        user.id == file.user
        or any(user.id in world.workspace.channels[channel].members for channel, _ in file.shared)
    )
