"""A message as one person sees it, and what they can do with it."""

from typing import Any

from sandbox.screen.surfaces import Act, Place, Reply
from sandbox.server.wire import Wire


class Message(Place):
    """A message as one person sees it."""

    def __init__(self, wire: Wire, person_id: str, act: Act, shown: dict[str, Any]) -> None:
        where = {"channel": shown["channel"], "ts": shown["ts"]}
        super().__init__(wire, person_id, act, where)
        self.ts: str = shown["ts"]
        self.channel: str = shown["channel"]
        self.author: str = shown["author"]
        self.by_app: bool = shown["by_app"]
        self.thread_ts: str | None = shown["thread_ts"]
        self.is_reply: bool = shown["is_reply"]
        self.ephemeral: bool = shown["ephemeral"]

    @property
    def now(self) -> dict[str, Any]:
        seen = self._wire.get(
            f"/people/{self._person_id}/messages", channel=self.channel, ts=self.ts
        )
        for shown in seen:
            if shown["ts"] == self.ts:
                return dict(shown)
        raise LookupError("that message is gone")

    @property
    def title(self) -> str:
        return self.text.partition("\n")[0]

    @property
    def fallback(self) -> str:
        """Return what a notification says, and a screen reader."""
        return str(self.now["fallback"])

    @property
    def files(self) -> list["File"]:
        return [File(self._wire, self._person_id, one) for one in self.now["files"]]

    @property
    def edited(self) -> bool:
        return bool(self.now["edited"])

    @property
    def broadcasts(self) -> list[str]:
        """Return whom it would call at once: channel, here, everyone."""
        return list(self.now["broadcasts"])

    def shortcut(self, name: str) -> "Reply":
        """Use a message shortcut, by its name or callback_id."""
        return self._did("shortcut", name=name)


class File:
    """A file that a message shows, as one person sees it."""

    def __init__(self, wire: Wire, person_id: str, shown: dict[str, Any]) -> None:
        self._wire = wire
        self._person_id = person_id
        self.id: str = shown["id"]
        self.gone: bool = shown["mode"] == "tombstone"
        self.name: str = shown.get("name", "")
        self.title: str = shown.get("title", "")
        self.size: int = shown.get("size", 0)

    def download(self) -> bytes:
        """The file's bytes; LookupError where this person may not see it, or it is gone."""
        return self._wire.bytes_of(f"/people/{self._person_id}/files/{self.id}")
