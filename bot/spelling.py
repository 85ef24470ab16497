"""Words typed a little wrong: which of the known ones they can mean."""

# The comparing is imported when somebody first mistypes: 20 milliseconds that no start waits for.

from collections.abc import Iterable

_LETTERS_A_SLIP = 4
"""So many letters a word has for each slip that is forgiven, two slips at most."""


def nearest(typed: str, known: Iterable[str]) -> set[str]:
    """Return the known words from which `typed` is the fewest slips away; none where it is far.

    A slip is a letter too many, too few, another one, or two that have changed places.
    """
    from rapidfuzz.distance import OSA  # noqa: PLC0415 - see above

    slips: dict[str, int] = {}
    for one in known:
        forgiven = min(len(one) // _LETTERS_A_SLIP, 2)
        away = OSA.distance(typed, one, score_cutoff=forgiven)
        if away <= forgiven:
            slips[one] = away
    fewest = min(slips.values(), default=0)
    return {one for one, away in slips.items() if away == fewest}
