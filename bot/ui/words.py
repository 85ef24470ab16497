"""Words and dates as people read them, harmless and no longer than there is room for."""

import re
from datetime import UTC, date, datetime, time


def escaped(text: str) -> str:
    """Make words that a person typed harmless inside mrkdwn."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def link(address: str, words: str) -> str:
    """A link that an admin gave, in mrkdwn; what could break out of it was refused before."""
    return f"<{address.replace('&', '&amp;')}|{escaped(words)}>"


def shortened(text: str, longest: int) -> str:
    """Cut `text` to `longest` characters, saying so with an ellipsis."""
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


def shortened_markup(text: str, longest: int) -> str:
    """Cut mrkdwn to `longest` characters, and never through an entity, a date or a mention."""
    if len(text) <= longest:
        return text
    whole = re.sub(r"(&[a-z]*|<[^<>]*)$", "", text[: longest - 1])
    return whole.rstrip() + "…"


def in_words(day: date) -> str:
    """A date as people say it: Thursday 8 October."""
    return f"{day:%A} {day.day} {day:%B}"


def in_short(day: date) -> str:
    """A date in a list: Thu 8 Oct."""
    return f"{day:%a} {day.day} {day:%b}"


def clock_time(at: time) -> str:
    """A time of day as people say it: 8:30 am."""
    return f"{at.hour % 12 or 12}:{at:%M} {'am' if at.hour < 12 else 'pm'}"


def moment(at: datetime) -> str:
    """A moment that every reader sees in their own zone (mrkdwn)."""
    fallback = f"{at.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
    return f"<!date^{int(at.timestamp())}^{{date_short_pretty}} {{time}}|{fallback}>"
