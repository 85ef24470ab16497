"""Moments by the database's own clock, on which all who share it agree."""

from datetime import datetime
from typing import Any

from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from storage.engine.columns import UtcDateTime


class FromNow(FunctionElement[datetime]):
    """The moment so many seconds from now, as the database counts."""

    name = "from_now"
    type = UtcDateTime()
    inherit_cache = True


@compiles(FromNow, "sqlite")
def _in_sqlite(element: FromNow, compiler: SQLCompiler, **how: Any) -> str:
    # Written as SQLAlchemy writes moments there, so that the two can be compared as texts.
    seconds = compiler.process(element.clauses, **how)
    return f"strftime('%Y-%m-%d %H:%M:%f000', 'now', {seconds} || ' seconds')"


@compiles(FromNow, "postgresql")
def _in_postgresql(element: FromNow, compiler: SQLCompiler, **how: Any) -> str:
    # Not that of the transaction's begin, which may lie behind while it waits for its turn.
    seconds = compiler.process(element.clauses, **how)
    return f"clock_timestamp() + make_interval(secs => CAST({seconds} AS double precision))"
