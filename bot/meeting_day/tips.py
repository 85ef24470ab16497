"""The collection of tips, by when somebody needs them."""

from collections.abc import Sequence
from enum import StrEnum

from bot.content import Content, Tip


class Topic(StrEnum):
    """What a tip is good for."""

    AGREEMENT = "agreement"
    DURING = "during"
    TENSE = "tense"
    DISAGREEMENT = "disagreement"


IN_THE_HEAT = (
    "keep_calm",
    "listen_for_cause",
    "time_or_pause",
    "issue_not_owner",
    "everyone_heard",
    "shared_reason",
    "common_ground",
    "both_can_live",
    "unsolved_today",
    "meet_again",
)
"""What helps first when a meeting gets tense. Whatever else helps to agree comes after these."""


def tips_on(content: Content, topic: Topic) -> tuple[Tip, ...]:
    return {
        Topic.AGREEMENT: content.agreement,
        Topic.DURING: content.tips,
        Topic.TENSE: content.tense,
        Topic.DISAGREEMENT: content.disagreement,
    }[topic]


def for_a_tense_moment(content: Content) -> tuple[Tip, ...]:
    """List the lines to show one after another, those that calm first.

    A district may have taken some out and added others: what is not known here keeps its order.
    """
    rank = {tip: place for place, tip in enumerate(IN_THE_HEAT)}
    tips = (*content.tense, *content.agreement)
    return tuple(sorted(tips, key=lambda tip: rank.get(tip.id, len(rank))))


def place_of(tips: Sequence[Tip], tip_id: str) -> int:
    """Find where a tip stands, from 0; at the beginning where it is no longer among them."""
    return next((place for place, tip in enumerate(tips) if tip.id == tip_id), 0)
