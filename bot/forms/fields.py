"""One field of a form: what it asks, what it takes, and what an answer to it means.

A field is declared once, by one of the functions below, which are named by what is filled in. Its
id stands in that one place: everywhere else the field itself is named. An answer travels as text (a
draft keeps it so, Slack and the web are read into it), and the field knows what the text means.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time
from enum import Enum, StrEnum
from typing import Any, Generic, NamedTuple, Self, TypedDict, TypeVar, Unpack

from bot.errors import FormError
from bot.people.people import SlackUserId
from bot.students import StudentId

T = TypeVar("T")

LONGEST_LINE, LONGEST_TEXT = 250, 3000
"""Characters; what Slack's own fields take."""

TICKED = "yes"
"""The one value of a box that stands alone."""

NOTHING = "none"
"""The value of the option that says nothing: the key None of the options."""

Words = str | tuple[str, str]
"""What is shown for an option, or that and what is said about it."""

Options = Mapping[T, Words] | Callable[[str], T]
"""The answers that a field offers; where they are known only when it is drawn, what the text of one
means: they are given then, with `offering`."""


class FieldKind(StrEnum):
    """What is filled in, and with which control."""

    LINE = "line"
    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    TIME = "time"
    MOMENT = "moment"
    CHOICE = "choice"
    RADIO = "radio"
    CHOICES = "choices"
    BOXES = "boxes"
    BOX = "box"
    STUDENT = "student"
    PERSON = "person"
    CHANNEL = "channel"
    FILES = "files"


ONE_OF = frozenset({FieldKind.CHOICE, FieldKind.RADIO})
ANY_OF = frozenset({FieldKind.CHOICES, FieldKind.BOXES})


class Option(NamedTuple):
    """One of the answers that a field offers."""

    value: str
    words: str
    about: str = ""


class Besides(TypedDict, total=False):
    """What a field of any kind can say besides its id and label."""

    hint: str
    said: str
    required: bool
    missing: str
    not_ahead: str
    prefilled: str
    placeholder: str
    live: bool


@dataclass(frozen=True, kw_only=True)
class Field(Generic[T]):
    """A field; `T` is what an answer to it is read as."""

    id: str
    label: str
    kind: FieldKind
    hint: str = ""
    said: str = ""
    """What is said aloud before the field is filled in."""
    required: bool = False
    missing: str = ""
    """The sentence that asks for an answer where there is none."""
    options: tuple[Option, ...] = ()
    least: int = 1
    most: int = 10
    longest: int = LONGEST_TEXT
    endings: tuple[str, ...] = ()
    """Of the files that it takes."""
    not_ahead: str = ""
    """The sentence that refuses a day to come; empty where such a day is fine."""
    placeholder: str = ""
    prefilled: str = ""
    """Which value of those a form is drawn from stands in it; empty where none does."""
    live: bool = False
    """Whether we hear of every choice at once, to draw what follows from it."""
    row: str = ""
    """Which of several this is, where a field is repeated."""
    shown: str = ""
    """What stands in it when it is drawn, as text."""
    means: Callable[[str], T] = field(compare=False)
    empty: T | None = field(default=None, compare=False)
    """What no answer means; None where an answer is missing then."""

    @property
    def key(self) -> str:
        """By what its answer, and the problem with it, are found."""
        return f"{self.id}:{self.row}" if self.row else self.id

    @property
    def values(self) -> frozenset[str]:
        return frozenset(option.value for option in self.options)

    def of(self, row: object) -> Self:
        """Repeat the field for one of several: a goal, a concern, a line of a table."""
        return replace(self, row=as_text(row))

    def labelled(self, label: str, *, hint: str | None = None) -> Self:
        return replace(self, label=label, hint=self.hint if hint is None else hint)

    def offering(self, options: Mapping[Any, Words]) -> Self:
        """Give the answers that there are to choose from now."""
        return replace(self, options=_options(options))

    def with_options(self, options: Iterable[Option]) -> Self:
        return replace(self, options=tuple(options))

    def showing(self, value: T | None) -> Self:
        """Fill in a value; None leaves the field empty, unless an option means it."""
        shown = _value_of(value)
        meant = shown in self.values and (value is not None or self.means(shown) is None)
        return replace(self, shown=shown if meant else as_text(value))

    def ticking(self, values: Iterable[object]) -> Self:
        """Choose several of the options."""
        return replace(self, shown=as_text(tuple(values)))

    def refused(self, problem: str) -> FormError:
        """Return the error that marks this field with a sentence."""
        return FormError({self.key: problem})


def line(name: str, label: str, **more: Unpack[Besides]) -> Field[str]:
    """Return a line of words; no answer is the empty text."""
    return _field(FieldKind.LINE, name, label, str.strip, longest=LONGEST_LINE, empty="", **more)


def text(name: str, label: str, **more: Unpack[Besides]) -> Field[str]:
    """Return several lines of words; no answer is the empty text."""
    return _field(FieldKind.TEXT, name, label, str.strip, empty="", **more)


def number(
    name: str, label: str, *, least: int = 1, most: int = 10, **more: Unpack[Besides]
) -> Field[int]:
    """Return a whole number within limits."""
    return _field(FieldKind.NUMBER, name, label, int, least=least, most=most, **more)


def day(name: str, label: str, **more: Unpack[Besides]) -> Field[date]:
    return _field(FieldKind.DATE, name, label, date.fromisoformat, **more)


def clock(name: str, label: str, **more: Unpack[Besides]) -> Field[time]:
    """Return a time of day, in the workspace's zone."""
    return _field(FieldKind.TIME, name, label, time.fromisoformat, **more)


def moment(name: str, label: str, **more: Unpack[Besides]) -> Field[datetime]:
    """Return a day and a time, asked in the reader's own zone and read in UTC."""
    return _field(FieldKind.MOMENT, name, label, datetime.fromisoformat, **more)


def choice(name: str, label: str, options: Options[T], **more: Unpack[Besides]) -> Field[T]:
    """Return one of a few or of many, from a list that opens."""
    return _field(FieldKind.CHOICE, name, label, *_offered(options), **more)


def radio(name: str, label: str, options: Options[T], **more: Unpack[Besides]) -> Field[T]:
    """Return one of a few, all in sight; at most ten."""
    return _field(FieldKind.RADIO, name, label, *_offered(options), **more)


def choices(
    name: str, label: str, options: Options[T], **more: Unpack[Besides]
) -> Field[tuple[T, ...]]:
    """Return any number of many, from a list that opens."""
    return replace(boxes(name, label, options, **more), kind=FieldKind.CHOICES)


def boxes(
    name: str, label: str, options: Options[T], **more: Unpack[Besides]
) -> Field[tuple[T, ...]]:
    """Return any number, each to be ticked; more than ten are drawn in groups of ten."""
    one, offered = _offered(options)

    def each(text: str) -> tuple[T, ...]:
        return tuple(map(one, text.split()))

    return _field(FieldKind.BOXES, name, label, each, offered, empty=(), **more)


def box(name: str, label: str, words: str, **more: Unpack[Besides]) -> Field[bool]:
    """Return one box that is ticked or not; `words` stand beside it."""
    ticked = (Option(TICKED, words),)
    return _field(
        FieldKind.BOX, name, label, lambda text: text == TICKED, ticked, empty=False, **more
    )


def student(name: str, label: str, **more: Unpack[Besides]) -> Field[StudentId]:
    """Return one of the caller's students, found by the beginning of a name."""
    return _field(FieldKind.STUDENT, name, label, lambda text: StudentId(int(text)), **more)


def person(name: str, label: str, **more: Unpack[Besides]) -> Field[SlackUserId]:
    return _field(FieldKind.PERSON, name, label, SlackUserId, **more)


def channel(name: str, label: str, **more: Unpack[Besides]) -> Field[str]:
    """Return a private channel; no answer is the empty text."""
    return _field(FieldKind.CHANNEL, name, label, str, empty="", **more)


def files(
    name: str, label: str, *, endings: tuple[str, ...], **more: Unpack[Besides]
) -> Field[tuple[str, ...]]:
    """Return a file dropped into the form, read as its id in Slack."""
    dropped = boxes(name, label, str, **more)
    return replace(dropped, kind=FieldKind.FILES, endings=endings, most=1)


def _field(
    kind: FieldKind,
    name: str,
    label: str,
    means: Callable[[str], T],
    options: tuple[Option, ...] = (),
    **more: Any,
) -> Field[T]:
    """Declare a field; one that says what is missing is required, unless it says otherwise."""
    more = {"required": "missing" in more, **more}
    return Field(id=name, label=label, kind=kind, means=means, options=options, **more)


def as_text(value: object) -> str:
    """Write a value as it travels: times in ISO, several joined by blanks, nothing as empty."""
    match value:
        case None | False:
            return ""
        case True:
            return TICKED
        case datetime():
            return value.astimezone(UTC).isoformat(timespec="minutes")
        case time():
            return f"{value:%H:%M}"
        case date():
            return value.isoformat()
        case tuple() | list():
            return " ".join(map(_value_of, value))
        case Enum() if not isinstance(value, str):
            return value.name
        case _:
            return str(value)


def _value_of(key: object) -> str:
    """Return what stands for a key of the options: never empty, though one is No or nothing."""
    match key:
        case None:
            return NOTHING
        case False:
            return "no"
        case _:
            return as_text(key)


def _options(options: Mapping[Any, Words]) -> tuple[Option, ...]:
    return tuple(
        Option(_value_of(key), *((words,) if isinstance(words, str) else words))
        for key, words in options.items()
    )


def _offered(options: Options[T]) -> tuple[Callable[[str], T], tuple[Option, ...]]:
    """Return what an answer to a field with these options means, and the options."""
    if callable(options):
        return options, ()
    return {_value_of(key): key for key in options}.__getitem__, _options(options)
