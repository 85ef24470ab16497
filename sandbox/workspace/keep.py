"""The workspace's own database file: one snapshot, so that a restart loses nothing."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any


class Keeper:
    def __init__(self, file: Path) -> None:
        self._file = file
        file.parent.mkdir(parents=True, exist_ok=True)
        with closing(self._connected()) as connection, connection:
            connection.execute(
                "CREATE TABLE IF NOT EXISTS workspace"
                " (one INTEGER PRIMARY KEY CHECK (one = 1), snapshot TEXT NOT NULL)"
            )

    def _connected(self) -> sqlite3.Connection:
        return sqlite3.connect(self._file)

    def kept(self) -> dict[str, Any] | None:
        """Return the last snapshot; None: the file is new."""
        with closing(self._connected()) as connection:
            row = connection.execute("SELECT snapshot FROM workspace").fetchone()
        return dict(json.loads(row[0])) if row else None

    def keep(self, snapshot: str) -> None:
        with closing(self._connected()) as connection, connection:
            connection.execute("INSERT OR REPLACE INTO workspace VALUES (1, ?)", (snapshot,))
