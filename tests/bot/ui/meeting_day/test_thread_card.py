"""The card that people use while a meeting runs: its lists, and the line to read now."""

from dataclasses import replace

import pytest

from bot.content import read
from bot.meeting_day.checklists import ANSWER_TO, RightsAnswers, SignOff, TickState
from bot.meetings.meetings import MeetingId, MeetingState
from bot.ui.meeting_day import thread_controls as controls
from bot.ui.meeting_day.thread_card import card_message
from tests.bot.ui.looking import boxes, button, elements, words
from tests.bot.ui.running import MEETING, a_concern, a_proposal, a_running_meeting, tick

CONTENT = read(None)


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
    offered = {element["action_id"] for element in card["blocks"][-1]["elements"]}

    assert offered - ours == ({action} if action else set())


def test_a_thread_opens_at_its_end_so_the_line_and_its_buttons_stand_last_on_the_card():
    card = card_message(
        a_running_meeting(
            CONTENT,
            tick("everyone_present", TickState.SKIPPED),
            meeting=replace(MEETING, at=None),
            concerns=(a_concern(),),
            proposals=(a_proposal(),),
        )
    )
    *_, aloud, advice, buttons = card["blocks"]

    assert aloud["text"]["text"] == CONTENT.line("introductions").aloud
    assert "Call on each by title" in words({"blocks": [advice]})
    assert buttons["elements"][0]["action_id"] == controls.DONE


@pytest.mark.parametrize("state", [MeetingState.PLANNED, MeetingState.HELD])
@pytest.mark.parametrize("reached", range(20))
def test_every_control_stands_on_the_card_once(reached, state):
    """What the line asks that is read now stands under it, besides in the menu of its list."""
    lines = [line for line in (*CONTENT.opening, *CONTENT.ending) if line.on]
    running = a_running_meeting(
        CONTENT,
        *(tick(line.id) for line in lines[:reached]),
        meeting=replace(MEETING, state=state),
        concerns=(a_concern(),),
    )
    card = card_message(running)
    buttons = [one["action_id"] for one in elements(card) if one.get("type") == "button"]
    asked = {one for one in in_menus(card) if one in buttons}

    assert len(buttons) == len(set(buttons))
    assert len(in_menus(card)) == len(set(in_menus(card)))
    assert len(asked) <= (1 if state is MeetingState.PLANNED else 0)
    assert asked <= {one["action_id"] for one in card["blocks"][-1]["elements"]}


def test_what_a_line_asks_for_can_be_opened_whichever_line_is_read():
    card = card_message(a_running_meeting(CONTENT, tick("everyone_present"), tick("introductions")))

    assert in_menus(card) == [
        controls.PEOPLE,
        controls.RIGHTS,
        f"{controls.CHOICE}offer",
        f"{controls.CHOICE}delivery",
        controls.SIGN_OFF,
        controls.RESPONSIBILITIES,
        controls.TICK_LATER,
    ]


def test_who_is_here_can_be_seen_where_no_line_of_the_opening_asks_for_it():
    """A district that turned those lines off had no way to it at all."""
    one = replace(CONTENT, opening=(CONTENT.line("rights"), CONTENT.line("purpose")))
    none = replace(CONTENT, opening=(CONTENT.line("purpose"),))

    both = in_menus(card_message(a_running_meeting(one, tick("rights"))))
    assert both[:2] == [controls.RIGHTS, controls.PEOPLE]
    assert button(card_message(a_running_meeting(none)), controls.PEOPLE)


def in_menus(card):
    menus = [one for one in elements(card) if one.get("type") == "overflow"]
    return [option["value"].partition(" ")[0] for menu in menus for option in menu["options"]]


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
    through = card_message(
        a_running_meeting(CONTENT, *map(tick, lines[1:]), tick(lines[0], TickState.SKIPPED))
    )
    assert through["blocks"][-1]["elements"][0]["action_id"] == controls.HELD
    assert "That was the last line." in words(through)
    assert "1 line skipped" in words(through)


def test_a_list_shows_ten_boxes_at_most_in_a_group_and_its_revision():
    message = card_message(a_running_meeting(CONTENT, tick("minutes"), revision=7))
    groups = boxes(message)

    assert [len(group["options"]) for group in groups] == [7, 10, 2]
    assert [o["value"] for g in groups for o in g.get("initial_options", [])] == ["minutes"]
    ids = [b["block_id"] for b in message["blocks"] if b.get("block_id")]
    assert ids == ["opening:12:0:7", "ending:12:0:7", "ending:12:1:7"]
    assert {controls.meeting_of_boxes(i) for i in ids} == {MeetingId(12)}


def test_a_list_says_how_far_an_answer_is_and_not_what_it_is():
    def noted(*ticks, **fields):
        return words(card_message(a_running_meeting(CONTENT, *ticks, **fields)))

    assert "half done" in noted(rights=RightsAnswers(explained="Yes"))
    full = RightsAnswers(explained="a", explained_by="b", questions="c", questions_by="d")
    assert "Both answers are kept" in noted(rights=full)
    assert "Skipped" in noted(tick("norms", TickState.SKIPPED))
    ending = noted(
        tick("offer"),
        tick(f"{ANSWER_TO}delivery", answer="docusign"),
        sign_off=SignOff(listed=("2",)),
    )
    assert "answer still to come" in ending
    assert "The answer is kept" in ending
    assert "The list is started" in ending


def test_closing_is_offered_at_any_time():
    running = a_running_meeting(CONTENT)
    over = replace(running, meeting=replace(MEETING, state=MeetingState.HELD))

    assert button(card_message(running), controls.HELD)["value"] == "12:"
    assert button(card_message(over), controls.HELD) is None
    assert boxes(card_message(over)), "everything can be ticked later"
    assert "Ticks, answers and concerns can still be added." in words(card_message(over))


def test_the_tips_are_one_control_that_opens_what_helps_when_it_gets_tense():
    card = card_message(a_running_meeting(CONTENT))

    assert button(card, controls.TENSE)["value"] == "12:"
    assert not [tip for tip in (*CONTENT.tips, *CONTENT.tense) if tip.text in words(card)]


def test_skipped_lines_are_shown_with_a_way_back_to_them():
    none = card_message(a_running_meeting(CONTENT))
    skipped = a_running_meeting(CONTENT, tick("everyone_present", TickState.SKIPPED))

    assert button(none, controls.BACK_TO_SKIPPED) is None
    card = card_message(skipped)
    assert "1 line skipped" in words(card)
    assert button(card, controls.BACK_TO_SKIPPED)["value"] == "12:"
