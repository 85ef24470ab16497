"""A call of a Web API method: its arguments, and what a method says about itself."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sandbox.server.rate_limits import Tier
from sandbox.server.refusals import wrong_arguments
from sandbox.workspace.world import World

Body = dict[str, Any]

ALWAYS_KNOWN = frozenset({"token", "team_id", "pretty"})


class Arguments:
    """What a call brings, however it was encoded: JSON, form or query."""

    def __init__(self, given: Mapping[str, Any]) -> None:
        self.given = {name: value for name, value in given.items() if value is not None}

    def has(self, name: str) -> bool:
        return name in self.given

    def text(self, name: str, otherwise: str = "") -> str:
        value = self.given.get(name, otherwise)
        if isinstance(value, int | float) and not isinstance(value, bool):
            return str(value)
        if not isinstance(value, str):
            raise wrong_arguments(f"must be a string [json-pointer:/{name}]")
        return value

    def maybe(self, name: str) -> str | None:
        return self.text(name) if self.has(name) else None

    def flag(self, name: str) -> bool:
        value = self.given.get(name, False)
        if value in (True, 1, "1", "true", "True"):
            return True
        if value in (False, 0, "0", "false", "False", ""):
            return False
        raise wrong_arguments(f"must be a boolean [json-pointer:/{name}]")

    def number(self, name: str, otherwise: int) -> int:
        value = self.given.get(name, otherwise)
        try:
            return int(value)
        except (TypeError, ValueError) as error:
            raise wrong_arguments(f"must be an integer [json-pointer:/{name}]") from error

    def names(self, name: str) -> list[str]:
        """Return a list that may be written with commas."""
        value = self.given.get(name, "")
        listed = value if isinstance(value, list) else str(value).split(",")
        return [str(one).strip() for one in listed if str(one).strip()]

    def structure(self, name: str) -> Any:
        """Return nested JSON; a form carries it as a string. Unreadable: ValueError."""
        value = self.given.get(name)
        return json.loads(value) if isinstance(value, str) else value


@dataclass(frozen=True, kw_only=True)
class Method:
    perform: Callable[[World, Arguments], Body]
    tier: Tier
    required: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    scopes: tuple[str, ...] = ()
    """Of these the app needs one; which one may depend on the conversation: see `needs`."""
    needs: Callable[[World, Arguments], tuple[str, ...]] | None = None
    """All the scopes that just this call needs."""
    caller: str = "bot"
    """Whose token it takes: the bot's, the app's, or anybody's."""

    @property
    def known(self) -> frozenset[str]:
        return frozenset(self.required) | frozenset(self.optional) | ALWAYS_KNOWN
