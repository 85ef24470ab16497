"""What a parent conversation asks, page by page, and which answers have to be mended."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.content import Content, Prompt
from bot.meetings import Mode

Answers = Mapping[str, str]
"""By question id. Choices are joined by blanks; dates are ISO; no answer is an empty text."""


class How(StrEnum):
    PHONE = "phone"
    IN_PERSON = "in person"
    VIDEO = "video"


class DraftCopy(StrEnum):
    """Whether the parents want a draft copy before the meeting."""

    YES = "yes"
    NO = "no"
    NOT_ASKED = "not asked yet"


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


@dataclass(frozen=True, kw_only=True)
class Page:
    """One page of a modal: at most six long fields, or Slack refuses the view for its size."""

    title: str
    questions: tuple[Question, ...]


HEADER = Page(
    title="About the conversation",
    questions=(
        Question(id="student", asks=Asks.STUDENT, label="Student", required=True),
        Question(
            id="held_on",
            asks=Asks.DATE,
            label="Date of the conversation",
            hint="Today or earlier: this is for a conversation that took place.",
            required=True,
        ),
        Question(
            id="with_whom",
            asks=Asks.LINE,
            label="With whom",
            hint="For example: mother, and an aunt who interprets.",
            required=True,
        ),
        Question(
            id="how",
            asks=Asks.CHOICE,
            label="How",
            required=True,
            options=(
                (How.PHONE, "On the phone"),
                (How.IN_PERSON, "In person"),
                (How.VIDEO, "By video"),
            ),
        ),
    ),
)

ARRANGEMENTS = (
    Question(
        id="interpreter",
        asks=Asks.CHOICE,
        label="Interpreter",
        options=(
            ("used", "Used in this conversation"),
            ("needed", "Needed at the meeting"),
            ("used_and_needed", "Used now, and needed at the meeting"),
            ("none", "Not needed"),
        ),
    ),
    Question(
        id="language", asks=Asks.LINE, label="Language", hint="The language the parents prefer."
    ),
    Question(
        id="draft_copy",
        asks=Asks.CHOICE,
        label="Draft copy before the meeting",
        hint="Would the parents like to read a draft first?",
        options=(
            (DraftCopy.YES, "Yes"),
            (DraftCopy.NO, "No"),
            (DraftCopy.NOT_ASKED, "Not asked yet"),
        ),
    ),
    Question(
        id="draft_of",
        asks=Asks.CHOICES,
        label="If yes, a draft of",
        options=(("present_levels", "Present levels"), ("goals", "Goals")),
    ),
    Question(
        id="attendance",
        asks=Asks.CHOICE,
        label="How they like to attend",
        options=((Mode.VIDEO, "Video"), (Mode.PHONE, "Phone"), (Mode.IN_PERSON, "In person")),
    ),
)


def pages(content: Content) -> tuple[Page, ...]:
    """The modal's pages: the header, then the eight prompts in order, then the arrangements."""
    asked = {prompt.id: prompt_questions(prompt) for prompt in content.prompts}
    prompts = list(asked.values())
    return (
        HEADER,
        Page(title="Strengths and hopes", questions=_joined(prompts[0:2])),
        Page(title="The road ahead", questions=_joined(prompts[2:4])),
        Page(title="Goals and the process", questions=_joined(prompts[4:6])),
        Page(title="The meeting", questions=(*_joined(prompts[6:8]), *ARRANGEMENTS)),
    )


def _joined(groups: Sequence[tuple[Question, ...]]) -> tuple[Question, ...]:
    return tuple(question for group in groups for question in group)


def prompt_questions(prompt: Prompt) -> tuple[Question, ...]:
    """The fields of one prompt: a box for each part of the answer, and room for the follow-up."""
    asks = Asks.NUMBER if prompt.kind == "scale" else Asks.TEXT
    first, *others = prompt.parts
    return (
        Question(
            id=first.id,
            asks=asks,
            label=first.label,
            hint=prompt.hint,
            said=f"{prompt.number}. {prompt.text}",
        ),
        *(Question(id=part.id, asks=asks, label=part.label) for part in others),
        Question(id=_follow_up_of(prompt), asks=Asks.TEXT, label=prompt.follow_up),
    )


def wording(content: Content) -> dict[str, str]:
    """The words said aloud, each prompt's and its follow-up's; they are kept with the answers."""
    words = {}
    for prompt in content.prompts:
        words[prompt.id] = prompt.text
        words[_follow_up_of(prompt)] = prompt.follow_up
    return words


def _follow_up_of(prompt: Prompt) -> str:
    return f"{prompt.id}_more"


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


def _problem(question: Question, answer: str, *, today: date) -> str | None:
    """What Slack's own fields would not send, another client might."""
    match question.asks:
        case Asks.STUDENT if not (answer.isascii() and answer.isdecimal()):
            return "Please choose one of your students."
        case Asks.DATE:
            return _problem_with_date(answer, today=today)
        case Asks.NUMBER if not re.fullmatch("0?([1-9]|10)", answer):
            return "Please give a whole number from 1 to 10."
        case Asks.CHOICE if answer not in _values(question):
            return "Please choose one of the answers shown."
        case Asks.CHOICES if not _values(question).issuperset(answer.split()):
            return "Please choose among the answers shown."
        case _:
            return None


def _problem_with_date(answer: str, *, today: date) -> str | None:
    try:
        held_on = date.fromisoformat(answer)
    except ValueError:
        return "Please give the day on which it took place."
    if held_on > today:
        return "A conversation cannot lie ahead. Please give the day it took place."
    return None


def _values(question: Question) -> set[str]:
    return {value for value, _ in question.options}
