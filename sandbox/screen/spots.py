"""A spot on somebody's screen: a modal, the home tab, or a message, and what they entered."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sandbox.blocks.entries import NotPossibleError
from sandbox.blocks.fields import PRESSED, Field, Values, put, touchables, with_kept, words
from sandbox.workspace.messages import Message
from sandbox.workspace.views import View
from sandbox.workspace.workspace import Channel, User
from sandbox.workspace.world import World


@dataclass(kw_only=True)
class Spot:
    world: World
    user: User
    view: View | None = None
    channel: Channel | None = None
    message: Message | None = None

    @property
    def place(self) -> tuple[Channel, Message]:
        assert self.channel is not None
        assert self.message is not None
        return self.channel, self.message

    @property
    def key(self) -> str:
        channel, message = self.place
        return f"{self.user.id} {channel.id} {message.ts}"

    @property
    def blocks(self) -> list[dict[str, Any]]:
        return self.view.blocks if self.view else self.place[1].blocks

    @property
    def values(self) -> Values:
        """Return what this person's client holds here: in a message, what only they entered too."""
        if self.view:
            return self.view.values
        return with_kept(self.blocks, self.world.touched.get(self.key, {}))

    def hold(self, field: Field, value: Any) -> None:
        values = self.view.values if self.view else self.world.touched.setdefault(self.key, {})
        put(values, field, value)
        if self.view:
            self.view.errors.pop(field.block_id, None)
        self.world.journal.changes.note()

    def offered(self, field: Field) -> list[dict[str, Any]]:
        return self._offers().get(self._offer_key(field), [])

    def offer(self, field: Field, options: list[dict[str, Any]]) -> None:
        self._offers()[self._offer_key(field)] = options

    def _offers(self) -> dict[str, list[dict[str, Any]]]:
        return self.view.offered if self.view else self.world.offered

    def _offer_key(self, field: Field) -> str:
        own = f"{field.block_id} {field.action_id}"
        return own if self.view else f"{self.key} {own}"

    def field(self, name: str) -> Field:
        """Find something to fill or press by its words or one of its ids."""
        for spelling in _SPELLINGS:
            found = [one for one in touchables(self.blocks) if spelling(one) == name]
            if len(found) == 1:
                return found[0]
            if found:
                raise NotPossibleError(f"{len(found)} things here are called {name!r}")
        there = ", ".join(repr(one.label or one.action_id) for one in touchables(self.blocks))
        raise NotPossibleError(f"nothing here is called {name!r}; there is {there or 'nothing'}")

    def with_option(self, words_of_option: str) -> Field:
        """Find the checkboxes or radio buttons that offer this."""
        found = [
            field
            for field in touchables(self.blocks)
            if field.kind in ("checkboxes", "radio_buttons")
            and any(
                words_of_option in (words(option["text"]), option["value"])
                for option in field.options
            )
        ]
        if len(found) != 1:
            raise NotPossibleError(f"{len(found)} boxes here say {words_of_option!r}")
        return found[0]


def _value(field: Field) -> str:
    return str(field.element.get("value", "")) if field.kind in PRESSED else ""


_SPELLINGS: tuple[Callable[[Field], str], ...] = (
    lambda field: f"{field.block_id}/{field.action_id}",
    lambda field: field.block_id if field.is_input else "",
    lambda field: field.action_id,
    lambda field: field.label,
    lambda field: str(field.element.get("accessibility_label", "")),
    _value,
    lambda field: field.block_id,
)
