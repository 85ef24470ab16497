"""The rows of a table as a scope writes and reads them: the one way in which words are sealed."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Row, Table, func, insert, select, update

from storage.engine.database import insert_into
from storage.engine.seals import Opened, sealing_of
from storage.scopes.reach import Reach

OF_SCHOOLS = ("school_id", "schools")
"""The columns that keep the numbers of schools, which are given and read by their names."""


class SealedRows:
    """A table whose words are sealed as its rows are written, and opened as they are read."""

    def __init__(self, table: Table) -> None:
        self.c = table.c
        self.table = table
        self.sealing = sealing_of(table)

    def opened(self, reach: Reach, row: Row[Any]) -> Opened:
        """Return a row in which what was sealed can be read."""
        return Opened(row, self.sealing.opened(reach.seal, row))

    def open(self, reach: Reach, column: str, row: Any) -> Any:
        """Return the words of one column."""
        return self.sealing.open(reach.seal, column, row)

    def add(self, reach: Reach, **values: Any) -> int:
        """Add a row to the workspace; returns its id, where its table has one."""
        words: dict[str, Any] = {}
        if "id" in self.sealing.whose:  # which the database draws: words can be sealed after it
            words = {name: values.pop(name) for name in self.sealing.columns if name in values}
        if gone := reach.highest_gone.get(self.table.name):
            values["id"] = max(gone, reach.connection.scalar(select(func.max(self.c.id))) or 0) + 1
        added = reach.connection.execute(insert(self.table).values(self._new(reach, values)))
        assert added.inserted_primary_key is not None
        number: int = added.inserted_primary_key[0]
        if words:
            self.change(reach, self.c.id == number, **words)
        return number

    def add_once(self, reach: Reach, **values: Any) -> bool:
        """Add a row; False where there is the same one already, which stays as it is."""
        added = reach.connection.execute(
            insert_into(reach.connection, self.table)
            .values(self._new(reach, values))
            .on_conflict_do_nothing()
        )
        return bool(added.rowcount)

    def put(self, reach: Reach, key: Mapping[str, Any], **values: Any) -> None:
        """Add a row, or write the one anew that has this key in the workspace already.

        All its words are given, so that it gets another mark; nothing of before could be opened.
        """
        assert {*self.sealing.columns} <= {*values}, "words would be left that do not open"
        here = {"workspace_id": reach.workspace_id, **key}
        new = self._new(reach, {**key, **values})
        reach.connection.execute(
            insert_into(reach.connection, self.table)
            .values(new)
            .on_conflict_do_update(
                index_elements=list(here),
                set_={name: value for name, value in new.items() if name not in here},
            )
        )

    def change(self, reach: Reach, *which: Any, **values: Any) -> None:
        """Change rows of the workspace; what is sealed in each stays in its place, or follows it.

        Where rows become another's, their other words are sealed anew for whoever they are of.
        """
        where = (self.c.workspace_id == reach.workspace_id, *which)
        values = self._numbered(reach, values)
        if not values.keys() & {*self.sealing.columns, *self.sealing.whose}:
            reach.connection.execute(update(self.table).where(*where).values(values))
            return
        # Locked: the mark under which words are sealed may not change until they are written.
        to_change = select(self.table).where(*where).with_for_update()
        for row in reach.connection.execute(to_change).all():
            this = [column == getattr(row, column.name) for column in self.table.primary_key]
            new = self.sealing.changed(reach.seal, row, values)
            reach.connection.execute(update(self.table).where(*this).values(new))

    def _new(self, reach: Reach, values: Mapping[str, Any]) -> dict[str, Any]:
        here = {"workspace_id": reach.workspace_id}
        return self.sealing.new(reach.seal, here | self._numbered(reach, values))

    def _numbered(self, reach: Reach, values: Mapping[str, Any]) -> dict[str, Any]:
        """Return values in which schools are numbers."""
        named = [name for name in OF_SCHOOLS if name in values]
        return {**values, **{name: reach.schools.numbered(values[name]) for name in named}}
