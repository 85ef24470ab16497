"""Whether Slack itself sent a request: its signature, over the bytes that came."""

import hashlib
import hmac
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.clock import Clock

MINUTES = 5
"""How far the moment of signing may be from ours; what is older may be somebody's copy."""


@dataclass(frozen=True, kw_only=True)
class Signatures:
    """Checks requests as Slack's documentation asks for it.

    The SDK's own verifier wants the body decoded, and stumbles over a moment that is no number.
    """

    secret: str = field(repr=False)
    clock: Clock
    """The machine's: Slack signs with the time of the world."""

    def are_possible(self, headers: Mapping[str, str]) -> bool:
        """Tell, before anything of the body is read, whether it can turn out to be Slack's."""
        moment = headers.get("x-slack-request-timestamp", "")
        if not headers.get("x-slack-signature") or not re.fullmatch(r"[0-9]{1,12}", moment):
            return False
        return abs(self.clock.now().timestamp() - int(moment)) <= MINUTES * 60

    def fit(self, headers: Mapping[str, str], body: bytes) -> bool:
        """Tell whether Slack signed this body at that moment."""
        if not self.are_possible(headers):
            return False
        signed = b"v0:%b:%b" % (headers["x-slack-request-timestamp"].encode(), body)
        made = hmac.new(self.secret.encode(), signed, hashlib.sha256).hexdigest()
        given = headers["x-slack-signature"].encode("utf-8", "surrogateescape")
        return hmac.compare_digest(f"v0={made}".encode(), given)
