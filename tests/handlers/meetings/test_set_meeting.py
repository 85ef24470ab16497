"""A meeting is set by hand: who may, what is said first, and what it leads to."""

from dataclasses import replace
from datetime import date, time

import pytest

from bot.meetings.meetings import Kind, Mode
from tests.people import MORNING

IN_TIME = date(2026, 12, 15)
LATE = date(2026, 10, 27)


def opens(person, school, words="meeting juniper"):
    person.command("/iep", words)
    school.settle()
    return person.modal


def saves(modal, school, on=IN_TIME):
    """Choose a date and save; give the screen that stands then."""
    modal.fill("Date", on)
    shown = modal.submit()
    school.settle()
    return shown


def meetings(school):
    with school.storage.jobs(now=MORNING) as scope:
        return scope.meetings.of(school.juniper.id)


def test_a_date_in_good_time_is_saved_at_once_and_the_meeting_is_shown(school):
    modal = opens(school.pat, school)
    modal.fill("Time", time(8, 30))
    modal.choose("Kind", "Triennial")
    modal.choose("How", "Video")

    shown = saves(modal, school)

    assert "Tuesday, December 15, 2026 at 8:30 am, triennial, video" in shown.text
    (meeting,) = meetings(school)
    assert (meeting.on, meeting.at, meeting.arose_on) == (IN_TIME, time(8, 30), MORNING.date())
    assert (meeting.kind, meeting.mode) == (Kind.TRIENNIAL, Mode.VIDEO)
    assert school.client.strict_errors() == []


def test_rule_9_a_late_date_is_told_first_and_saved_on_the_second_word(school):
    told = saves(opens(school.pat, school), school, on=LATE)
    assert "Already late" in told.text
    assert meetings(school) == []

    told.submit()
    school.settle()

    assert [meeting.on for meeting in meetings(school)] == [LATE]


def test_rule_9_one_tap_takes_the_next_date_that_works(school):
    told = saves(opens(school.pat, school), school, on=LATE)

    told.click("meeting_set_take")
    school.settle()

    assert [meeting.on for meeting in meetings(school)] == [date(2026, 11, 2)]
    assert "Monday, November 2" in school.pat.modal.text


def test_rule_9_another_late_date_is_told_anew(school):
    told = saves(opens(school.pat, school), school, on=LATE)

    again = saves(told, school, on=date(2026, 10, 28))

    assert "Wednesday, October 28, 2026 is not saved yet" in again.text
    assert meetings(school) == []


def test_a_weekend_is_refused_at_the_field(school):
    modal = opens(school.pat, school)

    saves(modal, school, on=date(2026, 12, 12))

    assert "on a weekend" in modal.errors["Date"]
    assert meetings(school) == []


def test_from_the_home_tab_a_student_without_a_meeting_gets_one(school):
    school.pat.open_home()
    school.settle()
    school.pat.home.click("Set a meeting")
    school.settle()

    saves(school.pat.modal, school)

    assert len(meetings(school)) == 1


def test_from_the_student_and_back_nothing_is_left_underneath(school):
    opens(school.pat, school, "find juniper").click("Meeting")
    school.settle()
    school.pat.modal.click("Back to the student")
    school.settle()

    assert "Juniper Quickwater" in school.pat.modal.text
    assert len(school.pat.modals) == 1


def test_two_who_set_one_at_once_hear_of_each_other(school):
    modal = opens(school.pat, school)
    school.junipers_meeting(date(2026, 12, 8))

    told = saves(modal, school)

    assert "set meanwhile: annual, Tuesday, December 8, 2026 at 9:30 am" in told.text
    assert len(meetings(school)) == 1
    told.submit()
    school.settle()
    assert len(meetings(school)) == 2


def test_whose_student_it_no_longer_is_sets_nothing(school):
    modal = opens(school.pat, school)
    with school.storage.jobs(now=MORNING) as scope:
        scope.students.keep(replace(school.juniper, case_manager=school.on_record["kim"].id))

    refused = saves(modal, school)

    assert "no longer on your caseload" in refused.text
    assert meetings(school) == []


@pytest.mark.parametrize("words", ["meeting", "meeting otis"])
def test_a_colleagues_student_cannot_be_meant(school, words):
    assert opens(school.pat, school, words).title == "Find a student"


def test_setting_it_is_on_record(school):
    saves(opens(school.pat, school), school)

    with school.storage.jobs(now=MORNING) as scope:
        acts = [entry.act for entry in scope.audit.trail(school.juniper.id)]
    assert {"set a meeting", "opened a student to set a meeting"} <= set(acts)
