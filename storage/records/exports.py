"""Everything that is kept of one student, table by table, opened: for their export alone."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

from sqlalchemy import Row, Table, select

from bot.people.people import PersonId
from bot.records.exports import NOT_EXPORTED, KeptRow, PersonInRow
from bot.students import StudentId
from storage import tables as rows
from storage.scopes.reach import Reach
from storage.scopes.sealed_rows import SealedRows
from storage.tables.belongings import belonging_to

_OURS = frozenset({"workspace_id", "mark", "draft_key", "chain", "place", "content", "link"})
"""The columns that say nothing of anybody: where words open, what makes a second press harmless,
and how the log is chained."""

_AT_A_TIME = 500


class Exports:
    """The rows of one student as they stand, for the district's own machine."""

    def __init__(self, reach: Reach) -> None:
        assert reach.whole, "a whole record is exported on the district's own machine alone"
        self._reach = reach

    def of(self, student: StudentId) -> Iterator[tuple[str, Iterator[KeptRow]]]:
        """Yield each table that may hold something of a student, with the rows that do.

        The rows of one are to be read before the next is asked for.
        """
        self._reach.case_manager_of(student)
        for table, theirs in belonging_to(student):
            if table.name not in NOT_EXPORTED:
                yield table.name, self._rows(table, theirs)
        # The log refers to nothing, since it outlives what it tells of.
        yield rows.audit.name, self._rows(rows.audit, rows.audit.c.student_id == student)

    def _rows(self, table: Table, theirs: Any) -> Iterator[KeptRow]:
        sealed = SealedRows(table)
        found = (
            select(table)
            .where(table.c.workspace_id == self._reach.workspace_id, theirs)
            .order_by(*table.primary_key)
            .execution_options(yield_per=_AT_A_TIME)
        )
        for row in self._reach.connection.execute(found):
            yield dict(self._fields(table, row, sealed.sealing.opened(self._reach.seal, row)))

    def _fields(
        self, table: Table, row: Row[Any], opened: Mapping[str, Any]
    ) -> Iterator[tuple[str, Any]]:
        """Yield the columns by name; what is sealed as one is told field by field."""
        for column in table.c:
            name, value = column.name, opened.get(column.name, getattr(row, column.name))
            if name in _OURS or name.endswith("_hash"):
                continue
            if name == "private":
                yield from value.items()
            elif referred := [key.column.table for key in column.foreign_keys]:
                yield self._referred(name, value, referred[0])
            else:
                yield name, _with_colleagues(value)

    def _referred(self, name: str, value: Any, table: Table) -> tuple[str, Any]:
        """Name whom or what a column refers to, where that is nothing of the student's own."""
        called = name.removesuffix("_id")
        if table is rows.people:
            return called, PersonInRow(PersonId(value)) if value else None
        if table is rows.schools:
            return called, self._reach.schools.name(value)
        if table is rows.reporting_periods:
            return called, self._periods[value]
        return name, value

    @cached_property
    def _periods(self) -> dict[int, str]:
        periods = rows.reporting_periods.c
        here = periods.workspace_id == self._reach.workspace_id
        found = select(periods.id, periods.label).where(here)
        return {row.id: row.label for row in self._reach.connection.execute(found)}


def _with_colleagues(value: Any) -> Any:
    """Mark the numbers of people among fields that are sealed as one."""
    if not isinstance(value, Mapping):
        return value
    marked = dict(value)
    if isinstance(by := marked.get("by"), int):
        marked["by"] = PersonInRow(PersonId(by))
    if listed := marked.get("listed"):
        marked["listed"] = [
            PersonInRow(PersonId(int(one))) if str(one).isdecimal() else one for one in listed
        ]
    return marked
