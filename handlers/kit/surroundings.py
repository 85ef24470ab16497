"""What every listener works with."""

from collections.abc import Callable
from dataclasses import dataclass, field

from bot.clock import Clock
from bot.content import Content
from handlers.kit.presses import Presses
from storage import Storage


@dataclass(frozen=True, kw_only=True)
class ListenerSurroundings:
    """The collaborators that app.py hands to the listeners."""

    storage: Storage
    clock: Clock
    content: Content
    seconds: Callable[[], float]
    """Counts the seconds that pass, from wherever: for how long Slack waits already."""
    presses: Presses = field(default_factory=Presses)
    public_url: str = ""
    """Where people outside Slack reach the web form; empty where they do not."""
    mails: bool = False
    """Whether links and codes can be mailed."""
    over_a_socket: bool = False
    """Whether Slack reaches us over a connection of ours, which can be changed for another."""
