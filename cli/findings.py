"""What a look at the installation finds."""

from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    OK = "ok"
    LOOK = "look"
    """It works, but deserves a look."""
    WRONG = "wrong"


@dataclass(frozen=True, kw_only=True)
class Found:
    verdict: Verdict
    sentence: str
    """What was found and, where it is not sound, what to do."""


def ok(sentence: str) -> Found:
    return Found(verdict=Verdict.OK, sentence=sentence)


def look(sentence: str) -> Found:
    return Found(verdict=Verdict.LOOK, sentence=sentence)


def wrong(sentence: str) -> Found:
    return Found(verdict=Verdict.WRONG, sentence=sentence)
