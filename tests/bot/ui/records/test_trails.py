"""A trail fits into a modal, whatever was written into it."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.records.trails import Trail, TrailEntry, in_one
from bot.students import StudentId
from bot.ui.records import trails as trail
from tests.bot.ui.surfaces import HOSTILE_WORDS, assert_harmless, assert_slack_takes, words_of

NOON = datetime(2026, 10, 8, 19, 0, tzinfo=UTC)


def trail_of(*entries, whose="QX-001"):
    return Trail(student=StudentId(1), whose=whose, entries=entries)


@pytest.mark.parametrize("words", HOSTILE_WORDS.values(), ids=HOSTILE_WORDS)
def test_a_trail_of_bad_words_is_taken_and_harmless(words):
    entry = TrailEntry(at=NOON, who=words, act=words, why=words, detail=words * 20, disclosed=True)

    shown = trail.render(trail_of(*[entry] * 60, whose=words))

    assert_slack_takes(shown)
    assert_harmless(shown)


def test_both_logs_are_one_trail_the_latest_first():
    looked = TrailEntry(at=NOON, who="Lee", act="opened a form", disclosed=True)
    changed = TrailEntry(at=NOON + timedelta(minutes=1), who="", act="moved a meeting")

    shown = words_of(trail.render(trail_of(*in_one([looked], [changed]))))

    assert shown.index("moved a meeting") < shown.index("opened a form")
    assert "(disclosure log)" in shown
    assert "Preiep itself" in shown
