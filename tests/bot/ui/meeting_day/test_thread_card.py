"""The card, the lists and the tips that people use while a meeting runs."""

from dataclasses import replace

import pytest

from bot.content import read
from bot.meeting_day.checklists import ANSWER_TO, RightsAnswers, SignOff, TickState
from bot.meetings.meetings import MeetingId, MeetingState
from bot.ui.meeting_day import thread_controls as controls
from bot.ui.meeting_day.thread_card import card_message
from bot.ui.meeting_day.thread_lists import ending_message, opening_message
from bot.ui.meeting_day.tips import tips_message
from tests.bot.ui.looking import boxes, button, elements, words
from tests.bot.ui.running import MEETING, a_concern, a_running_meeting, the_longest, tick

CONTENT = read(None)
FULL = the_longest(CONTENT)


def test_the_card_shows_the_line_to_read_aloud_and_its_place():
    card = card_message(a_running_meeting(CONTENT, tick("everyone_present")))

    assert "Opening, line 2 of 7" in card["text"]
    assert CONTENT.line("introductions").aloud in words(card)
    for action in (controls.DONE, controls.SKIP):
        assert button(card, action)["value"] == "12:introductions"
    assert button(card, controls.ADD_CONCERN)["value"] == "12:"


def test_a_meeting_without_a_time_has_the_button_that_sets_it():
    untimed = a_running_meeting(CONTENT, meeting=replace(MEETING, at=None))

    assert button(card_message(untimed), "meeting_move")["value"] == "12"
    assert "No time is set." in words(card_message(untimed))
    assert button(card_message(a_running_meeting(CONTENT)), "meeting_move") is None


@pytest.mark.parametrize(
    ("line", "action"),
    [
        pytest.param("introductions", controls.PEOPLE, id="names"),
        pytest.param("rights", controls.RIGHTS, id="rights"),
        pytest.param("offer", f"{controls.CHOICE}offer", id="offer"),
        pytest.param("delivery", f"{controls.CHOICE}delivery", id="delivery"),
        pytest.param("sign_off", controls.SIGN_OFF, id="sign-off"),
        pytest.param("norms", None, id="nothing-besides"),
    ],
)
def test_the_card_offers_what_its_line_asks(line, action):
    ids = [line.id for line in (*CONTENT.opening, *CONTENT.ending) if line.on]
    card = card_message(a_running_meeting(CONTENT, *map(tick, ids[: ids.index(line)])))
    ours = {controls.DONE, controls.SKIP, controls.ADD_CONCERN}
    offered = {element["action_id"] for element in elements(card) if "action_id" in element}

    assert offered - ours == ({action} if action else set())


def test_the_card_tells_to_call_on_each_by_title_where_names_are_asked_for():
    card = words(card_message(a_running_meeting(CONTENT, tick("everyone_present"))))

    assert "Call on each by title" in card
    assert "as the parents prefer" in card


def test_open_concerns_are_counted_with_a_way_to_see_them():
    none = card_message(a_running_meeting(CONTENT))
    three = card_message(
        a_running_meeting(CONTENT, concerns=(a_concern(1), a_concern(2), a_concern(3)))
    )

    assert button(none, controls.VIEW_CONCERNS) is None
    assert "3 open concerns" in words(three)
    assert button(three, controls.VIEW_CONCERNS)["value"] == "12:"


def test_after_the_last_line_the_card_offers_to_mark_the_meeting_as_held():
    lines = [line.id for line in (*CONTENT.opening, *CONTENT.ending) if line.on]
    card = card_message(
        a_running_meeting(CONTENT, tick("norms", TickState.SKIPPED), *map(tick, lines[4:]))
    )
    assert button(card, controls.HELD) is None

    through = card_message(
        a_running_meeting(CONTENT, *map(tick, lines[1:]), tick(lines[0], TickState.SKIPPED))
    )
    assert button(through, controls.HELD)["value"] == "12:"
    assert CONTENT.line(lines[0]).short in words(through)


def test_a_list_shows_ten_boxes_at_most_in_a_group_and_its_revision():
    message = ending_message(a_running_meeting(CONTENT, tick("minutes"), revision=7))
    groups = boxes(message)

    assert [len(group["options"]) for group in groups] == [10, 2]
    assert [o["value"] for g in groups for o in g.get("initial_options", [])] == ["minutes"]
    ids = [b["block_id"] for b in message["blocks"] if b.get("block_id")]
    assert ids == ["ending:12:0:7", "ending:12:1:7"]
    assert [controls.meeting_of_boxes(i) for i in ids] == [MeetingId(12), MeetingId(12)]


def test_a_list_says_how_far_an_answer_is_and_not_what_it_is():
    def noted(**fields):
        return words(opening_message(a_running_meeting(CONTENT, **fields)))

    assert "half done" in noted(rights=RightsAnswers(explained="Yes"))
    full = RightsAnswers(explained="a", explained_by="b", questions="c", questions_by="d")
    assert "Both answers are kept" in noted(rights=full)
    skipped = opening_message(a_running_meeting(CONTENT, tick("norms", TickState.SKIPPED)))
    assert "Skipped" in words(skipped)
    ending = ending_message(
        a_running_meeting(
            CONTENT,
            tick("offer"),
            tick(f"{ANSWER_TO}delivery", answer="docusign"),
            sign_off=SignOff(listed=("2",)),
        )
    )
    assert "answer still to come" in words(ending)
    assert "The answer is kept" in words(ending)
    assert "The list is started" in words(ending)


def test_closing_is_offered_at_any_time():
    running = a_running_meeting(CONTENT)
    over = replace(running, meeting=replace(MEETING, state=MeetingState.HELD))

    assert button(ending_message(running), controls.HELD)["value"] == "12:"
    assert button(ending_message(over), controls.HELD) is None
    assert boxes(ending_message(over)), "everything can be ticked later"


def test_the_card_of_tips_leads_to_what_helps_when_it_gets_tense():
    message = tips_message(a_running_meeting(CONTENT), CONTENT)

    assert CONTENT.tips[0].text in words(message)
    assert CONTENT.tense[0].text not in words(message)
    assert button(message, controls.TENSE)["value"] == "12:"
    assert button(message, "tips_topic:agreement") is not None


def test_tips_too_many_for_a_message_are_counted():
    message = words(tips_message(a_running_meeting(FULL), FULL))

    assert "+ 55 more" in message


def test_skipped_lines_are_shown_with_a_way_back_to_them():
    none = card_message(a_running_meeting(CONTENT))
    skipped = a_running_meeting(CONTENT, tick("everyone_present", TickState.SKIPPED))

    assert button(none, controls.BACK_TO_SKIPPED) is None
    card = card_message(skipped)
    assert f"Skipped: {CONTENT.line('everyone_present').short}" in words(card)
    assert button(card, controls.BACK_TO_SKIPPED)["value"] == "12:"
