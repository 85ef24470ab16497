"""What every listener works with."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass

from bot.clock import Clock
from bot.content import Content
from bot.meetings.meetings import MeetingId
from bot.people.people import SlackUserId
from bot.permissions import Act
from handlers.kit.errors import Body, person_in
from storage import Scope, Storage


@dataclass(frozen=True, kw_only=True)
class ListenerSurroundings:
    """The collaborators that app.py hands to the listeners."""

    storage: Storage
    clock: Clock
    content: Content
    wake: Callable[[], None]
    """Tells delivery that something is waiting; harmless to call too often."""
    seconds: Callable[[], float]
    """Counts the seconds that pass, from wherever: for how long Slack waits already."""
    public_url: str = ""
    """Where people outside Slack reach the web form; empty where they do not."""
    mails: bool = False
    """Whether links and codes can be mailed."""


def meeting_scope(
    surroundings: ListenerSurroundings,
    body: Body,
    meeting: MeetingId,
    act: Act,
    *,
    reason: str = "",
) -> AbstractContextManager[Scope]:
    """Open one meeting for whoever acted, where they may do `act`."""
    return surroundings.storage.meeting_of(
        SlackUserId(person_in(body)),
        meeting,
        now=surroundings.clock.now(),
        act=act,
        reason=reason,
    )
