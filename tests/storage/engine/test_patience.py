"""Whoever waits for the database waits so long in all, in turn; replicas leave room to others."""

import json
import select
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from time import monotonic
from urllib.parse import parse_qs, urlsplit

import pytest
from sqlalchemy import text

from bot.errors import StorageAwayError
from storage import waiting_at_most
from storage.engine import database as database_module
from storage.engine.database import CONNECTIONS, Database
from storage.engine.keys import Keys
from storage.engine.patience import A_MOMENT, LONG, Places, seconds_left
from tests.conftest import HANGS, KEYS, NOW, WORKSPACE

REPLICAS = 4
PEOPLE = 180

ONLY_POSTGRESQL = pytest.mark.parametrize("dialect", ["postgresql"], indirect=True)


def test_what_one_wait_took_the_next_one_has_no_more():
    moments = [100.0]
    with waiting_at_most(2.0, by=lambda: moments[0]):
        had = [seconds_left()]
        for _ in range(2):
            moments[0] += 1.5
            had.append(seconds_left())
    had.append(seconds_left())

    assert had == [2.0, 0.5, A_MOMENT, LONG], "the clockwork has all of its patience each time"


def test_the_database_itself_waits_no_longer_than_whoever_opens_it(database):
    def limit() -> float:
        with database.writing() as connection:
            if database.dialect == "sqlite":
                return connection.exec_driver_sql("PRAGMA busy_timeout").scalar() / 1000
            ask = "SELECT setting FROM pg_settings WHERE name = 'lock_timeout'"
            return float(connection.exec_driver_sql(ask).scalar()) / 1000

    with waiting_at_most(0.9, by=monotonic):
        assert A_MOMENT <= limit() <= 0.9
    assert limit() == LONG


def test_who_waits_comes_in_in_the_order_of_coming():
    places, came_in = Places(1), []

    def comes(number: int) -> None:
        with places.taken():
            came_in.append(number)

    with ThreadPoolExecutor(5) as people:
        with places.taken():
            for number in range(5):
                people.submit(comes, number)
                while len(places._waiting) <= number:
                    time.sleep(0.001)
        comes(5)

    assert came_in == [0, 1, 2, 3, 4, 5]


def test_a_place_for_which_somebody_waited_in_vain_is_the_next_ones():
    places = Places(1)
    with (
        places.taken(),
        waiting_at_most(0, by=monotonic),
        pytest.raises(StorageAwayError),
        places.taken(),
    ):
        raise AssertionError("it is taken")

    with places.taken():
        assert not places._waiting
    with places.taken():
        pass


def test_whoever_finds_every_connection_taken_is_told_and_the_next_one_gets_one(database):
    def comes() -> int:
        with waiting_at_most(0, by=monotonic), database.reading() as connection:
            return connection.scalar(text("SELECT 1"))

    with ThreadPoolExecutor(CONNECTIONS + 1) as people:
        let_go, all_in = threading.Event(), threading.Barrier(CONNECTIONS + 1)

        def holds() -> None:
            with database.reading():
                all_in.wait(HANGS)
                let_go.wait(HANGS)

        holders = [people.submit(holds) for _ in range(CONNECTIONS)]
        all_in.wait(HANGS)
        with pytest.raises(StorageAwayError):
            people.submit(comes).result()
        let_go.set()
        for holder in holders:
            holder.result()

    assert comes() == 1


class Way:
    """A network between us and a server, which can swallow all that is sent."""

    def __init__(self, server: str) -> None:
        self._server = server
        self._listens = socket.create_server(("127.0.0.1", 0))
        self.swallows = threading.Event()
        self._ended = threading.Event()
        self._ends: dict[socket.socket, socket.socket] = {}
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    @property
    def port(self) -> int:
        return self._listens.getsockname()[1]

    def close(self) -> None:
        self._ended.set()
        self._thread.join()
        for one in (self._listens, *self._ends):
            one.close()

    def _run(self) -> None:
        while not self._ended.is_set():
            if self.swallows.is_set():
                time.sleep(0.01)
                continue
            ready, _, _ = select.select([self._listens, *self._ends], [], [], 0.01)
            for one in ready:
                if one is self._listens:
                    self._accept()
                elif one in self._ends:
                    self._carry(one)

    def _accept(self) -> None:
        here, _ = self._listens.accept()
        there = socket.socket(socket.AF_UNIX)
        there.connect(self._server)
        self._ends |= {here: there, there: here}

    def _carry(self, one: socket.socket) -> None:
        other = self._ends[one]
        with suppress(OSError):
            if sent := one.recv(65536):
                other.sendall(sent)
                return
        for end in (one, other):
            del self._ends[end]
            end.close()


@contextmanager
def across_a_network(url: str) -> Iterator[tuple[Way, Database]]:
    place = urlsplit(url)
    (folder,) = parse_qs(place.query)["host"]
    way = Way(f"{folder}/.s.PGSQL.5432")
    address = database_module._address(f"postgresql://postgres@127.0.0.1:{way.port}{place.path}")
    database = Database(database_module._engine(address), Keys(KEYS))
    try:
        yield way, database
    finally:
        database.close()
        way.close()


@ONLY_POSTGRESQL
def test_a_network_that_swallows_everything_keeps_nobody_waiting(database_url, monkeypatch):
    """Neither with a connection that was there before nor with a new one."""
    monkeypatch.setattr(database_module, "LONG", 10 * HANGS)

    def look() -> int:
        with waiting_at_most(1.0, by=monotonic), database.reading() as connection:
            return connection.scalar(text("SELECT 1"))

    with ThreadPoolExecutor(1) as person, across_a_network(database_url) as (way, database):
        assert look() == 1
        way.swallows.set()
        with pytest.raises(StorageAwayError):
            person.submit(look).result(timeout=HANGS)
        with pytest.raises(StorageAwayError):
            person.submit(look).result(timeout=HANGS)

        way.swallows.clear()
        assert look() == 1


@ONLY_POSTGRESQL
def test_two_locks_in_one_transaction_are_waited_for_no_longer_than_one(database, opened):
    lock = text("SELECT pg_advisory_xact_lock(:number)")
    ours = opened(database._engine.url.render_as_string(hide_password=False))

    def takes_both(first_is_free: threading.Event) -> None:
        with waiting_at_most(1.0, by=monotonic), ours.writing() as connection:
            connection.execute(lock, {"number": 1})
            first_is_free.set()
            connection.execute(text("SET LOCAL lock_timeout = 0"))
            connection.execute(lock, {"number": 2})

    with ThreadPoolExecutor(1) as person:
        with database.writing() as holder:
            holder.execute(lock, {"number": 2})
            with pytest.raises(StorageAwayError):
                person.submit(takes_both, threading.Event()).result(timeout=HANGS)
        person.submit(takes_both, threading.Event()).result(timeout=HANGS)


@ONLY_POSTGRESQL
def test_what_is_being_kept_is_never_given_up_half_way(database, opened):
    """Else somebody would read that nothing was changed, and it was."""
    ours = opened(database._engine.url.render_as_string(hide_password=False))
    slow = [
        "CREATE TABLE slowly (word text)",
        (
            "CREATE FUNCTION waits() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN PERFORM pg_sleep(1); RETURN NULL; END $$"
        ),
        (
            "CREATE CONSTRAINT TRIGGER waits AFTER INSERT ON slowly DEFERRABLE INITIALLY DEFERRED "
            "FOR EACH ROW EXECUTE FUNCTION waits()"
        ),
    ]
    with ours.writing() as connection:
        for statement in slow:
            connection.execute(text(statement))
    try:
        with waiting_at_most(0.0, by=monotonic), ours.writing() as connection:
            connection.execute(text("INSERT INTO slowly VALUES ('kept')"))
        with ours.reading() as connection:
            assert connection.scalar(text("SELECT word FROM slowly")) == "kept"
    finally:
        with ours.writing() as connection:
            connection.execute(text("DROP TABLE slowly"))
            connection.execute(text("DROP FUNCTION waits"))


AT_ONCE = """
import json, sys, threading
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from time import monotonic
from bot.errors import StorageAwayError
from bot.people.people import SlackUserId
from sqlalchemy import text
from storage import Storage, open_database, waiting_at_most

url, keys, workspace, now, users, patience = json.loads(sys.argv[1])
database = open_database(url, keys)
storage = Storage(database, workspace)
all_here = threading.Barrier(len(users))

def works(user):
    all_here.wait()
    try:
        for _ in range(3):
            with (
                waiting_at_most(patience, by=monotonic),
                storage.caseload_of(SlackUserId(user), now=datetime.fromisoformat(now)) as caseload,
            ):
                caseload.students.all()
                if database.dialect == "postgresql":
                    caseload._reach.connection.execute(text("SELECT pg_sleep(0.02)"))
    except StorageAwayError:
        return 1
    return 0

with ThreadPoolExecutor(len(users)) as people:
    print(sum(people.map(works, users)))
database.close()
"""


def test_of_180_people_at_once_nobody_is_told_that_the_records_are_away(school, database_url):
    """Four assistants beside each other, each with more people than it has connections."""
    users = [f"U0{number:03}" for number in range(PEOPLE)]
    for user in users:
        school.case_manager(user)

    def assistant(number: int) -> subprocess.Popen[bytes]:
        mine = users[number::REPLICAS]
        told = json.dumps([database_url, KEYS, WORKSPACE, NOW.isoformat(), mine, HANGS])
        return subprocess.Popen([sys.executable, "-c", AT_ONCE, told], stdout=subprocess.PIPE)

    assistants = [assistant(number) for number in range(REPLICAS)]
    told = [one.communicate(timeout=2 * HANGS)[0].decode().strip() for one in assistants]

    assert told == ["0"] * REPLICAS


@ONLY_POSTGRESQL
def test_four_replicas_leave_room_for_whoever_looks_after_the_server(database):
    with database.reading() as connection:
        most, kept = (
            int(connection.exec_driver_sql(f"SHOW {name}").scalar())
            for name in ("max_connections", "superuser_reserved_connections")
        )

    assert most - kept > REPLICAS * CONNECTIONS
    assert database._engine.pool.size() == CONNECTIONS
    assert database._engine.pool._max_overflow == 0
