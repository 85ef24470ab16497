"""Somebody at the controls: clicks and submits reach the listeners, without Slack in between."""

from collections.abc import Callable, Mapping
from typing import Any

from slack_sdk import WebClient

from bot import content
from bot.ui.kit.drawing import key_of
from bot.ui.kit.reading import answers_in
from handlers.kit.asked import Asked
from handlers.kit.surroundings import ListenerSurroundings
from tests.bot.ui.filled import filled
from tests.conftest import NOW

ANYWAY = "Save anyway"
"""On the button of a form that says first what a date would cost."""


class StoppedClock:
    def now(self):
        return NOW


class Hands:
    """One person's, who use what is shown to them."""

    def __init__(self, storage, user: str) -> None:
        self.user = user
        self.surroundings = ListenerSurroundings(
            storage=storage,
            clock=StoppedClock(),
            content=content.read(None),
            seconds=lambda: 0.0,
        )

    def clicks(
        self,
        listener: Callable[[Asked], Any],
        value: object = "",
        *,
        control: str = "",
        view: Mapping[str, Any] | None = None,
        **answers: Any,
    ) -> Any:
        """Press a button that carries a value; in a modal, with what stands in its fields."""
        action = {"type": "button", "action_id": control, "value": str(value)}
        return listener(self._asked(self._filled(view, answers) if view else {}, action))

    def saves(self, listener: Callable[..., Any], view: Mapping[str, Any], **answers: Any) -> Any:
        """Submit a modal, and a second time where it says what a date would cost."""
        sent = self._filled(view, answers)
        shown = listener(self._asked(sent), answers_in(sent))
        if shown and (shown.get("submit") or {}).get("text") == ANYWAY:
            return self.saves(listener, shown)
        return shown

    def _filled(self, view: Mapping[str, Any], answers: Mapping[str, Any]) -> dict[str, Any]:
        """Fill fields in by their keys; the others stay as they were drawn."""
        ids = {
            key_of(block["block_id"]): block["block_id"]
            for block in view["blocks"]
            if block["type"] == "input"
        }
        return filled(view, {ids[key]: answer for key, answer in answers.items()})

    def _asked(self, view: Mapping[str, Any], *actions: Mapping[str, Any]) -> Asked:
        body = {"user": {"id": self.user}, "view": view, "actions": [*actions]}
        return Asked(surroundings=self.surroundings, body=body, client=WebClient())
