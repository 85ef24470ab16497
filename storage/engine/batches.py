"""A batch handed to the database as one value.

A statement with hundreds of parameters costs more to put together than to carry out.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import CTE, Connection, Select, column, func, literal, select
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.types import Text, TypeEngine


def batch(
    connection: Connection, records: Iterable[Mapping[str, Any]], **columns: type[TypeEngine[Any]]
) -> Select[Any]:
    """Return a select whose rows are `records`, with the named columns of the given types."""
    as_text = json.dumps([dict(record) for record in records])
    if connection.dialect.name == "sqlite":
        each = func.json_each(literal(as_text, Text)).table_valued("value")
        return select(
            *(
                func.json_extract(each.c.value, f"$.{name}", type_=kind).label(name)
                for name, kind in columns.items()
            )
        )
    as_json = func.cast(literal(as_text, Text), JSONB)
    return select(
        func.jsonb_to_recordset(as_json)
        .table_valued(*(column(name, kind) for name, kind in columns.items()))
        .render_derived(with_types=True)
    )


def taken_once(select_to_lock: Select[Any]) -> CTE:
    """Return a select that locks rows, carried out exactly once.

    Inside another statement PostgreSQL may otherwise carry it out again for every row, and each
    time it would skip what it locked before and lock more.
    """
    return select_to_lock.cte("taken").prefix_with("MATERIALIZED", dialect="postgresql")
