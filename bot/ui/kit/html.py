"""HTML as values: whatever we did not mark up is escaped, so that nothing typed becomes a tag."""

from html import escape

VOID = frozenset({"input", "br", "hr", "meta", "link"})


class Html(str):
    """Text that is HTML already; only `tag` and `joined` make it."""

    __slots__ = ()


Child = str | None
"""A piece of HTML, or plain words, which are escaped."""


def joined(*children: Child) -> Html:
    return Html(
        "".join(
            child if isinstance(child, Html) else escape(child)
            for child in children
            if child is not None
        )
    )


def tag(element: str, /, *children: Child, **attributes: str | bool | None) -> Html:
    """Return an element. `class_` and `for_` lose their underscore, `aria_label` has its dash."""
    written = "".join(
        f" {_name(key)}" if value is True else f' {_name(key)}="{escape(str(value))}"'
        for key, value in attributes.items()
        if value is not None and value is not False
    )
    if element in VOID:
        return Html(f"<{element}{written}>")
    return Html(f"<{element}{written}>{joined(*children)}</{element}>")


def own_words(words: str) -> Html:
    """Return somebody's own words: their lines stay, and their direction turns nothing else."""
    lines = words.split("\n")
    broken: list[Child] = []
    for number, line in enumerate(lines):
        broken += [tag("br"), line] if number else [line]
    return tag("bdi", *broken)


def _name(key: str) -> str:
    return key.rstrip("_").replace("_", "-")
