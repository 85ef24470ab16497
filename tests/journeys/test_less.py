"""How much a school week brings the demo case manager, who ticks nothing: it is counted."""

import re
from collections.abc import Iterator
from datetime import date, datetime

import pytest

from sandbox.blocks.fields import touchables
from sandbox.client import Message, Place
from tests.journeys.quillmarsh import ARTIFACTS, HERE, Quillmarsh, quillmarsh

BEGINS = datetime(2026, 10, 1, 6, 30, tzinfo=HERE)
MONDAY, FRIDAY = date(2026, 10, 5), date(2026, 10, 9)
CHANNEL = "C0DEMO003"
"""Marigold's own, where the threads of her meetings stand."""
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


def test_a_week_in_which_nothing_is_ticked_is_a_good_deal_shorter_than_it_was(october):
    """It was 17 messages, 105 controls and 1,650 words.

    Half of that were 52 controls and 825 words. The digests alone hold 59 controls, and a
    meeting's full lists, which it is led by, are a hundred words.
    """
    october.go_to(MONDAY, 6)
    before = {one.ts for one in told(october)}
    october.go_to(FRIDAY, 17)
    week = [one for one in told(october) if one.ts not in before]

    keep("a-week", *week)
    of_meetings = [one for one in week if one.channel == CHANNEL]
    assert len(week) - len(of_meetings) <= 5, "a digest each morning, and nothing besides"
    assert len(of_meetings) <= 4, "a head and its card for each of two meetings"
    assert sum(map(controls, of_meetings)) <= 26, sum(map(controls, of_meetings))
    assert sum(map(words, of_meetings)) <= 436, sum(map(words, of_meetings))
    assert sum(map(controls, week)) <= 85, sum(map(controls, week))
    assert sum(map(words, week)) <= 1020, sum(map(words, week))


def told(october: Quillmarsh) -> list[Message]:
    return [*october.marigold.dms(), *october.marigold.messages(CHANNEL)]


def test_the_home_tab_on_a_monday_is_half_as_long_as_it_was(october):
    """It had 659 words and 39 buttons."""
    october.go_to(MONDAY, 8)
    october.marigold.open_home()
    october.settle()
    home = october.marigold.home

    keep("a-home-tab", home)
    assert words(home) <= 330, words(home)
    assert controls(home) <= 20, controls(home)
