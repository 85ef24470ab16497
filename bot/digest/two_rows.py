"""How much a line of a digest may say: two rows of text on a phone."""

from collections.abc import Sequence

MOST_CHARACTERS = 84
"""What fits two rows at 390 pixels, a word that wraps included; a capital takes the room of one
and a half. A test in a browser holds that it does."""


def fits(words: str) -> bool:
    """Tell whether words stand in two rows on a phone; the stars of bold words are not seen."""
    seen = words.replace("*", "")
    return len(seen) + sum(map(str.isupper, seen)) / 2 <= MOST_CHARACTERS


def as_many_as_fit(
    parts: Sequence[str], *, before: str = "", after: str = "", between: str = ", "
) -> str:
    """Name what there is room for in a line, and count the rest; the first is always named."""
    if not parts:
        return ""
    for many in range(len(parts), 1, -1):
        words = _first(parts, many, between)
        if fits(f"{before}{words}{after}"):
            return words
    return _first(parts, 1, between)


def with_ellipsis(parts: Sequence[str], *, before: str = "", after: str = "") -> str:
    """Name what there is room for in a line, and say that there is more."""
    for many in range(len(parts), 1, -1):
        words = ", ".join(parts[:many]) + (" …" if many < len(parts) else "")
        if fits(f"{before}{words}{after}"):
            return words
    return f"{parts[0]} …" if len(parts) > 1 else "".join(parts)


def longest_that_fits(*ways: str) -> str:
    """Return the first of several ways to say something that fits a line, else the last."""
    return next(filter(fits, ways), ways[-1])


def _first(parts: Sequence[str], many: int, between: str) -> str:
    more = len(parts) - many
    words = between.join(parts[:many])
    return f"{words}{between.rstrip(', ')} and {more} more" if more > 0 else words
