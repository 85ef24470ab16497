"""The rows of a district's three files: its caseloads, its people, its closures."""

import csv
import io
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any, Generic, TypeVar

from bot.imports.import_cells import (
    a_channel,
    a_date,
    a_grade,
    a_kind,
    a_mode,
    a_role,
    a_time,
    yes_or_no,
)
from bot.imports.splitting import (
    CASELOAD,
    CLOSURES,
    PEOPLE,
    Finding,
    Headers,
    TableLine,
    read_lines,
)
from bot.meetings.meetings import Kind, Mode
from bot.people.people import PersonReference, Role, TeamEntry, person_reference, team_entries

LONGEST_CLOSURE = timedelta(days=120)
"""A range that is longer than a summer is a slip of the pen."""


@dataclass(frozen=True, kw_only=True)
class CaseloadRow:
    """One student as a file describes them; None is a blank, which changes nothing."""

    line: int
    number: str
    """The district's student id."""
    first_name: str | None = None
    last_name: str | None = None
    grade: str | None = None
    school: str | None = None
    home_language: str | None = None
    interpreter: bool | None = None
    case_manager: PersonReference | None = None
    annual_due: date | None = None
    triennial_due: date | None = None
    meeting_date: date | None = None
    meeting_time: time | None = None
    meeting_kind: Kind | None = None
    meeting_mode: Mode | None = None
    team: tuple[TeamEntry, ...] | None = None

    @property
    def called(self) -> str:
        """Return how the row calls the student; it names them, so it goes in modals alone."""
        return f"{self.first_name or ''} {self.last_name or ''}".strip() or self.number

    def said(self) -> dict[str, str]:
        """Tell what the row says, column by column, with one spelling for each meaning."""
        columns = {column: getattr(self, column) for column in CASELOAD if column != "student_id"}
        return {column: _spelled(value) for column, value in columns.items() if value is not None}


@dataclass(frozen=True, kw_only=True)
class PeopleRow:
    """What somebody is in the workspace; None is a blank, which changes nothing."""

    line: int
    person: PersonReference
    role: Role | None = None
    school: str | None = None
    channel: str | None = None

    @property
    def names_the_offices(self) -> bool:
        """Tell whether its channel is the whole office's, where that has none yet."""
        return self.role is Role.OFFICE and bool(self.channel)


@dataclass(frozen=True, kw_only=True)
class ClosureRow:
    """Days on which no school is held; `last` is one of them."""

    line: int
    first: date
    last: date
    name: str


def as_file(rows: Iterable[CaseloadRow]) -> str:
    """Write rows as a file that says the same again."""
    columns = ["student_id", *(column for column in CASELOAD if column != "student_id")]
    written = io.StringIO()
    file = csv.DictWriter(written, columns, restval="", lineterminator="\n")
    file.writeheader()
    file.writerows({"student_id": row.number, **row.said()} for row in rows)
    return written.getvalue()


Row = TypeVar("Row", CaseloadRow, PeopleRow, ClosureRow)


@dataclass(frozen=True, kw_only=True)
class File(Generic[Row]):
    """What could be read of a file, and what is to be said about the rest."""

    rows: tuple[Row, ...]
    findings: tuple[Finding, ...]


def read_caseload(text: str) -> File[CaseloadRow]:
    """Read the students, in the order of the file; a student id that comes again is a bad row."""
    rows, findings = _read(text, CASELOAD, _caseload_row, needed="student_id")
    first_at: dict[str, int] = {}
    kept = []
    for row in rows:
        if first_at.setdefault(row.number, row.line) == row.line:
            kept.append(row)
        else:
            sentence = f"This student_id is already on line {first_at[row.number]}."
            findings.append(Finding(line=row.line, sentence=sentence, number=row.number))
    return _file(kept, findings)


def read_people(text: str) -> File[PeopleRow]:
    return _file(*_read(text, PEOPLE, _people_row, needed="person"))


def read_closures(text: str) -> File[ClosureRow]:
    return _file(*_read(text, CLOSURES, _closure_row, needed="date"))


def _file(rows: Iterable[Row], findings: Iterable[Finding]) -> File[Row]:
    return File(rows=tuple(rows), findings=tuple(sorted(findings, key=lambda one: one.line)))


def _read(
    text: str, headers: Headers, read: Callable[[TableLine], Row], *, needed: str
) -> tuple[list[Row], list[Finding]]:
    """Read each line that has something in the column `needed`; say what is wrong with others."""
    lines, findings = read_lines(text, headers, needed=needed)
    rows = []
    for line in lines:
        try:
            rows.append(read(line))
        except ValueError as error:
            number = line.cells.get("student_id", "")
            findings.append(Finding(line=line.number, sentence=str(error), number=number))
    return rows, findings


def _caseload_row(line: TableLine) -> CaseloadRow:
    cells = {column: cell for column, cell in line.cells.items() if column != "student_id"}
    return CaseloadRow(
        line=line.number, number=line.cells["student_id"], **_values(cells, _CASELOAD_READERS)
    )


def _people_row(line: TableLine) -> PeopleRow:
    return PeopleRow(line=line.number, **_values(line.cells, _PEOPLE_READERS))


def _closure_row(line: TableLine) -> ClosureRow:
    values = _values(line.cells, _CLOSURE_READERS)
    first, last = values["date"], values.get("until") or values["date"]
    if last < first:
        raise ValueError("until: it comes before the date.")
    if last - first > LONGEST_CLOSURE:
        raise ValueError("until: it comes more than four months after the date.")
    return ClosureRow(line=line.number, first=first, last=last, name=values.get("name", "Closure"))


def _values(
    cells: Mapping[str, str], readers: Mapping[str, Callable[[str], object]]
) -> dict[str, Any]:
    """Read the meaning of each cell; ValueError with a sentence for each that has none."""
    values: dict[str, Any] = {}
    problems = []
    for column, cell in cells.items():
        try:
            values[column] = readers[column](cell)
        except ValueError as error:
            problems.append(f"{column}: {error}.")
    if problems:
        raise ValueError(" ".join(problems))
    return values


def _somebody_in_slack(text: str) -> PersonReference:
    person = person_reference(text)
    if person.outside_slack:
        raise ValueError("please name somebody in Slack by their e-mail or their Slack user id")
    return person


_CASELOAD_READERS: Mapping[str, Callable[[str], object]] = {
    "first_name": str,
    "last_name": str,
    "grade": a_grade,
    "school": str,
    "home_language": str,
    "interpreter": yes_or_no,
    "case_manager": _somebody_in_slack,
    "annual_due": a_date,
    "triennial_due": a_date,
    "meeting_date": a_date,
    "meeting_time": a_time,
    "meeting_kind": a_kind,
    "meeting_mode": a_mode,
    "team": lambda text: tuple(team_entries(text)),
}
_PEOPLE_READERS: Mapping[str, Callable[[str], object]] = {
    "person": _somebody_in_slack,
    "role": a_role,
    "school": str,
    "channel": a_channel,
}
_CLOSURE_READERS: Mapping[str, Callable[[str], object]] = {
    "date": a_date,
    "until": a_date,
    "name": str,
}


def _spelled(value: object) -> str:
    match value:
        case date() | time():
            return value.isoformat()
        case bool():
            return "yes" if value else "no"
        case PersonReference():
            return _spelled_person(value)
        case tuple():
            return ";".join(sorted({_spelled_entry(entry) for entry in value}))
        case _:
            return str(value)


def _spelled_person(person: PersonReference) -> str:
    if person.outside_slack:
        return f"{person.name} <{person.email}>"
    return person.slack_id or person.email or ""


def _spelled_entry(entry: TeamEntry) -> str:
    role = f"{entry.role}/{entry.service}" if entry.service else str(entry.role)
    return f"{role}:{_spelled_person(entry.person)}"
