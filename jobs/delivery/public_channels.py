"""Notice that a channel has become public or shared: nothing is said there any more."""

import threading

from bot.channels import Unfit, unfit_for_students
from jobs.delivery.detours import is_person
from jobs.delivery.slack_calls import SlackCalls

LOOKED_AT_AGAIN = 300.0
"""Seconds of wire time for which an answer is believed."""


class ChannelChecks:
    """Asks Slack about channels. A private one can become public or shared on any day."""

    def __init__(self, calls: SlackCalls) -> None:
        self._calls = calls
        self._lock = threading.Lock()
        self._fit_until: dict[str, float] = {}

    def unfit(self, channel: str) -> Unfit | None:
        """Return why nothing about students may be said there; None where it may.

        Somebody's direct messages always do. Raises what a call raises: where Slack cannot be
        asked, nothing is said.
        """
        if is_person(channel):
            return None
        now = self._calls.pace.now()
        with self._lock:
            self._fit_until = {room: at for room, at in self._fit_until.items() if at > now}
            if channel in self._fit_until:
                return None
        described = self._calls.call("conversations.info", channel=channel)["channel"]
        unfit = unfit_for_students(described)
        if unfit is None:
            with self._lock:
                self._fit_until[channel] = now + LOOKED_AT_AGAIN
        return unfit
