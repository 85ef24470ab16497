"""Tellers: who knows the words of one kind of message, from the world as it is now."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.redraws import Touched
from bot.ui.kit.blocks import Message
from storage import Errand, Posted, Scope, Storage


@dataclass(frozen=True, kw_only=True)
class FileToSend:
    """A file for one person. Its name and title are seen outside it, and name nobody."""

    name: str
    title: str
    made: Callable[[], bytes]
    """Called once the records are closed again: it takes its time."""


@dataclass(frozen=True, kw_only=True)
class Rendering:
    """A message ready to be posted, and where."""

    message: Message
    channel: str
    """A channel's id, or a user's for a direct message."""
    thread_ts: str | None = None
    then: tuple[Errand, ...] = ()
    """What is to be said once this stands, put into the outbox with the record of it."""
    replaces: Touched | None = None
    """By what older threads or cards are found, which are to say that this one stands."""
    kept: str = ""
    """Small JSON of ids, kept with the posted message for its redraws."""
    file: FileToSend | None = None
    """Goes to a person with the message's text as its comment; such a message is never redrawn."""


def as_sent(message: Message) -> str:
    """Return a message as one text, by which it is told whether just this stands already."""
    return json.dumps(message, sort_keys=True)


class Teller(Protocol):
    """Composes one kind of message, and draws it again when what it shows has changed.

    The scopes reach every caseload and can only be read from: what is to be kept of a message
    goes with its Rendering.
    """

    kind: str

    def compose(self, scope: Scope, errand: Errand) -> Rendering | None:
        """Read the world anew and render; None where the errand is no longer true."""
        ...

    def redraw(self, scope: Scope, posted: Posted) -> Message | None:  # noqa: ARG002 - others do
        """Render a posted message anew; None leaves it, as one that tells how it stood that day."""
        return None

    def drawn_anew(self, storage: Storage, posted: Posted, *, now: datetime) -> Message | None:
        """Render it anew in one look at the world; whoever opens doors of their own takes none."""
        with storage.jobs(now=now, reading=True) as scope:
            return self.redraw(scope, posted)


Tellers = Mapping[str, Teller]
"""By the kind of message."""


def tellers_by_kind(tellers: Iterable[Teller]) -> Tellers:
    """Arrange the tellers; two of one kind are a programming mistake."""
    arranged: dict[str, Teller] = {}
    for teller in tellers:
        assert teller.kind not in arranged, f"two tellers of {teller.kind}"
        arranged[teller.kind] = teller
    return arranged
