"""What a click on a group of boxes in a message changes, whatever others click meanwhile."""

import threading
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass, field

from bot.meeting_day.checklists import Difference, difference
from bot.ui.meeting_day import thread_controls as controls
from handlers.kit.errors import Body, person_in

_MOST_PICTURES = 1000


@dataclass(kw_only=True)
class Pictures:
    """Remember what each person's own screen showed in a group of boxes at their last click.

    A click tells what its person now sees. Until the list is drawn anew, what they saw before is
    not what we drew but what their click before made of it. Without this, whoever ticks a box and
    at once takes it back would be heard as having done nothing.
    """

    _seen: OrderedDict[tuple[str, str, str], tuple[float, frozenset[str]]] = field(
        default_factory=OrderedDict
    )
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def before(self, body: Body) -> frozenset[str] | None:
        """Return what the person saw before this click; None where it is their first here."""
        with self._lock:
            at, seen = self._seen.get(_place(body), (None, frozenset()))
        return seen if at is not None and at < _moment(body) else None

    def note(self, body: Body, selected: Iterable[str]) -> None:
        """Remember what the person sees since this click, unless a later one is known."""
        place = _place(body)
        with self._lock:
            at, _ = self._seen.get(place, (0.0, frozenset()))
            if at < _moment(body):
                self._seen[place] = (_moment(body), frozenset(selected))
                self._seen.move_to_end(place)
            while len(self._seen) > _MOST_PICTURES:
                self._seen.popitem(last=False)


def clicked_difference(body: Body, before: frozenset[str] | None) -> Difference:
    """Return what a click on boxes changes, from what the person saw before it.

    Where that is not known, since the message was drawn anew while they clicked, their click can
    still tick; it takes nothing back that somebody else may have ticked meanwhile.
    """
    action = body["actions"][0]
    selected = controls.selected(action)
    shown = before
    if shown is None:
        drawn = controls.drawn(body.get("message") or {}, action["block_id"])
        shown = frozenset() if drawn is None else frozenset(drawn)
    return difference(shown=shown, selected=selected)


def _place(body: Body) -> tuple[str, str, str]:
    container = body.get("container") or {}
    message = f"{container.get('channel_id')}:{container.get('message_ts')}"
    return person_in(body), message, str(body["actions"][0]["block_id"])


def _moment(body: Body) -> float:
    return float(body["actions"][0]["action_ts"])
