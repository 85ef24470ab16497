"""What a modal or a button carries along: ids, each put in and got out under its own type.

It reaches the client, so a tag carries an id, a date or a count, and never what somebody typed.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from bot.forms.drafts import DraftKey
from bot.forms.fields import as_text
from bot.meetings.meetings import MeetingId
from bot.people.confirmations import ConfirmationId
from bot.people.people import PersonId
from bot.students import StudentId

T = TypeVar("T")


@dataclass(frozen=True)
class Tag(Generic[T]):
    """A name under which something travels, and how its text is read again."""

    name: str
    means: Callable[[str], T]

    def of(self, value: T | None) -> tuple[str, str]:
        """Return the value under its name; None is carried as nothing."""
        return self.name, as_text(value)

    def in_(self, carried: str) -> T:
        """Return what was put in; for a value that travels alone, the text itself."""
        return self.means(_carried(self.name, carried))

    def maybe_in(self, carried: str) -> T | None:
        """Return the same, where nothing may have been put in."""
        text = _carried(self.name, carried)
        return self.means(text) if text else None


def packed(*carried: tuple[str, str]) -> str:
    """Return several tags as one text, for a button's value or a modal's metadata."""
    return json.dumps(dict(carried), ensure_ascii=False)


def _carried(name: str, text: str) -> str:
    if not text.startswith("{"):
        return text
    value = json.loads(text).get(name)
    return "" if value is None else str(value)


STUDENT = Tag("student", lambda text: StudentId(int(text)))
MEETING = Tag("meeting", lambda text: MeetingId(int(text)))
PERSON = Tag("person", lambda text: PersonId(int(text)))
CONFIRMATION = Tag("confirmation", lambda text: ConfirmationId(int(text)))
DRAFT = Tag("draft", DraftKey)
LINE = Tag("line", str)
"""A line of a meeting's checklist."""
DAY = Tag("day", date.fromisoformat)
PAGE = Tag("page", int)
STAMP = Tag("stamp", str)
"""What a form was drawn from, in short: whether it still is so is seen when it comes back."""
