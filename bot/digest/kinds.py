"""What kind of work a row is, in a word: how a line of several kinds names and counts them."""

from collections.abc import Iterable

from bot.dates.obligation_rows import Obligation
from bot.dates.obligation_rules import ObligationId, Place

_UNKNOWN = "review date unknown"


def kind_of(row: Obligation) -> str:
    """Return what one such row is called; rows called alike are of one kind."""
    unknown = row.id is ObligationId.AGREE_DATE and row.due_on is None
    return _UNKNOWN if unknown else row.why.rule.noun


def counted_by_kind(rows: Iterable[Obligation]) -> list[str]:
    """Count each kind in words ("6 notices", "4 invitations"), in the order of the rows."""
    kinds: dict[str, list[Obligation]] = {}
    for row in rows:
        kinds.setdefault(kind_of(row), []).append(row)
    return [
        f"{len(of_kind)} {kind}" if kind == _UNKNOWN else _counted(of_kind)
        for kind, of_kind in kinds.items()
    ]


def how_many(rows: Iterable[Obligation]) -> int:
    """Count rows as people do: the rows of a meeting that one talk settles are one talk."""
    return len({(row.subject, _deed(row)) for row in rows})


def _deed(row: Obligation) -> str:
    place = row.why.rule.place
    return place if place is Place.PARENT_CONVERSATIONS else row.id


def _counted(rows: list[Obligation]) -> str:
    return rows[0].why.rule.counted(how_many(rows))
