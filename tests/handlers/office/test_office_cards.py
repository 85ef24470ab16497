"""`office_informed`: the office is told once, of eight meetings as of one, and works them off."""

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest
from slack_sdk import WebClient

from bot.dates.obligation_rows import State, meeting_subject
from bot.dates.obligation_rules import ObligationId
from bot.messages import MessageKind
from bot.ui.kit import blocks, elements
from tests.handlers.office.an_office_day import ON, ROOM, OfficeDay
from tests.people import MORNING

YES, NO = "Yes", "No, it is still to be sent"
ALIASES = [f"MQ-{number}K2" for number in range(1, 9)]


@pytest.fixture
def day(school):
    return OfficeDay(school)


def test_the_office_is_told_once_of_eight_meetings_and_the_card_shrinks_as_it_is_worked_off(day):
    meetings = [day.another(alias, home_language="Hmong")[1] for alias in ALIASES]

    day.tells_of(*meetings)

    (card,) = day.cards
    assert "Invitations for November 2026: 8 to send" in card.text
    assert card.text.count("please invite by DocuSign") == 1
    assert all(alias in card.text for alias in ALIASES)

    day.opens_list(day.school.hal)
    day.leaves_out(day.school.hal, "Zephyrine Wexford 1")
    left = day.ticks(day.school.hal, YES)

    assert "7 invitations saved." in left.text
    (card,) = day.cards
    assert "1 to send" in card.text
    assert "7 sent." in card.text
    assert "MQ-1K2" in card.text
    assert "MQ-2K2" not in card.text
    assert [state_of(day, one) for one in meetings] == [State.PLANNED, *[State.PROVEN] * 7]
    assert day.ticks(day.school.hal, YES) is None
    assert "all sent" in day.cards[0].text
    assert day.school.client.strict_errors() == []


def state_of(day, meeting):
    subject = meeting_subject(meeting.id)
    return day.read(
        lambda scope: scope.obligations.standing(subject, ObligationId.OFFICE_INFORMED).state
    )


def test_a_note_of_the_same_day_makes_the_card_grow_and_posts_no_other(day):
    day.tells()
    _, later = day.another("MQ-1K2")
    day.tells_of(later)

    (card,) = day.cards
    assert "2 to send" in card.text


def test_what_came_after_the_card_is_noticed_the_next_morning_and_the_old_card_points_to_it(day):
    day.tells()
    day.school.client.go_to(MORNING + timedelta(hours=2))
    _, later = day.another("MQ-1K2")
    day.tells_of(later)
    assert len(day.cards) == 1
    day.school.client.go_to(MORNING + timedelta(days=1))
    day.school.settle()

    old, new = day.cards
    assert "a newer list has taken the place of this one" in old.text
    assert "Open the list" not in old.text
    assert "2 to send" in new.text
    day.school.client.go_to(MORNING + timedelta(days=1, hours=2))
    day.school.settle()
    assert len(day.cards) == 2


def test_meetings_of_two_months_stand_on_a_card_each(day):
    _, december = day.another("MQ-1K2", on=date(2026, 12, 2))

    day.tells_of(day.meeting, december)

    assert ["for November 2026" in one.text for one in day.cards] == [True, False]
    day.opens_list(day.school.hal)
    assert "MQ-1K2" in day.school.hal.modal.text
    assert "JQ-7K2" not in day.school.hal.modal.text
    modal = day.school.hal.modal
    modal.fill("Language of the invitation for Zephyrine Wexford 1", "Lao")
    assert day.ticks(day.school.hal, YES) is None
    assert ["1 to send" in one.text for one in day.cards] == [True, False]


def test_two_of_the_office_who_tick_at_once_save_nothing_of_each_others(day):
    twins = [day.another(alias, home_language="Hmong")[1] for alias in ("MQ-1K2", "MQ-2K2")]
    day.tells_of(*twins)
    day.opens_list(day.school.hal)
    day.opens_list(day.school.zed)
    _, later = day.another("MQ-3K2", home_language="Hmong")
    day.tells_of(later)

    day.leaves_out(day.school.hal, "Zephyrine Wexford 2")
    day.ticks(day.school.hal, YES)
    left = day.ticks(day.school.zed, NO)

    assert "1 invitation saved." in left.text
    assert "MQ-1K2: Hal Helpwell was here meanwhile" in left.text
    assert [state_of(day, one) for one in (*twins, later)] == [
        State.PROVEN,
        State.PLANNED,
        State.PLANNED,
    ]
    assert "MQ-2K2" in day.cards[0].text


def test_a_meeting_moved_or_cancelled_meanwhile_takes_no_tick_and_the_others_are_kept(day):
    twins = [day.another(alias, home_language="Hmong")[1] for alias in ("MQ-1K2", "MQ-2K2")]
    day.tells_of(*twins)
    day.opens_list(day.school.hal)
    with day.school.storage.jobs(now=MORNING) as scope:
        moved = replace(scope.meetings.get(twins[0].id), on=ON + timedelta(days=1))
        scope.meetings.keep(moved, why="the father is away")

    left = day.ticks(day.school.hal, YES)

    assert "1 invitation saved." in left.text
    assert "MQ-1K2: The meeting has changed" in left.text
    assert "Nothing is left to send." in left.text
    assert state_of(day, twins[1]) is State.PROVEN
    assert "moved to Thu, Nov 19" in day.cards[0].text


def test_the_office_of_another_school_finds_none_of_these_on_its_list(day):
    with day.school.storage.jobs(now=MORNING) as scope:
        scope.people.keep(replace(day.hal_on_record, schools=frozenset({"Another School"})))
    day.tells()

    day.opens_list(day.school.hal)

    assert "Nothing is left to send." in day.school.hal.modal.text
    assert "Juniper" not in day.school.hal.modal.text


def test_without_a_channel_the_people_of_the_office_get_the_card_in_their_messages(school):
    day = OfficeDay(school, channel=False)

    day.tells()

    for person in (school.hal, school.zed):
        (card,) = [one for one in person.dms() if "Invitations for" in one.text]
        assert "JQ-7K2" in card.text
    card.click("office_open_list")
    school.settle()
    assert day.ticks(school.zed, YES) is None
    assert "all sent" in next(one for one in school.hal.dms() if "Invitations" in one.text).text


def test_a_channel_that_takes_notes_again_gets_the_card_on_the_same_day(day):
    modal = day.opens_meeting()
    day.school.client.deed("share", channel=ROOM)
    modal.click("office_tell")
    day.school.settle()
    assert day.cards == []
    day.school.client.deed("share", channel=ROOM, shared=False)

    day.tells()

    (card,) = day.cards
    assert "JQ-7K2" in card.text


def test_several_notes_that_reach_no_office_are_one_word_to_the_case_manager(day):
    twins = [day.another(alias)[1] for alias in ("MQ-1K2", "MQ-2K2")]
    day.school.client.deed("share", channel=ROOM)

    day.tells_of(*twins)

    (told,) = [one for one in day.school.pat.dms() if "could not be posted" in one.text]
    assert "MQ-1K2" in told.text
    assert "MQ-2K2" in told.text
    assert [state_of(day, one) for one in twins] == [State.OPEN] * 2


def test_in_the_evening_the_card_waits_for_the_morning(day):
    day.school.client.go_to(MORNING + timedelta(hours=11))
    day.tells()
    assert day.cards == []

    day.school.client.go_to(MORNING + timedelta(days=1))
    day.school.settle()
    assert len(day.cards) == 1


def test_a_note_of_before_there_was_a_card_answers_still_and_points_to_the_list(day):
    day.tells()
    (noted,) = day.read(lambda scope: scope.office_notes.of_meeting(day.meeting.id))
    posted_by_an_older_version(day, noted)
    old = next(one for one in day.school.hal.messages(ROOM) if "please invite" not in one.text)

    old.click("office_open")
    day.school.settle()
    assert "Juniper Quickwater" in day.school.hal.modal.text
    assert day.ticks(day.school.hal, YES) is None

    assert state_of(day, day.meeting) is State.PROVEN
    assert "Invitation sent on Thursday, October 8, rights notice enclosed" in old.text
    assert "All invitations of a month now stand together in this channel" in old.text
    assert day.school.client.strict_errors() == []


def posted_by_an_older_version(day, noted):
    """Post the note alone, as it was posted before there was a card."""
    school = day.school
    client = WebClient(token=school.sandbox.bot_token, base_url=school.sandbox.api_url)
    words = f"IEP meeting of {noted.alias}"
    button = elements.button("Open", "office_open", value=f"{noted.meeting.id}:{noted.note.id}")
    drawn = [blocks.section(words), blocks.actions([button])]
    answer = client.chat_postMessage(channel=ROOM, text=words, blocks=drawn)
    with school.storage.jobs(now=MORNING) as scope:
        scope.messages.posted(
            kind=MessageKind.OFFICE_NOTE,
            subject=meeting_subject(noted.meeting.id),
            addressee=ROOM,
            channel=ROOM,
            ts=answer["ts"],
            kept=json.dumps({"note": noted.note.id}),
        )


def test_a_list_saved_after_the_day_of_a_meeting_says_so_and_keeps_the_others(day):
    _, today = day.another("MQ-1K2", on=MORNING.date(), home_language="Hmong")
    day.tells_of(today, day.meeting)
    day.looks_home(day.school.hal)
    day.school.hal.home.click("All sent …")
    day.school.settle()
    day.school.client.go_to(MORNING + timedelta(days=1))

    left = day.ticks(day.school.hal, YES)

    assert "1 invitation saved." in left.text
    assert "its day has passed" in left.text
    assert state_of(day, day.meeting) is State.PROVEN
    assert state_of(day, today) is State.PLANNED
