"""Tips stand in an order that helps, whatever a district makes of them."""

from dataclasses import replace

import pytest

from bot.content import Tip, read
from bot.meeting_day.tips import IN_THE_HEAT, Topic, for_a_tense_moment, place_of, tips_on

CONTENT = read(None)


def a_tip(name: str) -> Tip:
    return Tip(id=name, text=name, tense=False)


def test_in_a_tense_moment_what_calms_comes_first_and_every_other_line_follows():
    ids = [tip.id for tip in for_a_tense_moment(CONTENT)]

    assert tuple(ids[: len(IN_THE_HEAT)]) == IN_THE_HEAT
    assert set(ids) == {tip.id for tip in (*CONTENT.tense, *CONTENT.agreement)}
    assert len(ids) == len(set(ids))


def test_a_districts_own_lines_keep_their_order_after_those_known():
    theirs = replace(
        CONTENT, tense=(a_tip("b"), a_tip("keep_calm")), agreement=(a_tip("a"), a_tip("c"))
    )

    assert [tip.id for tip in for_a_tense_moment(theirs)] == ["keep_calm", "b", "a", "c"]


def test_a_line_that_was_taken_out_meanwhile_leads_back_to_the_first():
    tips = (a_tip("a"), a_tip("b"))

    assert (place_of(tips, "b"), place_of(tips, "gone"), place_of(tips, "")) == (1, 0, 0)


@pytest.mark.parametrize("topic", list(Topic))
def test_every_topic_has_its_tips(topic):
    assert tips_on(CONTENT, topic)
