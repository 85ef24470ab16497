"""A student's whole record as a system reads it: every table by name, in a versioned format."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from bot.content import Content
from bot.people.people import PersonId
from bot.records.access import DaysAccess
from bot.records.changes import with_names
from bot.requests.request_forms import RequestAbout
from bot.requests.requests import FilledForm
from bot.students import Student

FORMAT, VERSION = "preiep-student-record", 1

NOT_EXPORTED: Mapping[str, str] = {
    "drafts": "What somebody has typed and not sent yet is a note of their own: nobody else can "
    "open it in Preiep, and what was sent stands whole under what it became.",
    "holds": "That nobody may destroy the record, and why: it says nothing of the student, and is "
    "between the district and its counsel.",
    "outbox": "When which message went to whom in Slack: it holds no word about the student.",
    "messages": "Where those messages stand in Slack: it holds no word about the student.",
    "sent_files": "Which files were sent in Slack: they are papers of what stands here whole.",
    "confirmations": "What admins were asked to confirm, mostly of several students at once: what "
    "came of it for this one stands in the access record.",
}
"""The tables that may hold something of a student and are left out, each with the reason."""

ACCESS = ("audit", "disclosures")
"""The tables that say who saw, changed or was shown the record, when and why."""

_SLACK_ID = re.compile(r"\b[UW][A-Z0-9]{2,}\b")

KeptRow = Mapping[str, Any]
"""A row of a table by its fields, in plain values."""


@dataclass(frozen=True, kw_only=True)
class Named:
    """A colleague as an export names them: never by a number or a Slack id."""

    name: str
    role: str
    """Their part for the student, or in the workspace; empty where nothing is known."""

    def __str__(self) -> str:
        return f"{self.name} ({self.role})" if self.role else self.name


@dataclass(frozen=True)
class PersonInRow:
    """Stands in a row for somebody on record, who is named when it is written out."""

    number: PersonId


@dataclass(frozen=True, kw_only=True)
class Names:
    """Names everybody on record in an export."""

    people: Mapping[PersonId, Named]
    by_slack: Mapping[str, str]
    """The names of those in Slack, by id."""

    def of(self, person: PersonId) -> Named:
        return self.people.get(person, Named(name="somebody", role=""))

    @cached_property
    def _told(self) -> dict[PersonId, str]:
        return {number: str(one) for number, one in self.people.items()}

    def within(self, words: str) -> str:
        """Return words with names where they hold the number or the Slack id of somebody."""
        named = with_names(words, self._told) if "⟨" in words else words
        return _SLACK_ID.sub(lambda found: self.by_slack.get(found[0], found[0]), named)


@dataclass(frozen=True, kw_only=True)
class WholeRecord:
    """Everything that is kept of one student, for a person to read."""

    student: Student
    tables: Mapping[str, Sequence[KeptRow]]
    """The rows of each table, without the access record."""
    access: Sequence[DaysAccess]
    names: Names
    content: Content
    rules: Mapping[str, str]
    """The words of each obligation, by its id."""
    zone: ZoneInfo
    made_at: datetime
    keeps_apart: bool = False
    """Whether how to reach one parent is not for every other: two households, or a parent who
    wants it so."""


@dataclass(frozen=True, kw_only=True)
class FormVersion:
    """One version of a form that came in."""

    about: RequestAbout
    respondent: str
    filled: FilledForm
    version: int
    """Counted from 1, the first that came in."""
    versions: int

    @property
    def file_name(self) -> str:
        """Name the kind and numbers alone: nobody."""
        request = self.about.request
        kind = request.form.words.replace(" ", "-")
        return f"{request.id}-{kind}-version-{self.version}.pdf"


def beginning(student: Mapping[str, str], *, made_at: datetime) -> dict[str, Any]:
    """Return what stands before the tables: the format, whom it is about, what is left out."""
    return {
        "format": FORMAT,
        "version": VERSION,
        "made_at": made_at.isoformat(),
        "student": student,
        "access_record": ACCESS,
        "not_exported": NOT_EXPORTED,
    }


def written(
    begins: Mapping[str, Any], tables: Iterator[tuple[str, Iterator[KeptRow]]], names: Names
) -> Iterator[str]:
    """Yield the export as JSON, row by row, so that no whole table stands in memory."""
    yield json.dumps(begins, ensure_ascii=False, indent=1).removesuffix("\n}")
    yield ',\n "tables": {'
    between = ""
    for name, found in tables:
        yield f'{between}\n  "{name}": ['
        comma = ""
        for row in found:
            told = json.dumps(plain(row, names), ensure_ascii=False)
            yield f"{comma}\n   {told}"
            comma = ","
        yield "]"
        between = ","
    yield "\n }\n}\n"


def plain(value: Any, names: Names) -> Any:
    """Return a value as JSON knows it; moments and days as ISO 8601 writes them."""
    match value:
        case Mapping():
            return {str(key): plain(one, names) for key, one in value.items()}
        case list() | tuple():
            return [plain(one, names) for one in value]
        case PersonInRow():
            return vars(names.of(value.number))
        case datetime() | date() | time():
            return value.isoformat()
        case str():
            return names.within(str(value))
        case _:
            return value
