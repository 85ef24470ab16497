"""`due`: every obligation on record, with its date and how that came about."""

import json
from argparse import Namespace
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date

from bot.dates.cases import Case
from bot.dates.obligation_rows import Obligation
from bot.dates.obligation_rules import ObligationId
from bot.dates.obligations import obligations_of
from cli.surroundings import Commands, CommandSurroundings, add_at, add_workspace, moment
from cli.workspaces import workspace_on_record
from storage import Scope, Storage

_PLACES = {obligation: place for place, obligation in enumerate(ObligationId)}


def add_to(commands: Commands) -> None:
    parser = commands.add_parser(
        "due",
        help="list every obligation with its date and why",
        description="List every obligation of every caseload, by date, with its date and why.",
    )
    parser.add_argument("--json", action="store_true", help="one object per obligation")
    add_workspace(parser)
    add_at(parser, "as it stands at that moment")


@dataclass(frozen=True, kw_only=True)
class DueRow:
    """One obligation as others read it: dates in ISO, and the reason in words."""

    student_id: str
    meeting_date: str | None
    obligation: str
    opens_on: str | None
    due_on: str | None
    state: str
    expedited: bool
    why: str


def run(options: Namespace, surroundings: CommandSurroundings) -> int:
    rows = _rows(options, surroundings)
    if options.json:
        print(json.dumps([asdict(row) for row in rows], indent=2, ensure_ascii=False))
    elif rows:
        print("\n".join(_table(rows)))
    else:
        print("Nothing is due: no student is on record yet.")
    return 0


def _rows(options: Namespace, surroundings: CommandSurroundings) -> list[DueRow]:
    with surroundings.database() as database:
        workspace = workspace_on_record(database, surroundings.settings, options.workspace)
        if workspace is None:
            return []
        now = moment(options.at, workspace.zone, surroundings)
        with Storage(database, workspace.id).jobs(now=now, reading=True) as scope:
            return rows_of(scope)


def rows_of(scope: Scope) -> list[DueRow]:
    """List the rows by date, those without one last; the same records give the same order."""
    found = [(case, row) for case in scope.cases() for row in _obligations(scope, case)]
    found.sort(key=lambda pair: _order(*pair))
    return [_row(case, row, confirmed=scope.calendar.confirmed) for case, row in found]


def _obligations(scope: Scope, case: Case) -> list[Obligation]:
    return obligations_of(case, scope.calendar, today=scope.today, rules=scope.rules)


def _order(case: Case, row: Obligation) -> tuple[date, str, date, int]:
    return (
        row.due_on or date.max,
        case.student.number,
        row.meeting_on or date.max,
        _PLACES.get(row.id, len(_PLACES)),
    )


def _row(case: Case, row: Obligation, *, confirmed: bool) -> DueRow:
    return DueRow(
        student_id=case.student.number,
        meeting_date=_iso(row.meeting_on),
        obligation=str(row.id),
        opens_on=_iso(row.opens_on),
        due_on=_iso(row.due_on),
        state=str(row.state),
        expedited=row.expedited,
        why=row.why.text if confirmed else f"{row.why.text} Calendar not confirmed.",
    )


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _table(rows: Iterable[DueRow]) -> list[str]:
    """Return columns for people; the reason stands under each row."""
    rows = list(rows)
    cells = [("Due", "Opens", "Student", "Meeting", "Obligation", "State")]
    cells += [
        (
            row.due_on or "no date",
            row.opens_on or "",
            row.student_id,
            row.meeting_date or "none set",
            row.obligation,
            f"{row.state}, on short notice" if row.expedited else row.state,
        )
        for row in rows
    ]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in cells
    ]
    table = [lines[0]]
    for line, row in zip(lines[1:], rows, strict=True):
        table += [line, f"    {row.why}"]
    return table
