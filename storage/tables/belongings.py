"""What belongs to a student: the rows of every table that lead to them, by what refers to what."""

from collections.abc import Iterator
from functools import cache

from sqlalchemy import ColumnElement, Table, false, or_, select

from bot.students import StudentId
from storage.tables.base import metadata
from storage.tables.people import students


def belonging_to(student: StudentId) -> Iterator[tuple[Table, ColumnElement[bool]]]:
    """Yield each table that may hold something of a student, with which of its rows are theirs.

    What is referred to comes before what refers to it, the student's own row first of all. What
    is found by a subject and not by a reference, such as what was sent, is not among them.
    """
    for table in owned_tables():
        yield table, _theirs(table, student)


@cache
def owned_tables() -> tuple[Table, ...]:
    """Return the tables whose rows belong to a student, or may."""
    owned = {students}
    for table in metadata.sorted_tables:
        if any(key.column.table in owned for key in table.foreign_keys):
            owned.add(table)
    return tuple(table for table in metadata.sorted_tables if table in owned)


def _theirs(table: Table, student: StudentId) -> ColumnElement[bool]:
    """Return which rows are a student's: those that say so, else those of something of theirs."""
    if table is students:
        return students.c.id == student
    own = table.c.get("student_id")
    of_theirs = or_(
        false(),
        *(
            key.parent.in_(select(key.column).where(_theirs(key.column.table, student)))
            for key in table.foreign_keys
            if key.column.table in owned_tables() and key.column.table not in {students, table}
        ),
    )
    if own is None:
        return of_theirs
    said = own == student
    return or_(said, own.is_(None) & of_theirs) if own.nullable else said
