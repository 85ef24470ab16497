"""How a request stands, as its case manager follows it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.links_outside.private_links import may_have_link
from bot.requests.request_forms import RequestAbout
from bot.requests.requests import RequestState

SOON_AGAIN = timedelta(hours=24)
"""A second reminder within this time asks first."""


@dataclass(frozen=True, kw_only=True)
class RequestStatus:
    """One request as its case manager sees it, in modals only."""

    about: RequestAbout
    respondent: str
    in_slack: bool
    nudged_at: datetime | None
    has_form: bool
    takes_forms: bool
    """Whether its meeting is still ahead."""
    web: bool = False
    """Whether Preiep has an address at which people outside Slack fill in forms."""
    link: str = ""
    """How their private link stands, in words."""

    @property
    def is_open(self) -> bool:
        return self.about.request.state is RequestState.OPEN and self.takes_forms

    @property
    def may_have_link(self) -> bool:
        """Say whether they may fill in the form through a private link, having no other way."""
        return may_have_link(
            self.about.request, in_slack=self.in_slack, takes_forms=self.takes_forms
        )

    def may_be_reminded(self, *, now: datetime) -> bool:
        """Say whether they are told once more with all the others: not within a day of the last."""
        asked_lately = now - self.about.request.asked_at < SOON_AGAIN
        waits = self.is_open and self.in_slack and not asked_lately
        return waits and not self.was_told_lately(now=now)

    def was_told_lately(self, *, now: datetime) -> bool:
        return self.nudged_at is not None and now - self.nudged_at < SOON_AGAIN
