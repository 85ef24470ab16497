"""Columns keep their promises: moments in UTC, private words closed."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import insert, select
from sqlalchemy.exc import StatementError

from storage import tables as rows
from tests.conftest import NOW

BERLIN = timezone(timedelta(hours=2))


def hear(database, **values):
    with database.writing() as connection:
        connection.execute(
            insert(rows.heard_events).values(workspace_id="T0QUILL", event="x", **values)
        )
    with database.reading() as connection:
        return connection.execute(select(rows.heard_events)).one()


@pytest.mark.parametrize(
    "moment",
    [
        pytest.param(NOW, id="utc"),
        pytest.param(datetime(2026, 10, 8, 1, 30, 0, 123456, BERLIN), id="another-zone"),
    ],
)
def test_a_moment_comes_back_as_the_same_moment_in_utc(database, moment):
    kept = hear(database, at=moment).at

    assert kept == moment
    assert kept.utcoffset() == timedelta(0)
    assert kept.tzinfo is UTC


def test_a_moment_without_a_zone_is_refused(database):
    with pytest.raises(StatementError, match="without a zone"):
        hear(database, at=datetime(2026, 10, 8, 15, 0))

    assert hear(database, at=NOW).at == NOW, "and nothing else was kept"


def test_words_that_nobody_sealed_cannot_be_written(database):
    plain = insert(rows.audit_keys).values(workspace_id="T0QUILL", key="plain words")
    with pytest.raises(StatementError, match="not sealed"), database.writing() as connection:
        connection.execute(plain)

    with database.reading() as connection:
        assert connection.execute(select(rows.audit_keys)).all() == []
