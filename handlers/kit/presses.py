"""Presses of an impatient hand: what one of them opens, the next does not open once more."""

import threading
from collections import OrderedDict
from dataclasses import dataclass, field

from bot.ui.kit.reading import value_of
from handlers.kit.errors import Body, person_in

_MOST_PRESSES = 1000

_Place = tuple[str, str, str, str]


@dataclass(frozen=True, kw_only=True)
class _Press:
    """What opens a modal, or has opened it."""

    at: float
    """When it was pressed, by Slack's clock."""
    took: float | None = None
    """Seconds until the modal was there; None while it is on its way."""


@dataclass(kw_only=True)
class Presses:
    """Remember what is being opened, by person, screen and control.

    Slack puts a second copy of a modal on the first one as readily as it put the first. A press
    made before anybody could see what the one before it opened wants that, not another. This is
    known within one process, where nearly every second press arrives.
    """

    _last: OrderedDict[_Place, _Press] = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def is_first(self, body: Body) -> bool:
        """Tell whether a press may open something, and remember that it does."""
        at = float(body["actions"][0]["action_ts"])
        with self._lock:
            before = self._last.get(_place(body))
            if before and (before.took is None or at - before.at <= before.took):
                return False
            self._last[_place(body)] = _Press(at=at)
            self._last.move_to_end(_place(body))
            while len(self._last) > _MOST_PRESSES:
                self._last.popitem(last=False)
        return True

    def opened(self, body: Body, *, after: float) -> None:
        """Note how many seconds after it was pressed something was open."""
        with self._lock:
            pressed = float(body["actions"][0]["action_ts"])
            self._last[_place(body)] = _Press(at=pressed, took=after)

    def failed(self, body: Body) -> None:
        """Let the next press try again."""
        with self._lock:
            self._last.pop(_place(body), None)


def _place(body: Body) -> _Place:
    container, action = body.get("container") or {}, body["actions"][0]
    screen = container.get("view_id") or (
        f"{container.get('channel_id')}:{container.get('message_ts')}"
    )
    return person_in(body), str(screen), str(action["action_id"]), value_of(action)
