"""Listen to words typed to the assistant: a few questions are answered, the rest is not."""

from collections.abc import Sequence
from functools import partial

from bot.ui.digest import plain_answers as answers
from handlers.digest.plain_words import answered
from handlers.kit.asked import Asked
from handlers.kit.listening import Listening
from handlers.kit.people_in_slack import words_of
from handlers.kit.typed_words import Finder

_WRITTEN = frozenset({None, "file_share", "me_message", "thread_broadcast"})
"""How Slack tells of words: alone, with a file, after `/me`, and sent from a thread to all."""


def listen(on: Listening) -> None:
    on.event("message", partial(answer, on.finders))


def answer(finders: Sequence[Finder], asked: Asked) -> None:
    """Answer what a person wrote, also where a file came with it; edits and deletions are none."""
    event = asked.event
    is_written = event.get("subtype") in _WRITTEN
    if event.get("channel_type") != "im" or not is_written or "bot_id" in event:
        return
    if not asked.is_news():
        return
    words = words_of(asked, event.get("text") or "")
    said = answered(finders, asked, words, opens=False) if words else answers.file_not_read()
    asked.answer(said)
