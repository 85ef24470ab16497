"""What somebody asks in plain words: a few questions are known, and all else is not understood.

No model and no guess: an answer always names the question that it answers.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import StrEnum

from bot.digest.plain_kinds import KIND_WORDS, KindOfWork, kind_in
from bot.students import Student, folded, named, nearly_named

_LONGEST = 500
"""Characters that are read; a question is not longer."""

AROUND_WORDS = " ?.!\"'\u201c\u201d\u2018\u2019"
"""What a phone's keyboard puts around words by itself, curly quotation marks included."""

_DONE = {"tick", "ticked", "done", "did", "finish", "finished"}
_DUE = {"due", "todo", "open", "overdue", "deadline", "deadlines", "owe", "left", "do"}
_TALK = {"conversation", "conversations", "talk", "talked", "call", "protocol"}
_ANSWERED = {
    *("answered", "replied", "responded", "returned", "answer", "reply", "sent", "missing"),
    *("owes", "owe"),
}


class Query(StrEnum):
    """The questions that can be answered."""

    DUE = "what is due"
    DUE_TODAY = "what is due today"
    DUE_TOMORROW = "what is due tomorrow"
    DUE_THIS_WEEK = "what is due this week"
    DUE_BY_THE_TENTH = "what is due by the 10th"
    OVERDUE = "what is overdue"
    NEXT_MEETING = "when the team meets next"
    CONVERSATION = "starting a parent conversation"
    UNANSWERED = "who has not answered"
    TICKED_TODAY = "what you ticked today"
    OF_A_KIND = "what is still open of one kind"
    UNMARKED = "which meetings nobody has marked"
    WITHOUT_MEETING = "who has no meeting set"
    CALLS = "which calls are agreed"
    INTERPRETER = "who needs an interpreter"
    WHY = "why it is due"
    WHO = "what a student is called here"
    HELP = "what can be asked"
    NOT_UNDERSTOOD = "not understood"


NARROWED = frozenset(
    {
        *(Query.OVERDUE, Query.DUE_TODAY, Query.DUE_TOMORROW),
        *(Query.DUE_THIS_WEEK, Query.DUE_BY_THE_TENTH),
    }
)
"""The questions about what is due that name days."""

_ASKED_AFTER = frozenset({"who", "whose", "which", "what", "whats", "any", "list", "show"})
_FROM_SOMEBODY = {
    *("who", "which", "whose", "anyone"),
    *("form", "forms", "report", "reports", "feedback"),
}
_MEETING = {"meeting", "meetings", "meet", "meets", "iep", "ieps"}

_MEANINGS: tuple[tuple[Query, tuple[AbstractSet[str], ...]], ...] = (
    (Query.WHY, ({"why"},)),
    (Query.TICKED_TODAY, (_DONE, {"today"}, {"i", "we", "ive", "have"})),
    (Query.CONVERSATION, ({"start", "begin", "open", "write", "log", "record"}, _TALK)),
    (Query.INTERPRETER, ({"interpreter", "interpreters", "interpreting"},)),
    (Query.UNMARKED, ({"marked", "unmarked", "held"}, _MEETING)),
    (Query.WITHOUT_MEETING, ({"no", "without", "not"}, {"meeting", "meetings", "date", "dates"})),
    (Query.CALLS, ({"call", "calls"}, {*_ASKED_AFTER, "when", "next", "booked", "agreed"})),
    (Query.OF_A_KIND, (KIND_WORDS,)),
    (Query.UNANSWERED, (_FROM_SOMEBODY, _ANSWERED)),
    (
        Query.NEXT_MEETING,
        ({*_MEETING, "annual", "triennial"}, {"when", "next", "date", "time"}),
    ),
    (Query.OVERDUE, ({"overdue"},)),
    (Query.DUE_TODAY, (_DUE, {"today", "now"})),
    (Query.DUE_TOMORROW, (_DUE, {"tomorrow"})),
    (Query.DUE_THIS_WEEK, (_DUE, {"week"})),
    (Query.DUE_BY_THE_TENTH, (_DUE, {"10th", "tenth", "10"})),
    (Query.DUE, (_DUE, {"what", "whats", "anything", "show", "list", "due"})),
    (Query.HELP, ({"help", "hello", "hi"},)),
)
"""The first whose groups of words are all touched is what was asked."""


_BUT_NOT: Mapping[Query, AbstractSet[str]] = {
    # Next week is no day that an answer ends with: what is due soon is told with its dates.
    Query.DUE_THIS_WEEK: {"next"},
    # Which talks are open is asked after; to open one is something else.
    Query.CONVERSATION: _ASKED_AFTER | {"whom"},
}
_QUESTION_WORDS = frozenset().union(*(group for _, groups in _MEANINGS for group in groups))
_COMMON_WORDS = frozenset(
    {*("will", "may", "mark", "bill", "an", "my", "do", "so", "long", "day", "early", "still")}
)
"""What is somebody's name, too. By itself such a word names nobody in a question about many."""

_ABOUT_ONE = (Query.NEXT_MEETING, Query.WHY, Query.CONVERSATION, Query.WHO)


_BESIDE_A_NAME = frozenset(
    {
        *("who", "is", "whos", "student", "find", "show", "open", "please"),
        *("a", "the", "for", "of", "with", "about", "does", "her", "his", "their", "work", "s"),
    }
)
"""Words around a name that say nothing of whom it is."""

_LONG_ENOUGH = 3
"""Letters of the beginning of a name: "ok" and "no" are answers, and no Okafor or Noah."""


@dataclass(frozen=True, kw_only=True)
class Question:
    """What was asked, and about whom: the students whom the words can mean."""

    asked: Query
    students: tuple[Student, ...] = ()
    nearly: bool = False
    """Whether no student is called just so, and these are called nearly so."""
    kind: KindOfWork | None = None
    """The kind of work, where one was asked after."""

    @property
    def is_about_one(self) -> bool:
        return self.asked in _ABOUT_ONE


def understood(words: str, students: Iterable[Student]) -> Question:
    """Read a question; `students` are those whom the asker may name."""
    text, students = folded(words[:_LONGEST]), list(students)
    said = frozenset(_spaced(text).split())
    asked = next((asked for asked, groups in _MEANINGS if _is_asked(asked, groups, said)), None)
    if asked is None:
        return _named_alone(text, students)
    about = mentioned(text, students, but_not=_QUESTION_WORDS | _COMMON_WORDS)
    if not about and asked in _ABOUT_ONE:
        about = mentioned(text, students, but_not=_QUESTION_WORDS)
    near = [] if about else _nearly_mentioned(text, students)
    return Question(
        asked=asked,
        students=tuple(about or near),
        nearly=bool(near),
        kind=kind_in(said) if asked is Query.OF_A_KIND else None,
    )


def _named_alone(text: str, students: Sequence[Student]) -> Question:
    """Read words that ask nothing: a name by itself asks who that is."""
    begun = named(_spaced(text), students) if len(text) >= _LONG_ENOUGH else []
    about = begun or mentioned(text, students)
    near = [] if about else _nearly_mentioned(text, students)
    alone = begun or near or (about and _nothing_else(text, about))
    return Question(
        asked=Query.WHO if alone else Query.NOT_UNDERSTOOD,
        students=tuple(about or near),
        nearly=bool(near),
    )


def _is_asked(asked: Query, groups: Iterable[AbstractSet[str]], said: AbstractSet[str]) -> bool:
    if said & _BUT_NOT.get(asked, frozenset()):
        return False
    if asked is Query.OF_A_KIND:
        return kind_in(said) is not None
    return all(said & group for group in groups)


def mentioned(
    words: str, students: Iterable[Student], *, but_not: AbstractSet[str] = frozenset()
) -> list[Student]:
    """Return whom the words name: by alias or whole name, else by first or last name alone.

    A whole name says more than a first name that another student has as well. `but_not` are words
    that name nobody by themselves: somebody may be called Due, or May.
    """
    text = f" {_spaced(words)} "
    students = sorted(students, key=lambda student: student.by_last_name)
    exactly = [one for one in students if _stands_in(text, (one.alias, *one.whole_names))]
    return exactly or [
        one
        for one in students
        if _stands_in(
            text,
            [name for name in (one.first_name, one.last_name) if folded(name) not in but_not],
        )
    ]


def _stands_in(text: str, names: Sequence[str]) -> bool:
    return any(spaced and f" {spaced} " in text for spaced in map(_spaced, names))


def _spaced(words: str) -> str:
    """Return words with single blanks between them, without marks and the English genitive."""
    text = re.sub(r"['\u2019]s\b", "", folded(words))
    return " ".join(re.sub(r"[^\w\s-]", " ", text).split())


def _nothing_else(text: str, about: Sequence[Student]) -> bool:
    """Tell whether the words are a name and no more, "who is" and the like apart."""
    rest = f" {_spaced(text)} "
    for student in about:
        for name in (*student.whole_names, student.alias, student.first_name, student.last_name):
            if spaced := _spaced(name):
                rest = rest.replace(f" {spaced} ", "  ")
    return set(rest.split()) <= _BESIDE_A_NAME


def _nearly_mentioned(text: str, students: Sequence[Student]) -> list[Student]:
    """Return whom the words name with a slip, once what can be no name is taken from them."""
    no_name = _QUESTION_WORDS | _COMMON_WORDS | _BESIDE_A_NAME
    rest = [word for word in _spaced(text).split() if word not in no_name]
    return nearly_named(" ".join(rest), students) if rest else []
