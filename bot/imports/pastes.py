"""A caseload pasted in parts: the parts become one text, and never more than can be looked at."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.errors import CaseworkError
from bot.imports.import_rows import CaseloadRow
from bot.people.people import Person

MOST_ROWS = 60
"""Rows in one paste, which is a large caseload: they are tried within the three seconds for which
Slack waits, and looked over by eye."""

TOO_MANY = (
    f"That is more than {MOST_ROWS} rows. Please paste fewer at a time; a whole district is "
    "imported by whoever runs Preiep."
)

Parts = Mapping[str, str]
"""By the part's number; a part that is sent again takes its own place."""


@dataclass(frozen=True, kw_only=True)
class RowWords:
    """What is to be said of one row; in a modal, so a name may stand."""

    number: int
    who: str
    words: str


@dataclass(frozen=True, kw_only=True)
class PasteOutcome:
    """What a paste changes, or has changed."""

    added: Sequence[RowWords] = ()
    changed: Sequence[RowWords] = ()
    unchanged: int = 0
    bad: Sequence[RowWords] = ()
    warnings: Sequence[RowWords] = ()
    waiting: Sequence[RowWords] = ()
    """Rows that give whoever pasted them a student, or a part on a team; another admin confirms."""
    left: int = 0
    """Rows at which nobody had the time to look."""

    @property
    def changes(self) -> bool:
        return bool(self.added or self.changed or self.waiting)


def joined(parts: Parts) -> str:
    """Put the parts together in the order of their numbers, each beginning a new line."""
    texts = [parts[number] for number in sorted(parts, key=int)]
    return "\n".join(text.strip("\r\n") for text in texts if text.strip())


def refuse_too_many(rows: Iterable[CaseloadRow]) -> None:
    if len(list(rows)) > MOST_ROWS:
        raise CaseworkError(TOO_MANY)


def is_own(row: CaseloadRow, own: Person) -> bool:
    """Tell whether a row is one of a case manager's own: it names them, or nobody."""
    named = row.case_manager
    if named is None:
        return True
    if named.slack_id:
        return named.slack_id == own.slack_id
    return (named.email or "").casefold() == (own.email or "-").casefold()
