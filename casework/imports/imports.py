"""An import as a whole: closures first, then people, then the caseloads that need both."""

import contextlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from bot.errors import CaseworkError, StorageAwayError
from bot.imports.import_rows import (
    CaseloadRow,
    PeopleRow,
    as_file,
    read_caseload,
    read_people,
)
from bot.imports.splitting import Finding
from bot.people.confirmations import Gift
from bot.people.people import Person, PersonId, PersonReference
from bot.students import StudentId
from casework.imports.import_batches import Batches, Opens
from casework.imports.import_people import PeopleOnRecord, take_person
from casework.imports.import_students import Known, RowOutcome, take_student
from casework.people.admin_acts import tell_of_caseload
from casework.people.confirmations import ask_for_students, somebody_can_confirm
from casework.records.hand_overs import tell_of_hand_over
from casework.settings.closures import look_through_list, take_in_list
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

NOBODY_CONFIRMS = (
    "This row gives you a student, or a part on a team. Nobody does that for themself, and there "
    "is no other admin who could confirm it. Whoever runs Preiep can do it there: "
    "python app.py import FILE.csv."
)

_ORDER = ("closures", "people", "caseload")


GoesOn = Callable[[], bool]

Between = Callable[[int, int], None]
"""Called between two batches, with how many rows are done and how many there are."""


def _always() -> bool:
    return True


def _at_once(_done: int, _rows: int) -> None:
    """Go on without a pause."""


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
        """Return what was changed, column by column; empty of a student who is new."""
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
    waiting: list[tuple[CaseloadRow, Gift]] = field(default_factory=list)
    """The rows that wait for another admin, and what they give whoever brings them in."""

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


def take_in(
    files: Files,
    opens: Opens,
    *,
    own: Person | None = None,
    goes_on: GoesOn = _always,
    between: Between = _at_once,
) -> Report:
    """Take files in, and say what that changed.

    Rows are taken a few at a time, good ones beside bad ones: a live assistant never waits for the
    whole file, and after a crash the same command goes on where it ended.

    `opens` reaches the caseloads that the rows may: all of them, or one person's `own`. `goes_on`
    is asked before each row of a caseload, once one has changed something.
    """
    return _Run(opens, own, keeps=True, goes_on=goes_on, between=between).take(files)


def try_out(
    files: Files, opens: Opens, *, own: Person | None = None, between: Between = _at_once
) -> Report:
    """Say what files would change: take them in, and undo each batch at its end."""
    return _Run(opens, own, keeps=False, between=between).take(files)


class _Run:
    def __init__(
        self,
        opens: Opens,
        own: Person | None,
        *,
        keeps: bool,
        between: Between,
        goes_on: GoesOn = _always,
    ) -> None:
        self._batches = Batches(opens, keeps=keeps, at_end=self._tell_of_hand_overs)
        self._keeps = keeps
        self._own = own
        self._goes_on = goes_on
        self._between = between
        self._report = Report()
        self._known: Known | None = None
        self._new_people: set[PersonReference] = set()
        self._aliases: set[str] | None = None
        self._closed: frozenset[date] = frozenset()
        self._moved: dict[tuple[PersonId | None, PersonId], list[StudentId]] = {}

    def take(self, files: Files) -> Report:
        with self._batches:
            if files.closures is not None:
                self._take_closures(files.closures)
            if files.people is not None:
                people = read_people(files.people)
                self._say("people", people.findings)
                self._take_people(people.rows)
            if files.caseload is not None:
                caseload = read_caseload(files.caseload)
                self._say("caseload", caseload.findings)
                self._take_caseload(caseload.rows)
                self._batches.end()
                self._ask_for_the_others()
        self._report.counts["person added"] = len(self._new_people)
        self._report.findings.sort(key=lambda found: (_ORDER.index(found[0]), found[1].line))
        self._report.rows.sort(key=lambda row: row.line)
        return self._report

    def _take_closures(self, text: str) -> None:
        with self._batches.row() as scope:
            listed = look_through_list(scope, text)
            self._say("closures", listed.findings)
            if not listed.new and not listed.known:
                return
            if added := take_in_list(scope, text):
                self._report.counts["closure added"] = added
            self._closed = frozenset(day for day, _ in listed.new)
        self._batches.end()

    def _take_people(self, rows: tuple[PeopleRow, ...]) -> None:
        for number, row in enumerate(rows, start=1):
            with self._row("people", row.line) as (scope, known):
                changed, left = take_person(scope, known.people, row)
                if changed and row.person not in known.people.added - self._new_people:
                    self._report.counts["person changed"] += 1
                if left:
                    self._warn("people", row.line, left)
            # A scope knows the settings as they stood when it was opened.
            self._end_where_full(number, len(rows), at_once=row.names_the_offices)

    def _take_caseload(self, rows: tuple[CaseloadRow, ...]) -> None:
        # Case manager by case manager: whoever gets students hears of a batch of them at a time.
        in_order = sorted(rows, key=lambda row: str(row.case_manager))
        for number, row in enumerate(in_order):
            # Each time something is taken in, so that whoever begins again comes to an end.
            if +self._report.counts and not self._goes_on():
                self._report.left = len(rows) - number
                return
            with self._row("caseload", row.line, row.number) as (scope, known):
                outcome = take_student(scope, row, known)
                self._report_row(row, outcome)
            self._end_where_full(number + 1, len(rows))

    def _report_row(self, row: CaseloadRow, outcome: RowOutcome) -> None:
        if outcome.gift is not None:
            self._report.waiting.append((row, outcome.gift))
            return
        self._report.rows.append(_row_taken(row, outcome))
        self._report.counts += outcome.changes
        for warning in outcome.warnings:
            self._warn("caseload", row.line, warning, row.number)

    def _end_where_full(self, done: int, rows: int, *, at_once: bool = False) -> None:
        if at_once or self._batches.is_full:
            self._batches.end()
            if not self._keeps:
                self._known = None  # whom its rows added went with the batch
            self._between(done, rows)

    def _tell_of_hand_overs(self, scope: Scope) -> None:
        """Tell everybody whose students others have now, or had before, however many rows say so.

        It is kept with those rows. What an admin does is told to the other admins as well.
        """
        came: dict[PersonId, list[StudentId]] = {}
        for (whose, person), students in self._moved.items():
            is_own = person == scope.by and whose in (None, person)
            if whose not in (None, person):
                came.setdefault(person, []).extend(students)
            elif scope.by is None or self._own is not None or is_own:
                continue
            tell_of_caseload(scope, whose, person, students)
        for person, students in came.items():
            to = scope.people.get(person)
            if to.slack_id and to.id != scope.by:
                tell_of_hand_over(scope, students, to)
        self._moved.clear()

    def _ask_for_the_others(self) -> None:
        """Ask another admin about the rows that wait, once all have been looked at."""
        waiting = self._report.waiting
        if not waiting or self._report.left:
            return
        with self._batches.row() as scope:
            if somebody_can_confirm(scope):
                rows = as_file(row for row, _ in waiting)
                ask_for_students(scope, rows, [gift for _, gift in waiting])
                return
        self._report.findings += [
            ("caseload", Finding(line=row.line, sentence=NOBODY_CONFIRMS, number=row.number))
            for row, _ in waiting
        ]
        waiting.clear()

    @contextlib.contextmanager
    def _row(self, file: str, line: int, number: str = "") -> Iterator[tuple[Scope, Known]]:
        """Open a row's own part; say what makes it a bad one, and let the next one come."""
        try:
            with self._batches.row() as scope:
                if self._known is None:
                    self._known = self._read(scope)
                yield scope, self._known
            self._new_people |= self._known.people.added
        except StorageAwayError:
            raise
        except CaseworkError as error:
            self._known = None  # whom the row added went with it
            finding = Finding(line=line, sentence=str(error), number=number)
            self._report.findings.append((file, finding))

    def _read(self, scope: Scope) -> Known:
        if self._aliases is None:
            self._aliases = scope.students.aliases_taken()
        return Known(
            people=PeopleOnRecord(scope.people.all()),
            aliases=self._aliases,
            moved=self._moved,
            closed=self._closed,
            own=self._own,
        )

    def _say(self, file: str, findings: Iterable[Finding]) -> None:
        self._report.findings += [(file, finding) for finding in findings]

    def _warn(self, file: str, line: int, sentence: str, number: str = "") -> None:
        finding = Finding(line=line, sentence=sentence, number=number, bad=False)
        self._report.findings.append((file, finding))


def _row_taken(row: CaseloadRow, outcome: RowOutcome) -> RowTaken:
    return RowTaken(
        line=row.line,
        who=row.called,
        is_new=outcome.changes["student added"] > 0,
        changes=+outcome.changes,
        columns=outcome.columns,
    )
