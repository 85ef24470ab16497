"""An import as a whole: closures first, then people, then the caseloads that need both."""

import contextlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from bot.errors import CaseworkError, StorageAwayError
from bot.imports.import_rows import (
    CaseloadRow,
    ClosureRow,
    PeopleRow,
    read_caseload,
    read_closures,
    read_people,
)
from bot.imports.import_tables import Finding
from bot.people.people import Person
from casework.imports.import_people import Directory, keep_person
from casework.imports.import_students import Counted, Intake
from storage import Scope

_COUNTED = {
    "student added": "students added",
    "student changed": "students changed",
    "team changed": "teams changed",
    "meeting added": "meetings added",
    "past meeting added as held": "past meetings added as held",
    "meeting moved": "meetings moved",
    "meeting changed": "meetings changed",
    "person added": "people added",
    "person changed": "people changed",
    "closure added": "closures added",
    "row with problems": "rows with problems",
    "warning": "warnings",
}
"""What a summary counts, in this order: one of it, and several."""

_ORDER = ("closures", "people", "caseload")


@dataclass(frozen=True, kw_only=True)
class Files:
    """The text of each file; None where it was not given."""

    caseload: str | None = None
    people: str | None = None
    closures: str | None = None

    @property
    def nothing(self) -> bool:
        return self.caseload is None and self.people is None and self.closures is None


@dataclass(frozen=True, kw_only=True)
class RowTaken:
    """What became of one good row of a caseload; it names a student, so it goes in modals alone."""

    line: int
    who: str
    is_new: bool
    changes: Counter[str]
    columns: frozenset[str]

    @property
    def words(self) -> str:
        """What was changed, column by column; empty of a student who is new."""
        if self.is_new or not self.changes:
            return ""
        return ", ".join(sorted(column.replace("_", " ") for column in self.columns))


@dataclass(kw_only=True)
class Report:
    """What an import changed, and what is to be said about which line of which file."""

    counts: Counter[str] = field(default_factory=Counter)
    findings: list[tuple[str, Finding]] = field(default_factory=list)
    rows: list[RowTaken] = field(default_factory=list)
    """The good rows of a caseload."""
    left: int = 0
    """Rows of a caseload at which nobody had the time to look."""

    @property
    def bad(self) -> int:
        return sum(finding.bad for _, finding in self.findings)

    @property
    def summary(self) -> str:
        counts = self.counts + Counter(
            "row with problems" if finding.bad else "warning" for _, finding in self.findings
        )
        parts = [
            f"{counts[one]} {one if counts[one] == 1 else several}"
            for one, several in _COUNTED.items()
            if counts[one]
        ]
        if not +self.counts:
            parts.insert(0, "nothing changed")
        told = ", ".join(parts)
        return f"{told[0].upper()}{told[1:]}."


def _row_taken(row: CaseloadRow, taken: Counted) -> RowTaken:
    return RowTaken(
        line=row.line,
        who=f"{row.first_name or ''} {row.last_name or ''}".strip() or row.number,
        is_new=taken.changes["student added"] > 0,
        changes=+taken.changes,
        columns=taken.columns,
    )


def _always() -> bool:
    return True


class _Undone(Exception):  # noqa: N818 - no error, but how a scope is left without keeping
    pass


@dataclass(frozen=True, kw_only=True)
class Import:
    """Takes files in.

    Each row is a transaction of its own: a live assistant never waits for the whole file, good
    rows stay beside bad ones, and after a crash the same command goes on where it ended.
    """

    scope: Callable[[], contextlib.AbstractContextManager[Scope]]
    """Opens the caseloads that the rows may reach: all of them, or one person's."""
    own: Person | None = None
    """The case manager whose own students alone may be brought in."""
    goes_on: Callable[[], bool] = _always
    """Asked before each row of a caseload, once one has changed something."""

    def kept(self, files: Files) -> Report:
        return _Run(self.scope, self.own, self.goes_on).take(files)

    def tried(self, files: Files) -> Report:
        """The same in one transaction that is undone."""
        report = Report()
        with contextlib.suppress(_Undone), self.scope() as scope:
            report = _Run(lambda: contextlib.nullcontext(scope), self.own).take(files)
            raise _Undone
        return report


class _Run:
    def __init__(
        self,
        scope: Callable[[], contextlib.AbstractContextManager[Scope]],
        own: Person | None,
        goes_on: Callable[[], bool] = _always,
    ) -> None:
        self._scope = scope
        self._own = own
        self._goes_on = goes_on
        self._report = Report()
        self._directory: Directory | None = None
        self._aliases: set[str] | None = None
        self._closed: frozenset[date] = frozenset()
        """Days that this import closed; in a dry run no calendar knows of them yet."""

    def take(self, files: Files) -> Report:
        if files.closures is not None:
            closures = read_closures(files.closures)
            self._say("closures", closures.findings)
            self._take_closures(closures.rows)
        if files.people is not None:
            people = read_people(files.people)
            self._say("people", people.findings)
            self._take_people(people.rows)
        if files.caseload is not None:
            caseload = read_caseload(files.caseload)
            self._say("caseload", caseload.findings)
            self._take_caseload(caseload.rows)
        self._report.findings.sort(key=lambda found: (_ORDER.index(found[0]), found[1].line))
        return self._report

    def _take_closures(self, rows: tuple[ClosureRow, ...]) -> None:
        days = {day: row.name for row in rows for day in row.days() if day.weekday() < 5}
        with self._scope() as scope:
            known = {day for day, _ in scope.settings.closures()}
            new = {day: name for day, name in days.items() if day not in known}
            if new:
                self._report.counts["closure added"] = scope.settings.add_closures(new.items())
            if rows and not scope.calendar.confirmed:
                scope.settings.confirm_calendar()
            self._closed = frozenset(new)

    def _take_people(self, rows: tuple[PeopleRow, ...]) -> None:
        for row in rows:
            with self._row("people", row.line) as (scope, directory):
                changed, left = keep_person(scope, directory, row)
                if changed and not directory.added:
                    self._report.counts["person changed"] += 1
                if left:
                    self._warn("people", row.line, left)

    def _take_caseload(self, rows: tuple[CaseloadRow, ...]) -> None:
        for number, row in enumerate(rows):
            # Each time something is taken in, so that whoever begins again comes to an end.
            if +self._report.counts and not self._goes_on():
                self._report.left = len(rows) - number
                return
            with self._row("caseload", row.line, row.number) as (scope, directory):
                closures = scope.calendar.closures | self._closed
                if self._aliases is None:
                    self._aliases = scope.students.aliases_taken()
                taken = Intake(
                    scope=scope,
                    directory=directory,
                    calendar=replace(scope.calendar, closures=closures),
                    aliases=self._aliases,
                    own=self._own,
                ).take(row)
                self._report.rows.append(_row_taken(row, taken))
                self._report.counts += taken.changes
                for warning in taken.warnings:
                    self._warn("caseload", row.line, warning, row.number)

    @contextlib.contextmanager
    def _row(self, file: str, line: int, number: str = "") -> Iterator[tuple[Scope, Directory]]:
        """A row's own transaction; what makes it a bad one is told, and the next one is taken."""
        try:
            with self._scope() as scope:
                if self._directory is None:
                    self._directory = Directory(scope.people.all())
                yield scope, self._directory
            self._report.counts["person added"] += self._directory.added
            self._directory.added = 0
        except StorageAwayError:
            raise
        except CaseworkError as error:
            self._directory = None  # whom the row added went with it
            finding = Finding(line=line, sentence=str(error), number=number)
            self._report.findings.append((file, finding))

    def _say(self, file: str, findings: Iterable[Finding]) -> None:
        self._report.findings += [(file, finding) for finding in findings]

    def _warn(self, file: str, line: int, sentence: str, number: str = "") -> None:
        finding = Finding(line=line, sentence=sentence, number=number, bad=False)
        self._report.findings.append((file, finding))
