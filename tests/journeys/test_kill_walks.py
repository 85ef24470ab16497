"""An assistant killed at any write and any call loses nothing, and says nothing twice."""

import logging
import os
from itertools import product
from typing import Any

import pytest

from tests.conftest import new_postgresql_database
from tests.examples import THOROUGHLY
from tests.journeys.killed_lives import chosen, killed, life, reached

logger = logging.getLogger(__name__)

KILLS = "PREIEP_KILLS"
"""Set, the walks take so many kills each; `make walks` says 100."""

FAULTS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("lost_answer", {}),
    ("ratelimited", {"seconds": 2}),
    ("server_error", {}),
    ("reset", {}),
    ("latency", {"seconds": 0.5}),
)
"""Each befalls one message, and one message drawn again, of every day with kills."""

thorough = pytest.mark.skipif(
    THOROUGHLY not in os.environ and KILLS not in os.environ, reason="`make test-all` tries it"
)


def kills_of(usual: int) -> int:
    return int(os.environ.get(KILLS, usual))


def days_for(kills: int) -> int:
    return 1 + kills // 40


def walks(new_database_url, folder, *, kills, assistants):
    """Live once in peace, and once with kills; both leave the same."""
    days = days_for(kills)
    with life(new_database_url(), folder / "peace") as school:
        for day in range(days):
            school.lives_a_day(day)
        points, peace = reached(school), school.left()
    deaths = chosen(points, kills)
    with life(new_database_url(), folder / "walk", kills=deaths, assistants=assistants) as school:
        for day in range(days):
            for (fault, more), method in product(FAULTS, ("chat.postMessage", "chat.update")):
                school.client.fault(fault, method, after=day, **more)
            school.lives_a_day(day)
        died = killed(school)
        kinds = {one.split(" #")[0] for one in died}
        logger.info("%s kills at %s kinds of point", len(died), len(kinds))
        left = school.left()
        assert any(one["by_fault"] for one in school.client.journal("api"))
    assert left.doubled == set()
    assert left.said - peace.said == {}, "said twice, or otherwise"
    assert peace.said - left.said == {}, "lost"
    assert left.errands == peace.errands
    assert left.kept == peace.kept
    assert len(died) >= kills * 3 // 4


@pytest.fixture
def sqlite_url(tmp_path):
    made = iter(range(9))
    return lambda: f"sqlite:///{tmp_path / f'records{next(made)}.db'}"


@pytest.fixture
def postgresql_url(postgresql_server):
    def new():
        return new_postgresql_database(postgresql_server, f"walk_{os.urandom(6).hex()}")

    return new


@thorough
def test_an_assistant_on_sqlite_is_killed_at_every_kind_of_point(sqlite_url, tmp_path):
    walks(sqlite_url, tmp_path, kills=kills_of(12), assistants=1)


@thorough
@pytest.mark.parametrize("assistants", [1, 2, 3] if KILLS in os.environ else [2])
def test_assistants_on_one_postgresql_are_killed_in_turn(assistants, postgresql_url, tmp_path):
    walks(postgresql_url, tmp_path, kills=kills_of(10), assistants=assistants)
