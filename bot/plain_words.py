"""What somebody asks in plain words: a few questions are known, and all else is not understood.

No model and no guess: an answer always names the question that it answers.
"""

import re
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import StrEnum

from bot.students import Student, folded

_LONGEST = 500
"""Characters that are read; a question is not longer."""

_DONE = {"tick", "ticked", "done", "did", "finish", "finished"}
_DUE = {"due", "todo", "open", "overdue", "deadline", "deadlines", "owe", "left", "do"}
_TALK = {"conversation", "conversations", "talk", "talked", "call", "protocol"}
_ANSWERED = {"answered", "replied", "responded", "returned", "answer", "reply", "sent", "missing"}


class Asked(StrEnum):
    """The questions that can be answered."""

    DUE = "what is due"
    DUE_TODAY = "what is due today"
    DUE_THIS_WEEK = "what is due this week"
    DUE_BY_THE_TENTH = "what is due by the 10th"
    NEXT_MEETING = "when the team meets next"
    CONVERSATION = "starting a parent conversation"
    UNANSWERED = "who has not answered"
    TICKED_TODAY = "what you ticked today"
    WHY = "why it is due"
    WHO = "how a student is called here"
    HELP = "what can be asked"
    NOT_UNDERSTOOD = "not understood"


_MEANINGS: tuple[tuple[Asked, tuple[AbstractSet[str], ...]], ...] = (
    (Asked.WHY, ({"why"},)),
    (Asked.TICKED_TODAY, (_DONE, {"today"}, {"i", "we", "ive", "have"})),
    (Asked.UNANSWERED, ({"who", "which", "whose", "form", "forms", "anyone"}, _ANSWERED)),
    (Asked.CONVERSATION, ({"start", "begin", "open", "write", "log", "record"}, _TALK)),
    (Asked.NEXT_MEETING, ({"meeting", "meet", "meets", "iep"}, {"when", "next", "date", "time"})),
    (Asked.DUE_TODAY, (_DUE, {"today", "now"})),
    (Asked.DUE_THIS_WEEK, (_DUE, {"week"})),
    (Asked.DUE_BY_THE_TENTH, (_DUE, {"10th", "tenth", "10"})),
    (Asked.DUE, (_DUE, {"what", "whats", "anything", "show", "list", "due"})),
    (Asked.HELP, ({"help", "hello", "hi"},)),
)
"""The first whose groups of words are all touched is what was asked."""


@dataclass(frozen=True, kw_only=True)
class Question:
    """What was asked, and about whom: the students whom the words can mean."""

    asked: Asked
    students: tuple[Student, ...] = ()


def understood(words: str, students: Iterable[Student]) -> Question:
    """Read a question; `students` are those whom the asker may name."""
    text = folded(words[:_LONGEST])
    about = mentioned(text, students)
    said = frozenset(_spaced(text).split())
    asked = next(
        (asked for asked, groups in _MEANINGS if all(said & group for group in groups)), None
    )
    if asked is None:
        asked = Asked.WHO if about and _nothing_else(text, about) else Asked.NOT_UNDERSTOOD
    return Question(asked=asked, students=tuple(about))


def mentioned(words: str, students: Iterable[Student]) -> list[Student]:
    """Whom the words name: by alias or whole name, else by first or last name alone.

    A whole name says more than a first name that another student has as well.
    """
    text = f" {_spaced(words)} "
    students = sorted(students, key=lambda student: student.by_last_name)
    exactly = [one for one in students if _stands_in(text, (one.alias, one.name))]
    return exactly or [one for one in students if _stands_in(text, (one.first_name, one.last_name))]


def _stands_in(text: str, names: Sequence[str]) -> bool:
    return any(spaced and f" {spaced} " in text for spaced in map(_spaced, names))


def _spaced(words: str) -> str:
    """Words with single blanks and no marks between them, and without the English genitive."""
    text = re.sub(r"['\u2019]s\b", "", folded(words))
    return " ".join(re.sub(r"[^\w\s-]", " ", text).split())


def _nothing_else(text: str, about: Sequence[Student]) -> bool:
    """Whether the words are a name and no more, "who is" and the like apart."""
    rest = f" {_spaced(text)} "
    for student in about:
        for name in (student.name, student.alias, student.first_name, student.last_name):
            if spaced := _spaced(name):
                rest = rest.replace(f" {spaced} ", "  ")
    return set(rest.split()) <= {"who", "is", "whos", "student", "find", "show", "open", "please"}
