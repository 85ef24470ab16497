"""Forms that people fill in page by page: their questions, their drafts, what has to be mended."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NewType

from bot.people import PersonId
from bot.students import StudentId

Answers = Mapping[str, str]
"""By question id. Choices are joined by blanks; dates are ISO; no answer is an empty text."""

DraftKey = NewType("DraftKey", str)
"""A random name for one filling-in of a modal; it makes a second press of Save harmless."""


LONGEST_LINE, LONGEST_TEXT = 250, 3000
"""Characters; what Slack's own fields take."""


class Asks(StrEnum):
    """What kind of answer a question takes."""

    STUDENT = "student"
    DATE = "date"
    LINE = "line"
    TEXT = "text"
    NUMBER = "number"
    CHOICE = "choice"
    CHOICES = "choices"


@dataclass(frozen=True, kw_only=True)
class Question:
    """One field of a modal's page."""

    id: str
    asks: Asks
    label: str
    hint: str = ""
    said: str = ""
    """What is said aloud before the field is filled in."""
    required: bool = False
    options: tuple[tuple[str, str], ...] = ()
    """Value and the words shown for it."""
    least: int = 1
    most: int = 10
    not_ahead: str = ""
    """The sentence that refuses a day to come; empty where such a day is fine."""


@dataclass(frozen=True, kw_only=True)
class Page:
    """One page of a modal: at most six long fields, or Slack refuses the view for its size."""

    title: str
    questions: tuple[Question, ...]
    intro: str = ""


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A modal that somebody is filling in, or left half-way."""

    key: DraftKey
    owner: PersonId
    kind: str
    student: StudentId | None
    answers: Answers
    page: int = 0
    turn: int = 0
    """Counts page turns; it stands in every block id, so that Slack takes the draft's values."""
    updated_at: datetime
    submitted: bool = False


def problems_of_page(page: Page, answers: Answers, *, today: date) -> dict[str, str]:
    """What must be mended on a page, by question id."""
    problems = {}
    for question in page.questions:
        answer = answers.get(question.id, "").strip()
        if question.required and not answer:
            problems[question.id] = "Please answer this; the rest can wait."
        elif answer and (problem := _problem(question, answer, today=today)):
            problems[question.id] = problem
    return problems


def page_of(question: str, pages: Sequence[Page]) -> int:
    """Which page asks this question; the first where none does."""
    asked = [question in {one.id for one in page.questions} for page in pages]
    return asked.index(True) if True in asked else 0


def _problem(question: Question, answer: str, *, today: date) -> str | None:
    """What Slack's own fields would not send, another client might."""
    match question.asks:
        case Asks.STUDENT if not (answer.isascii() and answer.isdecimal()):
            return "Please choose one of your students."
        case Asks.DATE:
            return _problem_with_date(question, answer, today=today)
        case Asks.NUMBER if not _is_within(question, answer):
            return f"Please give a whole number from {question.least} to {question.most}."
        case Asks.LINE | Asks.TEXT:
            return _problem_with_length(question, answer)
        case Asks.CHOICE if answer not in _values(question):
            return "Please choose one of the answers shown."
        case Asks.CHOICES if not _values(question).issuperset(answer.split()):
            return "Please choose among the answers shown."
        case _:
            return None


def _problem_with_date(question: Question, answer: str, *, today: date) -> str | None:
    try:
        given = date.fromisoformat(answer)
    except ValueError:
        return "Please give the day on which it took place."
    return question.not_ahead if question.not_ahead and given > today else None


def _problem_with_length(question: Question, answer: str) -> str | None:
    most = LONGEST_LINE if question.asks is Asks.LINE else LONGEST_TEXT
    if len(answer) <= most:
        return None
    return f"This is {len(answer):,} characters long; there is room for {most:,}. Please cut it."


def _is_within(question: Question, answer: str) -> bool:
    whole = answer.isascii() and answer.isdecimal() and len(answer) < 3
    return whole and question.least <= int(answer) <= question.most


def _values(question: Question) -> set[str]:
    return {value for value, _ in question.options}
