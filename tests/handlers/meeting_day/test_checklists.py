"""On the day of the meeting people tick along in its thread, and lose nothing of each other."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.content import read
from bot.meeting_day.checklists import checklist_of
from bot.meetings.meetings import MeetingState
from bot.ui.meeting_day.thread_card import card_message
from handlers.kit.ticked_boxes import clicked_difference
from jobs.delivery import rate_limits as limits
from jobs.delivery.redrawing import Redrawing
from tests.bot.ui.running import a_running_meeting, tick
from tests.handlers.meeting_day.a_meeting_day import ROOM, MeetingDay

CONTENT = read(None)
RULES, RIGHTS, PURPOSE = (CONTENT.line(one).short for one in ("norms", "rights", "purpose"))
THANKS = CONTENT.line("thanks").short


@pytest.fixture
def day(school, monkeypatch):
    monkeypatch.setattr(limits, "BETWEEN_POSTS", 0.0)
    return MeetingDay(school)


def test_the_thread_opens_with_its_head_and_one_card_that_holds_both_lists(day):
    parent, card = day.pat.messages

    assert "JQ-7K2" in parent.text
    assert card.thread_ts == parent.ts
    assert card.fallback == "Opening, line 1 of 7: Everyone is on the line"
    for line in (*CONTENT.opening, *CONTENT.ending):
        assert (line.short in card.text) is line.on


def test_done_ticks_the_line_and_the_card_goes_on_in_place(day):
    first = day.pat.card.ts

    assert day.pat.clicks(day.pat.card, "Done, next") == ""

    assert "Introductions" in day.pat.card.text
    assert day.pat.card.ts == first
    assert "1 of 19 lines done" in day.pat.parent.text
    assert "[x] Everyone is on the line" in day.pat.card.text
    assert len(day.pat.messages) == 2


def test_a_skipped_line_can_be_ticked_later_from_the_list(day):
    day.pat.clicks(day.pat.card, "Skip")
    assert "Skipped" in day.pat.card.text
    assert "Introductions" in day.pat.card.text

    day.pat.ticks(day.pat.card, CONTENT.line("everyone_present").short)

    assert day.ticks() == {"everyone_present": "done"}


def test_the_card_goes_back_to_what_was_skipped(day):
    for _ in range(2):
        day.pat.clicks(day.pat.card, "Skip")
    assert "2 lines skipped" in day.pat.card.text

    assert day.pat.clicks(day.pat.card, "Go back") == ""

    assert day.pat.card.fallback.startswith("Opening, line 1 of 7")
    day.pat.clicks(day.pat.card, "Done, next")
    assert day.pat.card.fallback.startswith("Opening, line 2 of 7")


def test_what_was_done_before_anybody_could_tick_carries_its_true_time(day):
    modal = day.pat.opens(day.pat.card, "Done earlier …")
    modal.tick(RULES)
    modal.fill("At what time", "09:30")
    assert "still to come" in day.saves(modal).errors["at"]
    modal.fill("At what time", "07:40")
    day.pat.ticks(day.pat.card, PURPOSE)
    modal.tick(PURPOSE)

    assert day.saves(modal) is None

    noted = {tick.line: tick for tick in day.read(lambda s: s.checklists.ticks(day.meeting.id))}
    assert f"{noted['norms'].took_place_at:%H:%M}" == "14:40"
    assert noted["purpose"].took_place_at is None
    assert "7:40 am, noted later" in day.pat.card.text
    assert any("took place October 8, 2026, 7:40 am" in entry.detail for entry in day.trail())


def test_a_line_ticked_in_the_list_is_passed_over_by_the_card(day):
    day.pat.ticks(day.pat.card, CONTENT.line("everyone_present").short)

    assert "Introductions" in day.pat.card.text


def test_a_tick_taken_back_is_kept_as_taken_back(day):
    day.pat.ticks(day.pat.card, RULES)
    day.pat.unticks(day.pat.card, RULES)

    assert day.ticks() == {"norms": "unticked"}
    assert "0 of 19 lines done" in day.pat.parent.text
    acts = [entry.act for entry in day.trail()]
    assert acts.index("checklist line unticked") < acts.index("checklist line done")


def test_two_people_who_tick_from_the_same_picture_lose_nothing(day):
    day.helps("U0HAL")
    drawn_for_pat, drawn_for_hal = day.pat.card, day.hal.card

    with ThreadPoolExecutor(2) as both:
        both.submit(drawn_for_pat.tick, RULES)
        both.submit(drawn_for_hal.tick, RIGHTS)
    day.settle()

    assert day.ticks() == {"norms": "done", "rights": "done"}
    assert day.pat.card.values == day.hal.card.values


def test_what_a_colleague_ticks_before_the_card_is_drawn_anew_is_not_swallowed(day, monkeypatch):
    day.helps("U0HAL")
    day.pat.ticks(day.pat.card, THANKS)
    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(Redrawing, "round", lambda _lane: None)
        day.pat.clicks(day.pat.card, "Done, next")
        day.hal.ticks(day.hal.card, RULES)
        day.pat.ticks(day.pat.card, PURPOSE)
        day.hal.unticks(day.hal.card, THANKS)
        day.hal.ticks(day.hal.card, RIGHTS)
    day.settle()

    done = ["everyone_present", "norms", "purpose", "rights"]
    assert [line for line, state in sorted(day.ticks().items()) if state == "done"] == done
    assert day.pat.card.text == day.hal.card.text
    assert day.pat.card.text.count("[x]") == 4


def test_two_people_who_press_done_at_once_pass_over_no_line(day):
    day.helps("U0HAL")
    drawn_for_pat, drawn_for_hal = day.pat.card, day.hal.card

    with ThreadPoolExecutor(2) as both:
        both.submit(drawn_for_pat.click, "Done, next")
        both.submit(drawn_for_hal.click, "Done, next")
    day.settle()

    assert day.ticks() == {"everyone_present": "done"}
    assert [entry.act for entry in day.trail()].count("checklist line done") == 1


def test_a_box_ticked_and_at_once_taken_back_is_not_ticked(day, monkeypatch):
    monkeypatch.setattr(Redrawing, "round", lambda _lane: None)
    picture = day.pat.card
    day.pat.ticks(picture, RULES)
    day.pat.ticks(picture, PURPOSE)
    day.pat.unticks(picture, RULES)

    assert day.ticks() == {"norms": "unticked", "purpose": "done"}


def test_a_click_on_a_picture_that_is_gone_takes_nothing_back():
    seen_by_now_gone = {
        "actions": [
            {"block_id": "opening:1:0:3", "selected_options": [{"value": "purpose"}]},
        ],
        "message": card_message(a_running_meeting(CONTENT, tick("norms"), revision=4)),
    }

    change = clicked_difference(seen_by_now_gone, None)

    assert (set(change.ticked), set(change.unticked)) == ({"purpose"}, set())


def test_a_click_in_the_thread_of_a_meeting_that_moved_is_answered_kindly(day):
    card = day.pat.card
    day.change(on=day.meeting.on + timedelta(days=7))

    for button in ("Done, next", "Sign-off list", "Meeting held"):
        told = day.pat.clicks(card, button)
        assert "opens again for Thursday, October 15" in told
    assert day.ticks() == {}


def test_a_click_in_the_thread_of_a_cancelled_meeting_is_answered_kindly(day):
    day.change(state=MeetingState.CANCELLED)

    told = day.pat.ticks(day.pat.card, RULES)

    assert "was cancelled" in told
    assert day.ticks() == {}


def test_a_moved_meetings_thread_is_struck_and_a_new_one_opens(day):
    day.change(on=date(2026, 10, 9))
    day.open()

    old, new = day.pat.messages[:2], day.pat.messages[2:]
    assert [message.thread_ts for message in new[1:]] == [new[0].ts]
    assert all("opens again for Friday, October 9" in message.fallback for message in old)
    assert "Friday, October 9" in new[0].text
    assert day.pat.clicks(day.pat.card, "Done, next") == ""
    assert day.ticks() == {"everyone_present": "done"}


def test_a_thread_whose_channel_became_shared_is_taken_away_and_opens_in_direct_messages(day):
    day.school.client.deed("share", channel=ROOM)

    day.pat.clicks(day.pat.card, "Done, next")

    stand = [message.text for message in day.pat.messages]
    assert stand.count("This message was removed: this channel is not for student work any more.")
    assert not [words for words in stand if "Introductions, one by one" in words]
    direct = [message.text for message in day.pat.person.dms()]
    assert any("so your checklist thread opens here" in words.lower() for words in direct)
    assert any("IEP meeting for JQ-7K2" in words for words in direct)
    assert day.ticks() == {"everyone_present": "done"}


def test_everything_can_be_ticked_after_the_meeting(day):
    day.change(state=MeetingState.HELD, held_on=day.meeting.on)

    assert day.pat.ticks(day.pat.card, THANKS) == ""

    assert day.ticks() == {"thanks": "done"}


def test_what_stands_in_the_thread_names_nobody_and_slack_refused_nothing(day):
    day.pat.clicks(day.pat.card, "Done, next")

    for message in day.pat.messages:
        shown = message.text + message.fallback
        assert not [name for name in ("Juniper", "Quickwater", "Chalkley") if name in shown]
    assert day.school.client.strict_errors() == []
    assert {message.channel for message in day.pat.messages} == {ROOM}


def test_a_line_that_the_district_took_off_meanwhile_is_answered_kindly(day, monkeypatch):
    without = replace(CONTENT, opening=CONTENT.opening[1:])
    monkeypatch.setattr("casework.meeting_day.checklists.checklist_of", checklist_with(without))

    assert "no longer on the checklist" in day.pat.clicks(day.pat.card, "Done, next")
    assert day.ticks() == {}


def checklist_with(content):
    def made(meeting, _content, ticks, *, revision, **district):
        return checklist_of(meeting, content, ticks, revision=revision, **district)

    return made
