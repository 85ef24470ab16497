"""Somebody of this workspace whom we have just met, as Slack tells of them."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Colleague:
    """A full member of this workspace."""

    name: str
    timezone: str | None
    """None where Slack names none that can be used; then it is the workspace's."""
    email: str | None = None
    runs_slack: bool = False
    """Whether they are an owner or an admin of the Slack workspace."""


@dataclass(frozen=True, kw_only=True)
class Met(Colleague):
    """Anybody whom Slack knows here, a guest among them."""

    guest: bool
