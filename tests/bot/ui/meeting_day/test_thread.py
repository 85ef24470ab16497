"""A meeting's thread: what Slack takes, what it never says, and its parent message."""

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest

from bot.content import read
from bot.meeting_day.checklists import ANSWER_TO, RightsAnswers, SignOff, TickState
from bot.meeting_day.threads import time_in_words
from bot.meetings.meetings import Kind, MeetingId, MeetingState, Mode
from bot.people.people import PersonId, TeamMember, TeamRole
from bot.ui.after_meetings.thread_after import after_message
from bot.ui.meeting_day import thread_controls as controls
from bot.ui.meeting_day.thread_card import card_message
from bot.ui.meeting_day.thread_controls import Clicked
from bot.ui.meeting_day.thread_parent import (
    expected_in_words,
    on_the_card,
    parent_message,
    struck_message,
)
from tests.bot.ui.after_rows import rows_after
from tests.bot.ui.looking import boxes, button, elements, words
from tests.bot.ui.running import (
    MEETING,
    a_concern,
    a_proposal,
    a_running_meeting,
    the_longest,
    tick,
)
from tests.bot.ui.surfaces import assert_slack_takes

CONTENT = read(None)
FULL = the_longest(CONTENT)


def everything(running):
    return {
        "parent": parent_message(running),
        "card": card_message(running),
        "after": after_message(running, rows_after(running.meeting)),
        "struck": struck_message(running),
        "pointer": on_the_card(),
    }


def fullest(state, *ticks):
    held = state is MeetingState.HELD
    return a_running_meeting(
        FULL,
        *ticks,
        meeting=replace(MEETING, state=state, held_on=MEETING.on if held else None),
        concerns=tuple(a_concern(n) for n in range(200)),
        proposals=tuple(a_proposal(n) for n in range(200)),
        team=tuple(
            TeamMember(person=PersonId(n), role=role, service="&" * 40, name="&" * 80)
            for n, role in enumerate(list(TeamRole) * 9)
        ),
        revision=10**9,
    )


@pytest.mark.parametrize("state", list(MeetingState))
@pytest.mark.parametrize("name", ["parent", "card", "after", "struck", "pointer"])
def test_slack_takes_the_fullest_thread(name, state):
    assert_slack_takes(everything(fullest(state))[name])


@pytest.mark.parametrize("state", [TickState.SKIPPED, TickState.DONE])
def test_slack_takes_the_card_of_every_line_and_the_one_after_the_last(state):
    lines = [line.id for line in (*FULL.opening, *FULL.ending)]
    for reached in range(len(lines) + 1):
        passed = (tick(line, state) for line in lines[:reached])

        assert_slack_takes(card_message(fullest(MeetingState.PLANNED, *passed)))


def test_our_own_lists_have_room_on_the_card_when_everything_is_noted_beside_them():
    lines = [*CONTENT.opening, *CONTENT.ending]
    for reached in range(len(lines) + 1):
        ticks = [replace(tick(line.id), took_place_at=AFTERWARDS) for line in lines[:reached]]
        message = card_message(
            a_running_meeting(
                replace(CONTENT, opening=all_on(CONTENT.opening), ending=all_on(CONTENT.ending)),
                *ticks,
                concerns=(a_concern(),),
                proposals=(a_proposal(),),
                revision=10**6,
            )
        )
        assert len([one for group in boxes(message) for one in group["options"]]) == len(lines)


def all_on(lines):
    return tuple(replace(line, on=True) for line in lines)


AFTERWARDS = datetime(2026, 10, 27, 18, 30, tzinfo=UTC)


def a_long_list(lines):
    return tuple(replace(FULL.ending[-1], id=f"line_{n}") for n in range(lines))


@pytest.mark.parametrize("lines", [9, 80])
def test_lists_longer_than_a_message_say_so_and_the_card_keeps_its_controls(lines):
    message = card_message(a_running_meeting(replace(FULL, ending=a_long_list(lines))))

    assert_slack_takes(message)
    assert ("There is no room here for every line" in words(message)) is (lines == 80)
    assert button(message, controls.HELD)
    assert "Done earlier …" in words(message)
    assert message["blocks"][-1]["elements"][0]["action_id"] == controls.DONE


def test_where_there_is_no_room_for_both_lists_the_one_from_which_is_read_stands_there():
    long = replace(CONTENT, opening=a_long_list(60), ending=CONTENT.ending)
    opening, ending = (
        card_message(a_running_meeting(long, *ticks))
        for ticks in ([], [tick(f"line_{n}") for n in range(60)])
    )

    assert [CONTENT.line("thanks").short in words(one) for one in (opening, ending)] == [
        False,
        True,
    ]
    assert all("line_0" in words(one) for one in (opening, ending))


@pytest.mark.parametrize("state", list(MeetingState))
def test_no_message_holds_a_name_a_service_or_an_answer(state):
    running = a_running_meeting(
        CONTENT,
        tick(f"{ANSWER_TO}offer", answer="undecided"),
        tick(f"{ANSWER_TO}delivery", answer="certified_mail"),
        meeting=replace(MEETING, state=state),
        concerns=(a_concern(text="He is afraid of the bus"),),
        rights=RightsAnswers(explained="Nobody sent us anything", explained_by="grandmother"),
        sign_off=SignOff(listed=("2",), others="Aunt Philippa"),
    )
    secrets = (
        *("Quillfeather", "Snickett", "Marsh", "speech", "OT", "undecided", "certified_mail"),
        *("bus", "Nobody sent", "grandmother", "Philippa"),
    )
    for message in everything(running).values():
        assert not [secret for secret in secrets if secret in words(message)]
        assert "MQ-7K2" not in message["text"]


def test_the_parent_says_when_how_who_is_expected_and_how_far_it_is():
    message = parent_message(a_running_meeting(CONTENT, tick("norms"), tick("minutes")))

    assert "MQ-7K2" in words(message)
    assert "Tuesday, October 27, 9:30 am, by phone conference" in words(message)
    assert "a general-education teacher, two providers, the parents" in words(message)
    assert "2 of 19 lines done." in words(message)


@pytest.mark.parametrize(
    ("at", "said"),
    [
        pytest.param(time(0, 5), "12:05 am", id="midnight"),
        pytest.param(time(11, 59), "11:59 am", id="before-noon"),
        pytest.param(time(12, 0), "12:00 pm", id="noon"),
        pytest.param(time(15, 30), "3:30 pm", id="afternoon"),
        pytest.param(None, "time not known yet", id="not-known"),
    ],
)
def test_times_are_said_as_people_say_them(at, said):
    assert time_in_words(at) == said


def test_a_substitute_and_a_past_member_are_not_expected_as_somebody_extra():
    team = (
        TeamMember(person=PersonId(8), role=TeamRole.SUBSTITUTE),
        TeamMember(person=PersonId(9), role=TeamRole.TEACHER, until_on=date(2026, 10, 26)),
        *(TeamMember(person=PersonId(20 + n), role=TeamRole.TEACHER) for n in range(12)),
    )

    assert expected_in_words(team, MEETING) == "12 general-education teachers, the parents"
    assert expected_in_words((), MEETING) == "the parents"


def test_the_student_is_expected_where_the_years_after_school_are_planned():
    meeting = replace(MEETING, kind=Kind.TRANSITION)

    assert expected_in_words((), meeting) == "the student, the parents"


@pytest.mark.parametrize(
    ("state", "said"),
    [
        pytest.param(MeetingState.HELD, "Held on Wednesday, October 28: 0 of 19 lines.", id="held"),
        pytest.param(MeetingState.ADJOURNED, "Adjourned", id="adjourned"),
        pytest.param(MeetingState.CANCELLED, "was cancelled", id="cancelled"),
    ],
)
def test_the_parent_and_card_say_what_became_of_the_meeting(state, said):
    running = a_running_meeting(
        CONTENT, meeting=replace(MEETING, state=state, held_on=date(2026, 10, 28))
    )

    assert said in words(parent_message(running))
    assert said in words(card_message(running))
    assert button(card_message(running), controls.DONE) is None
    assert not list(elements(parent_message(running)))[1:]


@pytest.mark.parametrize(
    ("state", "said"),
    [
        pytest.param(MeetingState.CANCELLED, "was cancelled", id="cancelled"),
        pytest.param(MeetingState.PLANNED, "opens again for Thursday, November 5", id="moved"),
    ],
)
def test_a_thread_that_is_over_says_where_to_look(state, said):
    meeting = replace(MEETING, on=date(2026, 11, 5), state=state, mode=Mode.VIDEO)
    message = struck_message(a_running_meeting(CONTENT, meeting=meeting))

    assert said in message["text"]
    assert "~IEP meeting for MQ-7K2~" in words(message)
    assert not list(elements(message))[1:]


def test_a_thread_that_a_newer_one_replaced_says_so():
    running = a_running_meeting(CONTENT)

    assert "another thread" in struck_message(running, stands_elsewhere=True)["text"]
    cancelled = replace(running, meeting=replace(MEETING, state=MeetingState.CANCELLED))
    assert "cancelled" in struck_message(cancelled, stands_elsewhere=True)["text"]


def test_a_click_on_boxes_is_read_against_what_was_drawn():
    message = card_message(a_running_meeting(CONTENT, tick("norms"), revision=4))
    block_id = message["blocks"][1]["block_id"]

    assert controls.drawn(message, block_id) == ["norms"]
    assert controls.drawn(message, "opening:12:0:3") is None
    assert controls.drawn({}, block_id) is None


def test_a_buttons_value_gives_meeting_and_line_back():
    pressed = controls.button("Done", controls.DONE, MeetingId(12), "a:b")

    assert controls.clicked(pressed) == Clicked(meeting=MeetingId(12), line="a:b")
    assert controls.selected({"selected_options": None}) == []
