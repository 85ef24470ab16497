"""How much the demo case manager is shown in October: it is counted."""

import re
from collections.abc import Iterator
from datetime import date, datetime

import pytest

from sandbox.blocks.fields import touchables
from sandbox.client import Place
from tests.journeys.quillmarsh import ARTIFACTS, HERE, Quillmarsh, quillmarsh

BEGINS = datetime(2026, 10, 1, 6, 30, tzinfo=HERE)
MONDAY = date(2026, 10, 5)
WORD = re.compile(r"[^\W_](?:[\w'’:.-]*\w)?")


@pytest.fixture
def october(database_url, tmp_path) -> Iterator[Quillmarsh]:
    with quillmarsh(database_url, tmp_path, at=BEGINS, imported_at="2026-09-30T16:00") as district:
        yield district


def words(place: Place) -> int:
    """Count what there is to read, what stands on the controls included."""
    return len(WORD.findall(place.text))


def controls(place: Place) -> int:
    return len(list(touchables(place.blocks)))


def keep(name: str, *shown: Place) -> None:
    """Leave what was counted where a person can read it."""
    ARTIFACTS.mkdir(exist_ok=True)
    texts = (f"{words(one)} words, {controls(one)} controls\n{one.text}\n" for one in shown)
    (ARTIFACTS / f"{name}.txt").write_text("\n".join(texts))


def test_the_home_tab_on_a_monday_is_half_as_long_as_it_was(october):
    """It had 659 words and 39 buttons."""
    october.go_to(MONDAY, 8)
    october.marigold.open_home()
    october.settle()
    home = october.marigold.home

    keep("a-home-tab", home)
    assert words(home) <= 330, words(home)
    assert controls(home) <= 20, controls(home)
