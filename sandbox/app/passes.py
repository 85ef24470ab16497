"""What an interaction hands the app for a short while: triggers and response_urls."""

import re
import secrets
from dataclasses import dataclass, field
from typing import TypeVar

from sandbox.server.refusals import Refusal
from sandbox.workspace.clock import WireClock

TRIGGER_LASTS = 3.0
URL_LASTS = 30 * 60.0
URL_USES = 5

TRIGGER = re.compile(r"\d+\.\d+\.[0-9a-f]{32}")

REMEMBERED = 5_000
"""How many of each are known; a workspace that runs for weeks forgets the oldest."""

Pass = TypeVar("Pass")


def _remember(known: dict[str, Pass], name: str, issued: Pass) -> None:
    known[name] = issued
    if len(known) > REMEMBERED:
        del known[next(iter(known))]


@dataclass(kw_only=True)
class Trigger:
    id: str
    user: str
    issued_at: float
    view_id: str | None
    """The modal in which the interaction took place; None: elsewhere."""
    channel: str | None = None
    """The conversation that the person was looking at."""
    used: bool = False
    opened: str | None = None
    """The view that was opened or pushed with it."""


class Triggers:
    def __init__(self, wire: WireClock, app_number: int) -> None:
        self._wire = wire
        self._app_number = app_number
        self._issued: dict[str, Trigger] = {}

    def issue(self, user: str, view_id: str | None = None, channel: str | None = None) -> Trigger:
        number = int(self._wire.now() * 1_000_000)
        trigger_id = f"{number}.{self._app_number}.{secrets.token_hex(16)}"
        now = self._wire.now()
        trigger = Trigger(id=trigger_id, user=user, issued_at=now, view_id=view_id)
        trigger.channel = channel
        _remember(self._issued, trigger_id, trigger)
        return trigger

    def redeem(self, trigger_id: str) -> Trigger:
        """Use it up, if it is ours, unused and younger than three wire seconds."""
        trigger = self._issued.get(trigger_id)
        if trigger is None or not TRIGGER.fullmatch(trigger_id):
            raise Refusal("invalid_trigger_id")
        if trigger.used:
            raise Refusal("exchanged_trigger_id")
        if self.is_over(trigger):
            raise Refusal("expired_trigger_id")
        trigger.used = True
        return trigger

    def is_over(self, trigger: Trigger) -> bool:
        return self._wire.now() - trigger.issued_at > TRIGGER_LASTS

    def real_left(self, trigger: Trigger) -> float:
        """Return how many real seconds are left to use it; 0: none, or it was used already."""
        left = trigger.issued_at + TRIGGER_LASTS - self._wire.now()
        return 0.0 if trigger.used else max(0.0, self._wire.real(left))

    def named(self, trigger_id: str) -> Trigger | None:
        return self._issued.get(trigger_id)


@dataclass(kw_only=True)
class ResponseUrl:
    id: str
    user: str
    channel: str
    issued_at: float
    message_ts: str | None
    """The message whose button was pressed; None: a command, which has none to replace."""
    uses: int = 0
    answers: list[str] = field(default_factory=list)
    """The ts of every message that came of it."""


class ResponseUrls:
    def __init__(self, wire: WireClock) -> None:
        self._wire = wire
        self._issued: dict[str, ResponseUrl] = {}

    def issue(self, user: str, channel: str, message_ts: str | None = None) -> ResponseUrl:
        made = ResponseUrl(
            id=secrets.token_urlsafe(18),
            user=user,
            channel=channel,
            issued_at=self._wire.now(),
            message_ts=message_ts,
        )
        _remember(self._issued, made.id, made)
        return made

    def use(self, url_id: str) -> ResponseUrl:
        """Count one use: five in thirty wire minutes are allowed."""
        found = self._issued.get(url_id)
        if found is None or self._wire.now() - found.issued_at > URL_LASTS:
            raise Refusal("expired_url")
        if found.uses >= URL_USES:
            raise Refusal("used_url")
        found.uses += 1
        return found
