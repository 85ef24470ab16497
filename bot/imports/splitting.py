"""Split a file or a paste into lines and cells by column, whatever order and spelling it uses."""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

Headers = Mapping[str, Sequence[str]]
"""Our name of a column, and how else districts spell it; where two stand in one file, the
earlier spelling is read."""

CASELOAD: Headers = {
    "student_id": (
        "student id",
        "student id number",
        "student number",
        "district student id",
        "district id",
        "local student id",
        "local id",
        "sis id",
        "perm id",
        "ssid",
        "state student id",
        "seis id",
    ),
    "first_name": ("first name", "student first name", "legal first name", "first", "given name"),
    "last_name": (
        "last name",
        "student last name",
        "legal last name",
        "last",
        "surname",
        "family name",
    ),
    "grade": ("grade", "grade level", "grade code", "student grade"),
    "school": ("school", "school of attendance", "school name", "attending school", "site"),
    "home_language": (
        "home language",
        "native language",
        "primary language",
        "home primary language",
        "parent language",
        "language",
    ),
    "interpreter": (
        "interpreter",
        "interpreter needed",
        "interpreter required",
        "needs interpreter",
    ),
    "case_manager": (
        "case manager email",
        "case manager e mail",
        "case manager slack id",
        "case carrier email",
        "case manager",
        "case carrier",
    ),
    "annual_due": (
        "annual due",
        "annual due date",
        "date of next annual plan review",
        "next annual plan review",
        "next annual plan review date",
        "projected next annual plan review date",
        "date of next annual",
        "next annual review",
        "next annual",
        "next annual iep",
        "annual review due",
        "annual iep due",
    ),
    "triennial_due": (
        "triennial due",
        "triennial due date",
        "date of next reevaluation",
        "next reevaluation",
        "next reevaluation date",
        "projected next reevaluation date",
        "date of next eligibility evaluation",
        "next eligibility evaluation",
        "date of next triennial",
        "next triennial",
        "next triennial date",
    ),
    "meeting_date": (
        "meeting date",
        "iep meeting date",
        "date of meeting",
        "next meeting date",
        "date of iep meeting date on future iep forms",
        "date of iep",
        "iep date",
    ),
    "meeting_time": ("meeting time", "iep meeting time", "time of meeting", "start time", "time"),
    "meeting_kind": (
        "meeting kind",
        "meeting type",
        "type of meeting",
        "iep meeting type",
        "iep type",
        "meeting purpose",
        "purpose of meeting",
    ),
    "meeting_mode": ("meeting mode", "mode", "meeting format", "format"),
    "team": ("team", "iep team", "team members"),
}

PEOPLE: Headers = {
    "person": ("person", "email", "e mail", "slack id", "slack user id"),
    "role": ("role", "roles"),
    "school": ("school", "schools", "site"),
    "channel": ("channel", "channel id", "slack channel"),
}

CLOSURES: Headers = {
    "date": ("date", "first day", "from", "start", "start date", "begins"),
    "until": ("until", "last day", "to", "end", "end date", "through", "ends"),
    "name": ("name", "closure", "holiday", "event", "description", "reason"),
}


@dataclass(frozen=True, kw_only=True)
class Finding:
    """What is to be said about one line of a file."""

    line: int
    sentence: str
    number: str = ""
    """The student id in that line, where it has one; never a name."""
    bad: bool = True
    """Whether the row stays out; otherwise it went in, and this is a warning."""


@dataclass(frozen=True, kw_only=True)
class TableLine:
    """One row of a file, under our names of the columns."""

    number: int
    """Where it begins in the file; the header is on line 1."""
    cells: Mapping[str, str]
    """Only what is not blank."""


def text_of(content: bytes) -> str:
    """Read a file as spreadsheets write it: UTF-8, with or without a mark, or Windows'."""
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("latin-1")


def read_lines(
    text: str, headers: Headers, *, needed: str
) -> tuple[list[TableLine], list[Finding]]:
    """Read the rows that have something in the column `needed`, and what is wrong with others."""
    rows = _rows(text.removeprefix("\ufeff"))
    header_at, header = next(((at, row) for at, row in rows if _is_written(row)), (1, []))
    places = _places(header, headers)
    if needed not in places:
        sentence = f"The header row has no column {needed}, so nothing was read."
        return [], [Finding(line=header_at, sentence=sentence)]
    lines: list[TableLine] = []
    findings: list[Finding] = []
    for at, row in rows:
        if isinstance(row, str):
            findings.append(Finding(line=at, sentence=row))
        elif any(cell.strip() for cell in row[len(header) :]):
            sentence = "This row has more cells than the header. Is a comma not quoted?"
            findings.append(Finding(line=at, sentence=sentence))
        elif _is_written(row):
            cells = _cells(row, places)
            if needed in cells:
                lines.append(TableLine(number=at, cells=cells))
            else:
                findings.append(Finding(line=at, sentence=f"The {needed} is missing."))
    return lines, findings


def _rows(text: str) -> Iterator[tuple[int, list[str] | str]]:
    """Yield each row with the line it begins on; a sentence where it cannot be read."""
    first_line = text.lstrip().partition("\n")[0]
    delimiter = "\t" if "\t" in first_line and "," not in first_line else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    while True:
        begins_at = reader.line_num + 1
        try:
            yield begins_at, next(reader)
        except StopIteration:
            return
        except csv.Error:
            sentence = (
                "The quotation marks in this row do not match, so neither it nor what "
                f"follows, up to line {reader.line_num}, was read."
            )
            yield begins_at, sentence


def _is_written(row: list[str] | str) -> bool:
    return isinstance(row, str) or any(cell.strip() for cell in row)


def _places(header: list[str] | str, headers: Headers) -> dict[str, int]:
    if isinstance(header, str):
        return {}
    at: dict[str, int] = {}
    for place, cell in enumerate(header):
        at.setdefault(plain(cell), place)
    return {
        column: next(at[spelling] for spelling in spellings if spelling in at)
        for column, spellings in headers.items()
        if any(spelling in at for spelling in spellings)
    }


def _cells(row: list[str], places: Mapping[str, int]) -> dict[str, str]:
    written = {
        column: " ".join(row[place].split()) for column, place in places.items() if place < len(row)
    }
    return {column: cell for column, cell in written.items() if cell}


def plain(words: str) -> str:
    """Return words without capitals and punctuation, by which two spellings can be compared."""
    return " ".join(re.findall(r"[a-z0-9]+", words.lower()))
