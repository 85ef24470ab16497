"""The client through which a test acts as people do; it speaks to the control API only."""

from base64 import b64encode
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from types import TracebackType
from typing import Any, Self
from zoneinfo import ZoneInfo

from sandbox.blocks.entries import NotPossibleError
from sandbox.screen.posts import File, Message
from sandbox.screen.surfaces import Modal, Place, Reply, Surface, top_modal
from sandbox.server.wire import Wire

__all__ = [
    "File",
    "Message",
    "Modal",
    "NotPossibleError",
    "Person",
    "Place",
    "Reply",
    "SandboxClient",
    "Surface",
]


PATIENCE = 60.0
"""Real seconds for which a client waits for what it expects. What comes is seen at once, so that a
number this large costs nothing, and a busy machine is no failure."""


class Person:
    """Somebody in the workspace, and what they see and do."""

    def __init__(self, wire: Wire, shown: dict[str, Any]) -> None:
        self._wire = wire
        self.id: str = shown["id"]
        self.name: str = shown["name"]
        self.email: str = shown["email"]
        self.timezone: str = shown["timezone"]

    def command(
        self,
        command: str,
        text: str = "",
        channel: str | None = None,
        thread_ts: str | None = None,
    ) -> Reply:
        """Type a slash command; without a channel, in the conversation with the app."""
        return self._reply(
            "command", command=command, text=text, channel=channel, thread_ts=thread_ts
        )

    def shortcut(self, name: str) -> Reply:
        """Use a global shortcut, by its name or callback_id."""
        return self._reply("shortcut", name=name)

    def message(
        self,
        text: str,
        channel: str | None = None,
        thread_ts: str | None = None,
        *,
        to_all: bool = False,
        files: Mapping[str, bytes] | None = None,
    ) -> Message:
        """Say something; without a channel, to the app. A reply can go `to_all`, too."""
        said = self._act(
            "message",
            text=text,
            channel=channel,
            thread_ts=thread_ts,
            to_all=to_all,
            content={name: b64encode(one).decode() for name, one in (files or {}).items()},
        )
        found = [one for one in self.messages(said["channel"]) if one.ts == said["said"]]
        return found[0]

    def open_home(self, tab: str = "home") -> Surface | None:
        """Open the app's home tab; what it shows may still be on its way."""
        self._act("open_home", tab=tab)
        return self.home

    def delete_file(self, file: str) -> None:
        """Delete a file of their own from the workspace, by its id."""
        self._act("delete_file", file=file)

    def reload(self) -> None:
        """Reload the client: ephemeral messages and open modals are gone."""
        self._act("reload")

    @property
    def modal(self) -> Modal | None:
        """The uppermost modal; None where none is open."""
        return top_modal(self._wire, self.id, self._act)

    @property
    def modals(self) -> list[Modal]:
        stack = self._wire.get(f"/people/{self.id}/screen")["modals"]
        return [Modal(self._wire, self.id, self._act, one["id"]) for one in stack]

    @property
    def home(self) -> Surface | None:
        shown = self._wire.get(f"/people/{self.id}/screen")["home"]
        return Surface(self._wire, self.id, self._act, shown["id"]) if shown else None

    @property
    def notices(self) -> list[str]:
        """Return what Slack itself told them: a command that failed, one that does not exist."""
        return list(self._wire.get(f"/people/{self.id}/screen")["notices"])

    @property
    def ephemerals(self) -> list[Message]:
        return self._messages(self._wire.get(f"/people/{self.id}/ephemerals"))

    def dms(self) -> list[Message]:
        """Return the conversation with the app, oldest first."""
        return self.messages()

    def messages(self, channel: str | None = None, *, after: str = "") -> list[Message]:
        """Return a conversation as they see it, replies included, oldest first.

        `after` is a message's `ts`, for only what came later.
        """
        return self._messages(
            self._wire.get(f"/people/{self.id}/messages", channel=channel, after=after)
        )

    def thread(self, channel: str | None, ts: str) -> list[Message]:
        """Return a parent message and its replies."""
        return [one for one in self.messages(channel) if ts in (one.ts, one.thread_ts)]

    def waits_for(self, predicate: Callable[[], Any], timeout: float = PATIENCE) -> Any:
        """Return what the predicate gives, once it gives something; AssertionError if never.

        The timeout is in real seconds. It looks again at every change, and only then. A place
        that is not there yet counts as nothing.
        """
        found = self._wire.awaited(lambda: predicate() or None, quiet=None, patience=timeout)
        assert found, f"{self.name} waited {timeout} seconds in vain"
        return found

    def _act(self, act: str, **asked: Any) -> dict[str, Any]:
        return dict(self._wire.post(f"/people/{self.id}/{act}", **asked))

    def _reply(self, act: str, **asked: Any) -> Reply:
        return Reply(self._wire, self.id, self._act, self._act(act, **asked))

    def _messages(self, shown: list[dict[str, Any]]) -> list[Message]:
        return [Message(self._wire, self.id, self._act, one) for one in shown]


class SandboxClient:
    """A way into a running workspace, by its address. Close it, or use it in a `with`."""

    def __init__(self, url: str) -> None:
        self._wire = Wire(url)

    def close(self) -> None:
        self._wire.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def person(self, whom: str) -> Person:
        """Find somebody by id, e-mail address, handle, full name or first name."""
        return Person(self._wire, self._wire.get(f"/people/{whom}"))

    def users(self) -> list[dict[str, Any]]:
        return list(self._wire.get("/people"))

    def channels(self) -> list[dict[str, Any]]:
        return list(self._wire.get("/channels"))

    def status(self) -> dict[str, Any]:
        return dict(self._wire.get("/status"))

    def clock_now(self) -> datetime:
        """Return school time, in UTC."""
        return datetime.fromisoformat(self.status()["now"])

    def go_to(self, to: datetime) -> datetime:
        """Move school time forward through every morning and afternoon between."""
        said = self._wire.post("/clock", to=to.isoformat())
        return datetime.fromisoformat(said["now"])

    def next_morning(self, zone: str = "America/Los_Angeles") -> datetime:
        """Move on to the next 07:00."""
        here = self.clock_now().astimezone(ZoneInfo(zone))
        morning = here.replace(hour=7, minute=0, second=0, microsecond=0)
        return self.go_to(morning if morning > here else morning + timedelta(days=1))

    def journal(
        self, kind: str | None = None, name: str | None = None, after: int = 0
    ) -> list[dict[str, Any]]:
        """Return what went between app and workspace, oldest first, the last ten thousand.

        Kinds are api, slash_commands, interactive, events_api, ack, response_url, socket,
        webhook, act and deed; a name is a method, a command, a type of payload or event.
        """
        return list(self._wire.get("/journal", kind=kind, name=name, after=after))

    def calls(self, method: str) -> list[dict[str, Any]]:
        """Return every call that the app made of this method."""
        return self.journal("api", method)

    def strict_errors(self) -> list[dict[str, Any]]:
        """Return what the app did that was refused, faults planned by the test apart.

        A sound app leaves this empty: no refused call, no unreadable, double or late
        acknowledgement, no malformed answer to a form.
        """
        return [
            one
            for one in self._wire.get("/journal", refused=1)
            if not one["by_fault"] and one["direction"] == "from app"
        ]

    def fault(self, kind: str, method: str | None = None, times: int = 1, **more: Any) -> None:
        """Plan a fault; see FaultKind for the kinds, and Fault for what else may be said."""
        self._wire.post("/faults", kind=kind, method=method, times=times, **more)

    def clear_faults(self) -> None:
        self._wire.delete("/faults")

    def set_up(self, **settings: Any) -> None:
        """Change how the workspace behaves; see Settings."""
        self._wire.post("/settings", **settings)

    def deed(self, name: str, /, **asked: Any) -> dict[str, Any]:
        """Change people or rooms: see DEEDS."""
        return dict(self._wire.post(f"/deeds/{name}", **asked))

    def deactivate(self, user: str) -> None:
        self.deed("deactivate", user=user)

    def changes(self) -> int:
        return int(self._wire.get("/changes")["changes"])

    def settle(self, timeout: float = PATIENCE, quiet: float = 0.1) -> bool:
        """Wait until nothing is in flight and nothing changed for `quiet` real seconds."""
        return bool(self._wire.get("/settle", timeout=timeout, quiet=quiet)["settled"])

    def waits_for(self, predicate: Callable[[], Any], timeout: float = PATIENCE) -> Any:
        """Return what the predicate gives, once it gives something; looks at every change."""
        found = self._wire.awaited(lambda: predicate() or None, quiet=None, patience=timeout)
        assert found, f"nothing came of it in {timeout} seconds"
        return found

    def listened_to(self, assistants: int = 1, timeout: float = PATIENCE) -> None:
        """Wait until so many assistants wait for the clock to move.

        Before that, nobody waits for their turns when it does.
        """
        self.waits_for(lambda: self.status()["listening"] >= assistants, timeout)

    def connected(self, connections: int = 1, timeout: float = PATIENCE) -> None:
        """Wait until the app has opened so many sockets."""
        self.waits_for(lambda: self.status()["connections"] >= connections, timeout)
