"""What comes first of a caseload's open rows: the ranks of the digest, on every surface."""

from collections.abc import Iterable
from datetime import date

from bot.dates.obligation_rows import Obligation
from bot.dates.obligation_rules import ObligationId, Place, Rank
from bot.digest.tallies import Tally, is_law

_WORK = {place: order for order, place in enumerate(Place)}
"""Where the same is missed, the work of a meeting goes in its order."""


def in_order(rows: Iterable[Obligation], tally: Tally) -> list[Obligation]:
    """Return the law's dates, what is due today, what is overdue, then what is to come by day.

    Within the first three the worst to miss comes first, then the earlier meeting.
    """
    return sorted(rows, key=lambda row: _order(row, tally))


def foremost(rows: Iterable[Obligation], tally: Tally) -> Obligation | None:
    """Return what comes next: of what is overdue or due within the week the worst to miss."""
    dated = [row for row in rows if row.due_on is not None]
    pressing = [row for row in dated if row.due_on and row.due_on <= tally.presses]
    if not pressing:
        return min(dated, key=lambda row: (row.due_on, _order(row, tally)), default=None)
    return min(pressing, key=lambda row: (rank_of(row, tally), row.due_on, _order(row, tally)))


def rank_of(row: Obligation, tally: Tally) -> Rank:
    """Return a row's rank; a legal date that presses outranks what the row itself would be."""
    legal_on = _legal_on(row)
    if legal_on is None or legal_on > tally.near:
        return row.why.rule.rank
    return Rank.LEGAL if legal_on <= tally.presses else Rank.PEOPLE


def _legal_on(row: Obligation) -> date | None:
    if is_law(row):
        return row.due_on
    asks_for_one = row.id is ObligationId.AGREE_DATE and row.meeting is None
    return row.review_on if asks_for_one else None


def _order(row: Obligation, tally: Tally) -> tuple[int, date, Rank, int, date, str, str]:
    due = row.due_on or date.max
    worst = (rank_of(row, tally), _WORK[row.why.rule.place], row.meeting_on or due, row.subject)
    if is_law(row):
        return (0, due, *worst, row.id)
    if due > tally.on:
        return (3, due, *worst, row.id)
    return (1 if due == tally.on else 2, date.min, *worst, row.id)
