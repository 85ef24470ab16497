"""Columns keep their promises: moments in UTC, private words closed."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import insert, select
from sqlalchemy.exc import StatementError

from storage import tables as rows
from tests.conftest import NOW

BERLIN = timezone(timedelta(hours=2))


def log(database, **values):
    with database.writing() as connection:
        connection.execute(insert(rows.audit).values(workspace_id="T0QUILL", act="x", **values))
    with database.reading() as connection:
        return connection.execute(select(rows.audit)).one()


@pytest.mark.parametrize(
    "moment",
    [
        pytest.param(NOW, id="utc"),
        pytest.param(datetime(2026, 10, 8, 1, 30, 0, 123456, BERLIN), id="another-zone"),
    ],
)
def test_a_moment_comes_back_as_the_same_moment_in_utc(database, moment):
    kept = log(database, at=moment).at

    assert kept == moment
    assert kept.utcoffset() == timedelta(0)
    assert kept.tzinfo is UTC


def test_a_moment_without_a_zone_is_refused(database):
    with pytest.raises(StatementError, match="without a zone"):
        log(database, at=datetime(2026, 10, 8, 15, 0))

    assert log(database, at=NOW).at == NOW, "and nothing else was kept"


def test_words_that_nobody_sealed_cannot_be_written(database):
    with pytest.raises(StatementError, match="not sealed"):
        log(database, at=NOW, why="plain words")

    assert log(database, at=NOW).why is None, "and nothing else was kept"
