"""What a person has before them, what they can do there, and what comes of it."""

import base64
from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from typing import Any

from sandbox.server.wire import Wire

AFTERTHOUGHT = 0.3
"""Real seconds of silence after which nobody need wait for a late word."""

Act = Callable[..., dict[str, Any]]
"""The person's hands: does one thing in the workspace and says what came of it."""


class Errors(dict[str, str]):
    """What is wrong on a form, by the words of the label; the block_id finds it as well."""

    def __init__(self, by_block: dict[str, str], labels: dict[str, str]) -> None:
        super().__init__({labels.get(block, block): said for block, said in by_block.items()})
        self.by_block = by_block

    def __missing__(self, key: str) -> str:
        return self.by_block[key]

    def __contains__(self, key: object) -> bool:
        return super().__contains__(key) or key in self.by_block


class Place:
    """Something with blocks on a person's screen. Each look at it shows it as it is now."""

    def __init__(self, wire: Wire, person_id: str, act: Act, where: dict[str, str]) -> None:
        self._wire = wire
        self._person_id = person_id
        self._act = act
        self._where = where

    @property
    def now(self) -> dict[str, Any]:
        """The whole of it, as the workspace tells it."""
        raise NotImplementedError

    @property
    def text(self) -> str:
        """Every visible word, with [Buttons], ( ) options and what fields hold."""
        return str(self.now["text"])

    @property
    def blocks(self) -> list[dict[str, Any]]:
        return list(self.now["blocks"])

    @property
    def values(self) -> dict[str, Any]:
        """Return what the fields hold, by the words of their labels; options by what they say."""
        return dict(self.now["values"])

    @property
    def state(self) -> dict[str, Any]:
        """Return what the fields hold as `state.values` would have it."""
        return dict(self.now["state"])

    def click(self, name: str, option: str | None = None, *, confirm: bool = True) -> "Reply":
        """Press a button by its words, action_id or value; a dialog is answered by `confirm`."""
        return self._did("press", name=name, option=option, confirm=confirm)

    def fill(self, name: str, value: Any, *, confirm: bool = True) -> "Reply":
        """Put a value into a field, found by label, block_id or action_id; None empties it."""
        said = self._act("fill", name=name, value=_plain(value), confirm=confirm, **self._where)
        return Reply(self._wire, self._person_id, self._act, said)

    def type(self, name: str, text: str, by: int = 5) -> "Reply":
        """Type after what stands there, so many characters at a time."""
        return self._did("write", name=name, text=text, by=by)

    def enter(self, name: str) -> "Reply":
        """Press Enter in a field."""
        return self._did("enter", name=name)

    def suggest(self, name: str, query: str) -> list[str]:
        """Type into an external select; return what it offers then."""
        said = self._act("suggest", name=name, query=query, **self._where)
        return list(said["options"])

    def choose(self, name: str, option: str, *, confirm: bool = True) -> "Reply":
        """Pick an option by its words; a multi-select keeps what it had."""
        return self._did("choose", name=name, option=option, confirm=confirm)

    def drop(self, name: str, file: str, content: bytes) -> "Reply":
        """Drop a file into a field for files; it is uploaded at once."""
        return self._did("attach", name=name, file=file, content=base64.b64encode(content).decode())

    def take_out(self, name: str, file: str) -> "Reply":
        """Take a file out of the field again, by its id."""
        return self._did("detach", name=name, file=file)

    def tick(self, option: str) -> "Reply":
        return self._did("tick", option=option, on=True)

    def untick(self, option: str) -> "Reply":
        return self._did("tick", option=option, on=False)

    def _did(self, act: str, **asked: Any) -> "Reply":
        said = self._act(act, **asked, **self._where)
        return Reply(self._wire, self._person_id, self._act, said)


def _plain(value: Any) -> Any:
    match value:
        case datetime():
            return int(value.timestamp())
        case date() | time():
            return value.isoformat()
        case str() | dict() | None:
            return "" if value is None else value
        case Sequence():
            return [_plain(one) for one in value]
        case _:
            return value


class Surface(Place):
    """A modal or the home tab."""

    def __init__(self, wire: Wire, person_id: str, act: Act, view_id: str) -> None:
        super().__init__(wire, person_id, act, {"view": view_id})
        self.id = view_id

    @property
    def now(self) -> dict[str, Any]:
        screen = self._wire.get(f"/people/{self._person_id}/screen")
        shown = [*screen["modals"], screen["home"]]
        for surface in shown:
            if surface and surface["id"] == self.id:
                return dict(surface)
        raise LookupError("that modal is closed")

    @property
    def title(self) -> str:
        return str(self.now["title"])

    @property
    def errors(self) -> Errors:
        shown = self.now
        return Errors(shown["errors"], shown["labels"])

    @property
    def banner(self) -> str | None:
        """Return what Slack itself says on the modal, when it had trouble with the app."""
        found: str | None = self.now["banner"]
        return found


class Modal(Surface):
    @property
    def is_open(self) -> bool:
        screen = self._wire.get(f"/people/{self._person_id}/screen")
        return any(one["id"] == self.id for one in screen["modals"])

    def submit(self) -> "Modal | None":
        """Press submit; return the modal then on top, None where none is left."""
        self._act("submit", view=self.id)
        return top_modal(self._wire, self._person_id, self._act)

    def close(self, *, everything: bool = False, unheard: bool = False) -> "Modal | None":
        """Dismiss it, or the whole stack; `unheard` is a client that crashes."""
        self._act("close", view=self.id, everything=everything, unheard=unheard)
        return top_modal(self._wire, self._person_id, self._act)


def top_modal(wire: Wire, person_id: str, act: Act) -> Modal | None:
    modals = wire.get(f"/people/{person_id}/screen")["modals"]
    return Modal(wire, person_id, act, modals[-1]["id"]) if modals else None


class Reply:
    """What came of something a person did: what they are shown, and what opened."""

    def __init__(self, wire: Wire, person_id: str, act: Act, said: dict[str, Any]) -> None:
        self._wire = wire
        self._person_id = person_id
        self._act = act
        self._said = said
        self.error: str | None = said.get("error")
        """Slack's own word for what went wrong: operation_timeout, dispatch_failed, a sentence."""
        self.dialog: str | None = said.get("dialog")
        """The confirmation that was asked for first."""

    @property
    def modal(self) -> Modal | None:
        """The modal that this opened.

        Waits for it, or for an answer in words, or for the end of the three wire seconds in
        which one can be opened.
        """
        opened = self._soon(self._opened)
        return Modal(self._wire, self._person_id, self._act, opened) if opened else None

    @property
    def text(self) -> str:
        """Return what the person was told in answer; waits as `modal` does."""
        if self._said.get("text"):
            return str(self._said["text"])
        return (
            self._soon(self._answered)
            or self._wire.awaited(
                lambda: self._answered() or None, quiet=AFTERTHOUGHT, patience=5.0
            )
            or ""
        )

    def _soon(self, wanted: Callable[[], str]) -> str:
        """Wait for something to open or to be said; return what is wanted of the two."""
        left = self._trigger().get("left", 0.0)
        self._wire.awaited(
            lambda: self._opened() or self._answered() or None, quiet=None, patience=left
        )
        return wanted()

    def _trigger(self) -> dict[str, Any]:
        trigger = self._said.get("trigger")
        return dict(self._wire.get(f"/triggers/{trigger}")) if trigger else {}

    def _opened(self) -> str:
        return str(self._trigger().get("opened") or "")

    def _answered(self) -> str:
        since = self._said["since"]
        told = self._wire.get(f"/people/{self._person_id}/ephemerals")
        return "\n".join(one["text"] for one in told if one["ts"] > since)
