"""The office's home tab lists what is still to be sent, and what is not known to be received."""

from dataclasses import replace
from datetime import date

import pytest

from tests.handlers.office.an_office_day import OfficeDay
from tests.people import MORNING

YES = "Yes"


@pytest.fixture
def day(school):
    return OfficeDay(school)


def test_the_offices_home_tab_lists_what_is_to_be_sent_then_what_is_to_be_received(day):
    _, sooner = day.another("MQ-1K2", on=date(2026, 11, 3), home_language="Hmong")
    day.tells_of(day.meeting, sooner)

    seen = day.looks_home(day.school.hal)
    assert "Invitations to send: 2" in seen
    assert seen.index("MQ-1K2") < seen.index("Juniper Quickwater (JQ-7K2)")
    assert "Spanish" not in seen

    day.school.hal.home.click("All sent …")
    day.school.settle()
    assert day.ticks(day.school.hal, YES) is None
    assert "None is waiting to be sent" in day.school.hal.home.text
    assert "Sent, and not yet known to be received: 2" in day.school.hal.home.text

    (note,) = day.read(lambda scope: scope.office_notes.of_meeting(sooner.id))
    day.school.hal.home.click(f"sent:{note.note.id}/office_received")
    day.school.settle()
    assert "Sent, and not yet known to be received: 1" in day.school.hal.home.text
    assert "2 sent, 1 of them received" in day.school.hal.home.text
    assert "2 sent, 1 of them received" in day.cards[0].text
    assert day.school.client.strict_errors() == []


def test_received_is_one_press_and_the_same_twice_is_once(day):
    day.tells()
    day.opens(day.school.hal)
    day.ticks(day.school.hal, YES)
    day.looks_home(day.school.hal)
    day.looks_home(day.school.zed)

    day.school.hal.home.click("Received")
    day.school.zed.home.click("Received")
    day.school.settle()

    assert "received on Thursday, October 8 (Hal Helpwell)" in day.opens_meeting().text
    (noted,) = day.read(lambda scope: scope.office_notes.of_meeting(day.meeting.id))
    assert len(noted.ticks) == 2


def test_what_one_of_the_office_ticks_shows_in_the_home_tab_of_the_other(day):
    day.looks_home(day.school.zed)
    day.tells()
    assert "Juniper Quickwater" in day.school.zed.home.text

    day.opens(day.school.hal)
    day.ticks(day.school.hal, YES)

    assert "None is waiting to be sent" in day.school.zed.home.text


def test_a_meeting_called_off_stops_the_office_at_home_too(day):
    day.tells()
    day.looks_home(day.school.hal)

    day.opens_meeting().click("office_withdraw")
    day.school.settle()

    assert "Do not send these" in day.school.hal.home.text
    assert "taken back by the case manager" in day.school.hal.home.text


def test_nobody_but_the_office_sees_invitations_at_home(day):
    day.tells()

    for person in (day.school.pat, day.school.sue):
        assert "Invitations" not in day.looks_home(person)


def test_names_stay_out_of_the_offices_home_where_the_district_does_not_allow_them(day):
    with day.school.storage.jobs(now=MORNING) as scope:
        scope.settings.keep(replace(scope.workspace, names_at_home=False))
    day.tells()

    seen = day.looks_home(day.school.hal)

    assert "JQ-7K2" in seen
    assert "Juniper" not in seen


def test_each_look_at_a_name_is_logged_and_what_is_drawn_anew_only_once_a_day(day):
    day.tells()

    day.looks_home(day.school.hal)
    day.looks_home(day.school.hal)
    assert len(views(day)) == 2
    student, meeting = day.another("MQ-1K2")
    day.tells_of(meeting)

    assert "MQ-1K2" in day.school.hal.home.text
    assert len(views(day)) == 2
    assert len(views(day, student)) == 1


def views(day, student=None):
    about = student or day.school.juniper
    trail = day.read(lambda scope: scope.audit.trail(about.id))
    return [one for one in trail if one.act == "saw whom to invite"]
