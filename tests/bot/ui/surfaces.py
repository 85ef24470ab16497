"""What every surface is asked: whether Slack would take it, with the worst that people can type."""

from collections.abc import Iterator
from typing import Any

from bot.ui.kit.blocks import CUT_SHORT
from tests.slack_limits import complaints, third_opinion

HOSTILE_WORDS = {
    "very-long": "Quill " * 41 + "Quill",
    "nothing-but-ampersands": "&" * 250,
    "pictures": "🦉" * 250,
    "families-joined": "👩‍👩‍👧‍👦" * 35,
    "right-to-left": "\u202e" + "דנה\u200f " * 60 + "\u202c",
    "a-broadcast": "<!channel> @channel @here <!here|here>",
    "a-mention-and-a-link": "<@U0FERN> <https://example.org|Moss> https://example.org",
    "a-script": "<script>alert('Moss')</script>",
    "markup": "*Moss* _Reed_ ~Fern~ `Alder` &lt; &amp; :owl:",
    "one-letter": "Q",
    "other-scripts": "ẞéñ中文العربية" * 17,
}
"""What can stand in a name or an answer, by what is bad about it."""

Surface = dict[str, Any]


def assert_slack_takes(surface: Surface) -> None:
    """See that Slack would take it whole: nothing of a message was cut at the last moment."""
    assert complaints(surface) == []
    assert third_opinion(surface) == []
    assert CUT_SHORT not in surface["blocks"]


def texts(surface: Any, kind: str = "mrkdwn") -> Iterator[str]:
    """Every text of one kind, wherever it stands."""
    if isinstance(surface, dict):
        if surface.get("type") == kind and isinstance(surface.get("text"), str):
            yield surface["text"]
        for held in surface.values():
            yield from texts(held, kind)
    elif isinstance(surface, list):
        for held in surface:
            yield from texts(held, kind)


def assert_harmless(surface: Surface) -> None:
    """Nothing that somebody typed is read as a mention, a link or a broadcast.

    Our own markup in angle brackets is a moment, as `<!date^…>`.
    """
    for text in texts(surface):
        assert "<" not in text.replace("<!date^", ""), text


def words_of(surface: Surface) -> str:
    """All that a reader sees in sections and small print, a line each."""
    shown = [*texts(surface.get("blocks")), *texts(surface.get("blocks"), "plain_text")]
    return "\n".join(shown)


def block_named(surface: Surface, block_id: str) -> Surface:
    block: Surface
    (block,) = [one for one in surface["blocks"] if one.get("block_id") == block_id]
    return block
