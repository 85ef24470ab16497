"""What parents said that may be a concern, proposed to the case manager and kept by nobody else."""

import re
from collections.abc import Collection

from bot.conversations.conversations import Conversation

ASKED_BY = ("worries", "goals", "about_meeting")
"""The fourth, fifth and seventh prompt: what parents worry about, propose, and want to know."""

MOST = 40

_MARK = re.compile(r"^(?:[-*\u2022\u00b7\u2013\u2014]+|\(?\d{1,2}[.)](?=\s))\s*")
"""What people put before an item of a list."""


def proposals(conversation: Conversation, decided: Collection[str] = ()) -> list[str]:
    """Propose a concern for each line that parents gave there, as they gave it, forty at most.

    What was `decided` before, kept or dropped, is not proposed again; nor is anything of a
    conversation that counts for nothing.
    """
    if conversation.withdrawn:
        return []
    known = {_same(text) for text in decided}
    found = []
    for question in ASKED_BY:
        for line in conversation.answers.get(question, "").splitlines():
            text = _MARK.sub("", line.strip()).strip()
            if _says_something(text) and _same(text) not in known:
                known.add(_same(text))
                found.append(text)
    return found[:MOST]


def is_decided(text: str, decided: Collection[str]) -> bool:
    return _same(text) in {_same(one) for one in decided}


def _same(text: str) -> str:
    """Leave out what makes no other concern: blanks and capitals."""
    return " ".join(text.split()).casefold()


def _says_something(text: str) -> bool:
    return any(letter.isalnum() for letter in text)
