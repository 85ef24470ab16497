"""Records and their rows: which field stands in which column, and which rows are within reach."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date
from enum import StrEnum
from types import NoneType
from typing import Any, Generic, TypeVar, get_args, get_origin, get_type_hints

from sqlalchemy import ColumnElement, Row, Select, Table, select

from bot.errors import NotOnCaseloadError
from storage.engine.seals import Opened
from storage.scopes.reach import Reach
from storage.scopes.sealed_rows import OF_SCHOOLS, SealedRows
from storage.scopes.words import Words

T = TypeVar("T")


class RecordTable(SealedRows, Generic[T]):
    """A table of which each row is one record of a kind.

    A field stands in the column of its name, with `_id` or `_key` where there is one, and else
    among the private fields. `told` makes the others of the whole row, in which what was sealed
    is open; what is neither has to be given to `read`.
    """

    def __init__(
        self,
        kind: type[T],
        table: Table,
        *order: ColumnElement[Any],
        closes_with_names: bool = False,
        stays_open: Collection[str] = (),
        **told: Callable[[Any], Any],
    ) -> None:
        """List records in `order`; with `closes_with_names`, `Reach.names` opens what is sealed.

        Whatever that is, the columns in `stays_open` are opened.
        """
        assert is_dataclass(kind)
        super().__init__(table)
        self._kind = kind
        self._order = order or tuple(table.primary_key)
        self._closes_with_names = closes_with_names
        self._stays_open = frozenset(stays_open)
        self._told = told
        self._columns: dict[str, str] = {}
        self._private: list[str] = []
        """The fields that are sealed as one."""
        self._empty: dict[str, Any] = {}
        """Each field as it reads where it stays closed."""
        self._made: dict[str, Callable[[Any], Any]] = {}
        """The fields that are made of what is kept, and not kept as they are."""
        hints = get_type_hints(kind)
        for field in fields(kind):
            if field.name not in told:
                self._place(field, hints[field.name])
        self._read = {"private", *told, *self._columns.values()}
        self._schools = [field for field, name in self._columns.items() if name in OF_SCHOOLS]
        """The fields that name schools, of which numbers are kept."""
        sealed = self.sealing.columns
        self._sealed = {field for field, name in self._columns.items() if name in sealed}
        """The fields whose columns may be left out of what is selected."""

    def _place(self, field: Field[Any], hint: Any) -> None:
        names = (field.name, f"{field.name}_id", f"{field.name}_key")
        column = next((name for name in names if name in self.c), None)
        if column is not None:
            self._columns[field.name] = column
        elif "private" in self.c:
            self._private.append(field.name)
            if date in (hint, *get_args(hint)):
                self._made[field.name] = _day
        else:
            assert field.default is MISSING, f"{field.name} stands nowhere, and would be lost"
            return
        self._empty[field.name] = _empty(field, hint)
        if made := _made(hint):
            self._made[field.name] = made

    def read(self, row: Row[Any], words: Words | None = None, **given: Any) -> T:
        """Return the record of a row, in which what was left closed reads as empty.

        Without `words` the table must be one in which nothing is sealed and no school is named.
        """
        empty, opened = self._empty, self.sealing.opened(words.seal if words else None, row)
        values = {
            field: opened.get(column, empty[field])
            if field in self._sealed
            else getattr(row, column)
            for field, column in self._columns.items()
        }
        if self._private:
            private = opened.get("private") or {}
            values |= {field: private.get(field, empty[field]) for field in self._private}
        for field in self._schools:
            assert words is not None
            values[field] = words.schools.named(values[field])
        for field, made in self._made.items():
            values[field] = made(values[field])
        for field, told in self._told.items():
            values[field] = told(Opened(row, opened))
        return self._kind(**(values | given))

    def values(self, record: Any, *named: str) -> dict[str, Any]:
        """Return what the columns keep of the fields named, or of all but the id.

        "private" names all those that are sealed as one.
        """
        assert {*named} <= {"private", *self._columns}
        values = {
            column: _kept(getattr(record, field))
            for field, column in self._columns.items()
            if (field in named if named else field != "id")
        }
        if self._private and (not named or "private" in named):
            values["private"] = {
                field: _kept_sealed(getattr(record, field)) for field in self._private
            }
        return values

    def select(self, reach: Reach) -> Select[Any]:
        """Select the rows, without what is sealed and either not read or not opened here."""
        all_opened = reach.names or not self._closes_with_names
        opened = self._read if all_opened else self._stays_open
        sealed = self.sealing.columns
        return select(*(one for one in self.c if one.name not in sealed or one.name in opened))

    def within(self, reach: Reach, *which: Any, **given: Any) -> list[T]:
        """List records about students within reach, for when few are asked for."""
        return self._list(reach, reach.can_get_at(self.table), *which, **given)

    def here(self, reach: Reach, *which: Any, **given: Any) -> list[T]:
        """List records of the workspace; what they are about must have been reached before."""
        return self._list(reach, self.c.workspace_id == reach.workspace_id, *which, **given)

    def by_student(
        self, reach: Reach, students: ColumnElement[bool], *which: Any
    ) -> defaultdict[int, list[T]]:
        """Return the records about many students: all of `students` that are within reach."""
        about = reach.about_students(self.table, students)
        found: defaultdict[int, list[T]] = defaultdict(list)
        rows = self.select(reach).where(about, *which).order_by(*self._order)
        for row in reach.connection.execute(rows):
            found[row.student_id].append(self.read(row, reach.words))
        return found

    def get(self, reach: Reach, key: int) -> T:
        """Return one record; raise NotOnCaseloadError where it is out of reach."""
        found = self.within(reach, self.c.id == key)
        if not found:
            raise NotOnCaseloadError
        return found[0]

    def _list(self, reach: Reach, *which: Any, **given: Any) -> list[T]:
        found = reach.connection.execute(self.select(reach).where(*which).order_by(*self._order))
        return [self.read(row, reach.words, **given) for row in found]


def _made(hint: Any) -> Callable[[Any], Any] | None:
    """Return how a value of this type is made of what is kept of it."""
    kind = next((one for one in get_args(hint) if one is not NoneType), hint)
    if get_origin(hint) in (tuple, frozenset):
        made = get_origin(hint)
        return lambda kept: made(map(kind, kept))
    if NoneType in get_args(hint) and (kind is str or _is_enum(kind)):
        return lambda kept: kind(kept) if kept else None
    return kind if _is_enum(kind) else None


def _empty(field: Field[Any], hint: Any) -> Any:
    if field.default is not MISSING:
        return field.default
    if field.default_factory is not MISSING:
        return field.default_factory()
    return None if NoneType in get_args(hint) else ""


def _is_enum(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, StrEnum)


def _day(kept: str | None) -> date | None:
    return date.fromisoformat(kept) if kept else None


def _kept_sealed(value: Any) -> Any:
    """Return what is sealed as one with other fields, and so is written out before."""
    return value.isoformat() if isinstance(value, date) else _kept(value)


def _kept(value: Any) -> Any:
    if isinstance(value, frozenset):
        return sorted(value)
    return dict(value) if isinstance(value, Mapping) else value
