"""Words that somebody typed, and the students whom they name within one scope.

Each feature through which somebody sees students of others finds them in a scope of its own.
"""

from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from bot.digest.plain_words import understood
from bot.people.people import Role
from bot.students import Student, StudentId
from bot.ui.digest import plain_answers as answers
from bot.ui.kit.blocks import Message, View
from bot.ui.records import students as screen
from handlers.kit.asked import Asked
from storage import Scope

Said = Message | View


@dataclass(frozen=True, kw_only=True)
class Typed:
    """What somebody typed, and how it is to be answered."""

    words: str
    roles: AbstractSet[Role]
    """What its person is in the workspace."""
    opens: bool
    """Whether a modal may be shown in answer: a message in Slack opens none by itself."""
    nearly: bool = False
    """Whether names with a slip are looked for, since none is just so."""


Finder = Callable[[Asked, Typed], Said | None]
"""Answers with whom the words name of the students of others; with None where that is nobody."""


def fitting(scope: Scope, typed: Typed) -> Sequence[Student]:
    """Return the students within the scope whom the words name."""
    question = understood(typed.words, scope.students.all())
    return question.students if question.nearly is typed.nearly else ()


def logged(scope: Scope, student: StudentId, what: str) -> None:
    scope.audit.log(what, student=student)


AMONG = "was among the students whom typed words fit"


def which_of(
    scope: Scope,
    found: Sequence[Student],
    *,
    opens: bool,
    action: str = screen.OPEN,
    log: Callable[[Scope, StudentId, str], None] = logged,
) -> Said:
    """Ask which of several is meant; where they are named, each is logged as seen."""
    if not opens:
        return answers.several(found, opens=action)
    for one in found[: screen.MOST_FITTING]:
        log(scope, one.id, AMONG)
    return screen.render_which(found, opens=action)
