"""What people are typing, held for a moment and then kept.

A keystroke is answered at once and written at most every two seconds, and whenever a page turns,
a draft is saved or the assistant stops. Keystrokes may arrive late and out of order: the newest of
a field wins, and one that belongs to a page already turned is dropped.
"""

import logging
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field

from bot.clock import Wire
from bot.errors import CaseworkError, StorageAwayError
from bot.forms.drafts import DraftKey
from bot.people.people import SlackUserId
from bot.ui.kit.form import FormPlace
from bot.ui.kit.reading import TypedAnswer
from handlers.kit.errors import going_on
from storage import Scope

logger = logging.getLogger(__name__)

WRITTEN_EVERY = 2.0
"""Seconds of wire time."""


@dataclass(frozen=True, kw_only=True)
class Keystroke:
    """The state of one field at one moment."""

    by: SlackUserId
    door: Callable[[SlackUserId], AbstractContextManager[Scope]]
    """Through which this person fills in the form."""
    place: FormPlace
    typed: TypedAnswer
    at: str
    """Slack's `action_ts`, which orders what one client sends."""

    @property
    def turn(self) -> int:
        """In which turn of the page it was typed, which may be over by now."""
        return int(self.typed.mark)


@dataclass(kw_only=True)
class TypingKeeper:
    """Holds keystrokes by draft and field, and writes them now and then."""

    wire: Wire
    _held: dict[tuple[DraftKey, str], Keystroke] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _writing: threading.Lock = field(default_factory=threading.Lock)
    _stopped: threading.Event = field(default_factory=threading.Event)
    _something: threading.Event = field(default_factory=threading.Event)
    _thread: threading.Thread | None = None

    def note(self, keystroke: Keystroke) -> None:
        """Remember a keystroke; touches neither Slack nor the database."""
        key = (keystroke.place.draft, keystroke.typed.key)
        with self._lock:
            held = self._held.get(key)
            if held is None or _order(held) < _order(keystroke):
                self._held[key] = keystroke
        self._something.set()

    def flush(self) -> None:
        """Write what is held, draft by draft.

        While the records are away it stays held. What its writer may not write any more is dropped:
        holding it would not bring it back.
        """
        with self._writing:
            with self._lock:
                taken, self._held = self._held, {}
                self._something.clear()
            for draft in {draft for draft, _ in taken}:
                strokes = [stroke for stroke in taken.values() if stroke.place.draft == draft]
                try:
                    self._write(strokes)
                except StorageAwayError:
                    # Each further draft would only wait as long, and a submit waits for this.
                    logger.warning("typing kept in memory: the records are away")
                    for stroke in taken.values():
                        self.note(stroke)
                    return
                except CaseworkError as error:
                    logger.info("typing dropped: %s", type(error).__name__)
                for stroke in strokes:
                    del taken[draft, stroke.typed.key]

    def _write(self, strokes: list[Keystroke]) -> None:
        first = strokes[0]
        with first.door(first.by) as scope:
            draft = scope.drafts.get(first.place.draft)
            if draft is None:
                draft = first.place.begun(by=scope.person.id, now=scope.now)
                scope.drafts.keep(draft)
            current = {
                stroke.typed.key: (stroke.typed.answer, stroke.at)
                for stroke in strokes
                if stroke.turn >= draft.turn
            }
            scope.drafts.keep_typing(draft.key, current)

    def start(self) -> None:
        self._thread = threading.Thread(target=self._run, name="typing", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self._stopped.set()
        self._something.set()
        if self._thread:
            self._thread.join()
        self.flush()

    def _run(self) -> None:
        while not self._stopped.is_set():
            self._something.wait()
            self.wire.wait(self._stopped, WRITTEN_EVERY)
            if not self._stopped.is_set():
                going_on(self.flush, where="typing")


def _order(stroke: Keystroke) -> tuple[int, float]:
    return (stroke.turn, float(stroke.at or 0))
