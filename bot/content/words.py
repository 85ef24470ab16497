"""The shapes of what the assistant says."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal, Self

from bot.meetings.meetings import Kind, Mode
from bot.requests.requests import Form

PromptKind = Literal["text", "scale"]
Asks = Literal["nothing", "rights", "choice", "sign_off", "concern", "names"]
FormAsks = Literal["line", "text", "number", "choice"]
Takes = Literal["nothing", "concerns", "additions"]


@dataclass(frozen=True, kw_only=True)
class Part:
    """One box of a prompt's answer."""

    id: str
    label: str


@dataclass(frozen=True, kw_only=True)
class Prompt:
    """A question of the parent conversation, as a case manager says it."""

    id: str
    number: int
    """Its place in the conversation, from 1."""
    text: str
    follow_up: str
    hint: str
    """For the case manager's eyes, in the empty box."""
    kind: PromptKind
    """A scale is answered with a number from 1 to 10."""
    parts: tuple[Part, ...]
    """The boxes of the answer; where there is one, it has the prompt's own id."""


@dataclass(frozen=True, kw_only=True)
class Choice:
    id: str
    label: str


@dataclass(frozen=True, kw_only=True)
class Wording:
    """Other words of a line where a meeting is held in one way; empty where none differ."""

    short: str
    aloud: str


@dataclass(frozen=True, kw_only=True)
class Line:
    """A line of a meeting's checklist. It names nobody: it stands in Slack messages."""

    id: str
    short: str
    """Beside a check box."""
    aloud: str
    """To be read to the people at the meeting."""
    asks: Asks
    choices: tuple[Choice, ...]
    """Empty unless the line asks for a choice."""
    on: bool
    """False for a line that an admin has to switch on."""
    charter: str = ""
    """Read aloud besides, where families choose the school."""
    in_mode: Mapping[Mode, Wording] = field(default_factory=dict)

    def said(self, mode: Mode) -> Self:
        """Return the line in the words for a meeting that is held in this way."""
        words = self.in_mode.get(mode)
        if words is None:
            return self
        return replace(self, short=words.short or self.short, aloud=words.aloud or self.aloud)


@dataclass(frozen=True, kw_only=True)
class Tip:
    id: str
    text: str
    tense: bool
    """Whether it is meant for the moment when a meeting gets tense."""


@dataclass(frozen=True, kw_only=True)
class AgendaPart:
    """A part of a meeting's agenda, as parents read it."""

    id: str
    title: str
    about: str
    kinds: tuple[Kind, ...]
    """The kinds of meeting that have this part; empty for every kind."""
    takes: Takes
    """Whether the parents' concerns, or what they add, are listed here."""


@dataclass(frozen=True, kw_only=True)
class FormQuestion:
    """A field of a respondent's form. Its words may hold {number} where there is one to a goal."""

    id: str
    asks: FormAsks
    required: bool
    label: str
    hint: str
    choices: tuple[Choice, ...]
    """Empty unless it asks for a choice."""
    carries_over: bool = False
    """True where the answer is about its respondent alone: their next form begins with it."""


@dataclass(frozen=True, kw_only=True)
class FormPage:
    title: str
    title_of_one: str
    """Where it asks about one goal alone."""
    each_goal: bool
    """Whether its questions come once for each goal; then its title may hold {first} and {last}."""
    questions: tuple[FormQuestion, ...]


@dataclass(frozen=True, kw_only=True)
class Content:
    """Everything the assistant says that a district can word itself."""

    version: str
    """A short hash of the files, kept with answers; other words, another version."""
    prompts: tuple[Prompt, ...]
    opening: tuple[Line, ...]
    ending: tuple[Line, ...]
    tips: tuple[Tip, ...]
    """For the card of a running meeting."""
    tense: tuple[Tip, ...]
    agreement: tuple[Tip, ...]
    """What makes agreement easier, for before a meeting and for whoever asks."""
    disagreement: tuple[Tip, ...]
    """The ways open to parents who do not agree; the last word: this is no legal advice."""
    agenda: tuple[AgendaPart, ...]
    forms: Mapping[Form, tuple[FormPage, ...]]
    """The pages of each form that a respondent is asked for before a meeting."""

    @property
    def lines(self) -> tuple[Line, ...]:
        """Every line of the meeting's two lists, whether or not it is switched on."""
        return (*self.opening, *self.ending)

    def line(self, line_id: str) -> Line:
        """Return the checklist line with this id; raise KeyError where there is none."""
        return {line.id: line for line in self.lines}[line_id]
