"""What Slack tells of twice is known the second time, for a day, in every process."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from sqlalchemy import func, select

from storage import Storage
from storage import tables as rows
from tests.conftest import NOW
from tests.storage.school import another_workspace


def test_an_event_is_new_once(storage, database):
    assert storage.heard_events.is_new("Ev1", at=NOW)
    assert not storage.heard_events.is_new("Ev1", at=NOW)
    assert not Storage(database, storage.workspace_id).heard_events.is_new("Ev1", at=NOW)
    assert storage.heard_events.is_new("Ev2", at=NOW)
    assert another_workspace(database).heard_events.is_new("Ev1", at=NOW)


def test_of_many_who_hear_of_it_at_once_one_is_first(storage):
    with ThreadPoolExecutor(8) as pool:
        heard = list(pool.map(lambda _: storage.heard_events.is_new("Ev1", at=NOW), range(16)))

    assert heard.count(True) == 1


def test_events_are_forgotten_after_a_day(storage, database):
    storage.heard_events.is_new("Ev1", at=NOW)
    storage.heard_events.is_new("Ev2", at=NOW + timedelta(days=1))
    assert not storage.heard_events.is_new("Ev1", at=NOW)

    storage.heard_events.is_new("Ev3", at=NOW + timedelta(days=1, seconds=1))
    with database.reading() as connection:
        kept = connection.scalar(select(func.count()).select_from(rows.heard_events))
    assert kept == 2
