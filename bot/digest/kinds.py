"""What kind of work a row is, in a word: how a line of several kinds names and counts them."""

from collections.abc import Iterable

from bot.dates.obligation_rows import Obligation
from bot.dates.obligation_rules import ObligationId, Place

UNKNOWN = "review date unknown"

LEGAL = "legal date"
"""A day of the law that nothing set keeps, whatever the row is that asks for a meeting."""


def kind_of(row: Obligation) -> str:
    """Return what one such row is called; rows called alike are of one kind."""
    unknown = row.id is ObligationId.AGREE_DATE and row.due_on is None
    return UNKNOWN if unknown else row.why.rule.noun


def how_many(rows: Iterable[Obligation]) -> int:
    """Count rows as people do: what one talk settles is one talk, and so is one at-a-glance."""
    return len({(row.subject, _deed(row)) for row in rows})


def _deed(row: Obligation) -> str:
    rule = row.why.rule
    if rule.place is Place.PARENT_CONVERSATIONS:
        return rule.place
    return rule.together_with or row.id
