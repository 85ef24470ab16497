"""Tips in a modal: one by one when it gets tense, and the whole collection by topic."""

import pytest

from bot.content import read
from bot.forms import tags
from bot.meeting_day.tips import Topic, for_a_tense_moment, tips_on
from bot.meetings.meetings import MeetingId
from bot.ui.kit.reading import carried_in
from bot.ui.meeting_day import tips
from bot.ui.meetings.meetings import ADJOURN
from tests.bot.ui.looking import button
from tests.bot.ui.running import the_longest
from tests.bot.ui.surfaces import assert_harmless, assert_slack_takes, words_of

CONTENT = read(None)
LINES = for_a_tense_moment(CONTENT)


@pytest.mark.parametrize("place", range(len(LINES)))
def test_every_line_can_surface_and_leads_to_its_neighbours(place):
    view = tips.one_by_one(CONTENT, LINES[place].id, meeting=MeetingId(12))

    assert LINES[place].text in words_of(view)
    for direction, neighbour in (("back", place - 1), ("next", place + 1)):
        shown = button(view, f"{tips.TURN}{direction}")
        there = 0 <= neighbour < len(LINES)
        assert (shown["value"] if shown else None) == (LINES[neighbour].id if there else None)
    assert tags.MEETING.maybe_in(carried_in(view)) == 12
    assert button(view, ADJOURN)["value"] == "12"
    for topic in (Topic.DURING, Topic.DISAGREEMENT):
        assert button(view, f"{tips.TOPIC}{topic}")


@pytest.mark.parametrize("topic", list(Topic))
def test_a_topic_shows_all_its_tips_and_the_way_to_the_others(topic):
    view = tips.collection(CONTENT, topic)

    assert [tip for tip in tips_on(CONTENT, topic) if tip.text not in words_of(view)] == []
    others = {other for other in Topic if button(view, f"{tips.TOPIC}{other}")}
    assert others == set(Topic) - {topic}
    assert tags.MEETING.maybe_in(carried_in(view)) is None


def test_what_parents_may_do_says_that_it_is_no_legal_advice():
    assert "no legal advice" in words_of(tips.collection(CONTENT, Topic.DISAGREEMENT))


@pytest.mark.parametrize(
    ("words", "topic"),
    [
        ("tense", Topic.TENSE),
        (" Before ", Topic.AGREEMENT),
        ("disagree", Topic.DISAGREEMENT),
        ("while", Topic.DURING),
        ("agreement", Topic.AGREEMENT),
        ("", None),
        ("Juniper", None),
    ],
)
def test_a_topic_is_found_by_its_words(words, topic):
    assert tips.topic_named(words) is topic


def test_slack_takes_the_fullest_collection():
    full = the_longest(CONTENT)
    for topic in Topic:
        assert_slack_takes(tips.collection(full, topic))
        assert_harmless(tips.collection(full, topic))
    assert_slack_takes(tips.one_by_one(full))
