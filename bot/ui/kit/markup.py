"""Words as people read them in Slack: harmless, and no longer than there is room for."""

import re
from datetime import UTC, datetime

from bot.students import Student


def escaped(text: str) -> str:
    """Make words that a person typed harmless inside mrkdwn."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def link(address: str, words: str) -> str:
    """Return a link that an admin gave, in mrkdwn; what could break out was refused before."""
    return f"<{address.replace('&', '&amp;')}|{escaped(words)}>"


def shortened(text: str, longest: int) -> str:
    """Cut `text` to `longest` characters, saying so with an ellipsis."""
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


def short(text: str, longest: int) -> str:
    """Make words that a person typed harmless, and no longer than `longest` characters."""
    return escaped(shortened(text, longest))


def named(student: Student, longest: int = 120) -> str:
    """Name a student with the alias, as a modal may (mrkdwn)."""
    return f"*{short(student.name, longest)}* ({student.alias})"


def who(name: str | None) -> str:
    """Name a person, or say that no name is on record."""
    return short(name or "name not on record", 80)


def counted(count: int, thing: str) -> str:
    return f"{count} {thing}{'' if count == 1 else 's'}"


def more(hidden: int, words: str = "more") -> list[str]:
    """Say how many there are besides those that stand here; nothing where there are none."""
    return [f"+ {hidden} {words}"] if hidden > 0 else []


def shortened_markup(text: str, longest: int) -> str:
    """Cut mrkdwn to `longest` characters, and never through an entity, a date or a mention."""
    if len(text) <= longest:
        return text
    whole = re.sub(r"(&[a-z]*|<[^<>]*)$", "", text[: longest - 1])
    return whole.rstrip() + "…"


def moment(at: datetime) -> str:
    """Return a moment that every reader sees in their own zone (mrkdwn)."""
    fallback = f"{at.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
    return f"<!date^{int(at.timestamp())}^{{date_short_pretty}} {{time}}|{fallback}>"
