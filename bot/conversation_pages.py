"""What a parent conversation asks, page by page."""

from collections.abc import Sequence
from enum import StrEnum

from bot.content import Content, Prompt
from bot.forms import Asks, Page, Question
from bot.meetings import Mode


class How(StrEnum):
    PHONE = "phone"
    IN_PERSON = "in person"
    VIDEO = "video"


class DraftCopy(StrEnum):
    """Whether the parents want a draft copy before the meeting."""

    YES = "yes"
    NO = "no"
    NOT_ASKED = "not asked yet"


HEADER = Page(
    title="About the conversation",
    intro="For a talk with the parents, on the phone or face to face. "
    "What you write stays with you: nothing here is sent to them.",
    questions=(
        Question(id="student", asks=Asks.STUDENT, label="Student", required=True),
        Question(
            id="held_on",
            asks=Asks.DATE,
            label="Date of the conversation",
            hint="Today or earlier: this is for a conversation that took place.",
            not_ahead="A conversation cannot lie ahead. Please give the day it took place.",
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
