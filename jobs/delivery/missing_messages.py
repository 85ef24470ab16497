"""What is to be recorded when a message does not stand in Slack: it never did, or does no more."""

from bot.messages import MessageKind
from jobs.tellers.office_notes import misses_its_card
from storage import Errand, Posted, Scope

MISSED = frozenset({MessageKind.OFFICE_CARD})
"""The kinds of messages on which somebody acts in Slack alone, so that the record must know."""


def record_missing(scope: Scope, message: Errand | Posted) -> None:
    """Record that a message of a kind in `MISSED` stands nowhere."""
    misses_its_card(scope, message)
