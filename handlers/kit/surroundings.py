"""What every listener works with."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field

from bot.clock import Clock
from bot.content import Content
from handlers.kit.presses import Presses
from storage import Storage, waiting_at_most

PATIENCE = 2.0
"""Seconds for which a person waits for the records before they hear that those are away, in all.

Slack waits three; then it speaks of trouble connecting, and what was typed is in doubt."""


@dataclass(frozen=True, kw_only=True)
class ListenerSurroundings:
    """The collaborators that app.py hands to the listeners."""

    storage: Storage
    clock: Clock
    content: Content
    seconds: Callable[[], float]
    """Counts the seconds that pass, from wherever: for how long Slack waits already."""
    patience: float = PATIENCE
    """In real seconds, also where a test lets Slack's pass more slowly."""
    presses: Presses = field(default_factory=Presses)
    public_url: str = ""
    """Where people outside Slack reach the web form; empty where they do not."""
    mails: bool = False
    """Whether links and codes can be mailed."""
    over_a_socket: bool = False
    """Whether Slack reaches us over a connection of ours, which can be changed for another."""

    def waited_for(self, *, since: float) -> AbstractContextManager[None]:
        """Let the records be waited for in the name of somebody who waits `since` then."""
        left = self.patience - (self.seconds() - since)
        return waiting_at_most(left, by=self.seconds)
