"""What others wait for, in every place that tells of it."""

import pytest

from bot.digest.waiting import in_order
from bot.ui.digest import waiting
from tests.bot.ui.a_desk import a_desk, a_form, handed_over
from tests.bot.ui.a_glance import TODAY
from tests.bot.ui.surfaces import (
    HOSTILE_WORDS,
    assert_harmless,
    assert_slack_takes,
    block_named,
    words_of,
)

THREE = in_order([a_form(1, "2026-10-22"), handed_over("2026-10-08"), a_form(2, "2026-10-01")])


def drawn(things, **how):
    return {"type": "home", "blocks": waiting.render(things, TODAY, **how)}


def test_what_is_overdue_stands_on_top_and_each_has_its_button():
    view = drawn(THREE)

    assert [one["text"]["text"] for one in view["blocks"]] == [
        "*Asked of you: 3 things, 1 overdue*",
        "*JQ-002*, teacher feedback, was due Thursday, October 1. Asked by Pat Fennimore.",
        "*HO-001*, 1 responsibility, due today.",
        "*JQ-001*, teacher feedback, by Thursday, October 22. Asked by Pat Fennimore.",
    ]
    buttons = [one["accessory"]["text"]["text"] for one in view["blocks"][1:]]
    assert buttons == ["Fill in", "Open", "Fill in"]


def test_names_stand_in_modals_alone():
    assert "Juniper" not in words_of(drawn(THREE))
    assert "*Juniper Quickwater* (JQ-001)" in words_of(drawn(THREE, named=True))


def test_what_was_handed_over_says_of_which_kind_it_is():
    things = (handed_over("2026-10-20", None, read=True), handed_over(read=True))

    both, read = waiting.render(things, TODAY)[1:]

    line = "*HO-001*, 2 responsibilities and the at-a-glance to read, by Tuesday, October 20."
    assert both["text"]["text"] == line
    assert read["text"]["text"] == "*HO-001*, the at-a-glance to read."


def test_what_has_no_room_is_a_press_away():
    view = drawn([a_form(number) for number in range(25)], most=3)

    assert len(view["blocks"]) == 4
    assert view["blocks"][0]["accessory"]["action_id"] == waiting.ALL
    modal = drawn([a_form(number) for number in range(25)], named=True)
    assert "+ 5 more, once these are done" in words_of(modal)


def test_nobody_waiting_leaves_nothing():
    assert waiting.render((), TODAY) == []
    assert waiting.others(a_desk()) == []


@pytest.mark.parametrize("words", HOSTILE_WORDS.values(), ids=HOSTILE_WORDS)
def test_slack_takes_it_whatever_the_names(words):
    view = drawn([a_form(number, name=words[:250]) for number in range(20)], named=True)
    assert_slack_takes(view)
    assert_harmless(view)
    assert block_named(view, "waiting:19")
